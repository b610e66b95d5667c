"""Who looks at a case at the moment."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from community.core.refusals import in_words
from community.moderation.querysets import ClaimQuerySet


class Claim(models.Model):
    """A moderator has taken a case of the queue ("post-12") until a moment. It ends by itself, or with the decision."""

    case = models.CharField(max_length=40)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", name="one_claim_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.moderator}"

    @property
    def left(self) -> str:
        """For how long it lasts: "24 minutes"."""
        return in_words(self.until - timezone.now())
