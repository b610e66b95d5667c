"""Which post answers a question, and whether that still holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.forum.models.posts import Post
from community.forum.models.threads import Thread
from community.forum.querysets import AcceptedAnswerQuerySet


class AcceptedAnswer(models.Model):
    """The post that answers the question of a thread, as its author or a moderator says.

    Partners say when they last saw it hold, or why it does not any more; the later word stands.
    """

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="accepted_answer")
    post = models.OneToOneField(Post, models.CASCADE, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    obsolete_on = models.DateField(null=True, blank=True)
    obsolete_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    obsolete_reason = models.CharField(max_length=300, blank=True)

    objects = AcceptedAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_by=None)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
                name="answer_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(obsolete_on=None, obsolete_by=None, obsolete_reason="")
                | Q(obsolete_on__isnull=False, obsolete_by__isnull=False) & ~Q(obsolete_reason=""),
                name="answer_obsolete_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.post}"

    @property
    def is_obsolete(self) -> bool:
        return self.obsolete_on is not None
