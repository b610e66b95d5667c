"""Who keeps the page of a company."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.models.companies import Company
from community.accounts.querysets import ClaimQuerySet


class CompanyClaim(models.Model):
    """Somebody of a company wants to keep its page. Granted and not ended, they are its keeper."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for a moderator")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    company = models.ForeignKey(Company, models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="company_claims")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # given up, or taken by a moderator

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "company",
                "claimant",
                condition=Q(ended_at=None) & ~Q(state="declined"),
                name="one_open_claim_per_company_and_person",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at=None) | ~Q(state="pending") & Q(decided_at__isnull=False),
                name="claim_decided_with_a_date",
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(state="granted"), name="only_a_keeper_ends"),
        ]
        indexes = [
            # used by: the queue, oldest first
            models.Index(fields=["created_at"], condition=Q(state="pending"), name="claim_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.claimant}"

    def get_absolute_url(self) -> str:
        return self.company.get_absolute_url()

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING
