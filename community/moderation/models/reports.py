"""What members say about posts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.forum.models import Post
from community.moderation.querysets import ReportQuerySet


class Report(models.Model):
    """A member says that a post breaks a rule. Open until a moderator has decided."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        UNKIND = "unkind", _("Unkind to a person")
        OFF_TOPIC = "off_topic", _("Off topic")
        CONFIDENTIAL = "confidential", _("Confidential or under NDA")
        ILLEGAL = "illegal", _("Illegal")
        WRONG_FACT = "wrong_fact", _("States a wrong fact")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "post", "reporter", condition=models.Q(closed_at=None), name="one_open_report_per_person_and_post"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, upheld=None)
                | models.Q(closed_at__isnull=False, upheld__isnull=False),
                name="report_closed_with_an_outcome",
            ),
        ]
        indexes = [
            # used by: the queue
            models.Index(fields=["created_at"], condition=models.Q(closed_at=None), name="report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.post}"
