"""What somebody shows moderators to prove who they are, apart from everything that others read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.models.applications import PartnerApplication
from community.accounts.models.claims import CompanyClaim
from community.accounts.models.hats import HatRequest
from community.accounts.querysets import EvidenceQuerySet


class VerificationEvidence(models.Model):
    """A private proof that goes with a request. It is removed by its owner, or by itself, once that is decided."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="evidence")
    # What it goes with: one of these.
    application = models.OneToOneField(
        PartnerApplication, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    hat_request = models.OneToOneField(HatRequest, models.CASCADE, null=True, blank=True, related_name="evidence")
    claim = models.OneToOneField(CompanyClaim, models.CASCADE, null=True, blank=True, related_name="evidence")
    text = models.TextField(_("private proof"), max_length=1000)
    url = models.URLField(_("private link"), max_length=500, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "verification evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, hat_request=None, claim=None)
                | Q(application=None, hat_request__isnull=False, claim=None)
                | Q(application=None, hat_request=None, claim__isnull=False),
                name="evidence_goes_with_one_request",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"  # never what it says: this is what the admin site and the log would show

    @property
    def goes_with(self) -> PartnerApplication | HatRequest | CompanyClaim:
        return self.application or self.hat_request or self.claim
