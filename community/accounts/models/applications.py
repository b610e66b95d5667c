"""What lets a consultant become a partner."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.accounts.models.companies import CompanySize, VerifiedHow
from community.accounts.querysets import ApplicationQuerySet


def new_token() -> str:
    """What nobody guesses: 32 letters and digits."""
    return get_random_string(32)


class PartnerApplication(models.Model):
    """A consultant asks to become a partner. Decided once; a new one may follow.

    How it can be checked is a ``VerificationEvidence``, which moderators read.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for a moderator")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    company_name = models.CharField(_("company"), max_length=80)
    website = models.URLField(_("web site"), blank=True)
    country = models.CharField(_("country"), max_length=2)
    size = models.CharField(_("people in the company"), max_length=8, choices=CompanySize.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    how = models.CharField(max_length=9, choices=VerifiedHow.choices, blank=True)  # it was decided
    # Names it in the link by which partners vouch: who has that may answer, if they are partners.
    vouch_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "applicant", condition=models.Q(state="pending"), name="one_pending_application_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", decided_at=None)
                | ~models.Q(state="pending") & models.Q(decided_at__isnull=False),
                name="application_decided_with_a_date",
            ),
        ]
        indexes = [
            # used by: the queue, oldest first
            models.Index(fields=["created_at"], condition=models.Q(state="pending"), name="application_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.company_name} ({self.applicant})"

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING
