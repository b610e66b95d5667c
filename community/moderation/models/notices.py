"""What somebody without an account says is illegal here."""

from django.db import models
from django.db.models import Q

from community.moderation.querysets import NoticeQuerySet


class Notice(models.Model):
    """Somebody, with or without an account, says that something here is illegal, where it stands and why.

    Nobody reads it before its sender has confirmed the mail address. The name and the address are emptied some time
    after the decision; the network address is never kept.
    """

    page = models.CharField(max_length=400)  # from its slash on
    explanation = models.TextField(max_length=4000)
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10)  # in which its sender is answered
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    acted_on = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, acted_on=None, reason="")
                | Q(decided_at__isnull=False, acted_on__isnull=False, confirmed_at__isnull=False) & ~Q(reason=""),
                name="notice_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(decided_at__isnull=False), name="notice_of_somebody_until_decided"
            ),
        ]
        indexes = [
            # used by: the queue
            models.Index(
                fields=["confirmed_at"], condition=Q(confirmed_at__isnull=False, decided_at=None), name="notice_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.page}"
