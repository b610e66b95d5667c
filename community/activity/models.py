"""What happened, in the order in which it happened."""

from django.conf import settings
from django.db import models


class Activity(models.Model):
    """One thing that somebody did. Written in the same transaction as the fact, never changed.

    ``verb`` is a noun and a past participle ("post.created"); ``target`` is named by its kind and id,
    because what happened outlives the thing it happened to. ``facts`` holds ids and dates, never text
    that somebody may not be allowed to read later.
    """

    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            # used by: what happened to one thing, in order
            models.Index(fields=["target_kind", "target_id", "id"], name="activity_of_target"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind} {self.target_id}"


class Withdrawal(models.Model):
    """An activity that was taken back before anybody was told of it. Beside it, for what happened is never changed."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="withdrawal")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"withdrawn: {self.activity}"
