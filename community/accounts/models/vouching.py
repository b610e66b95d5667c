"""Partners who say that they know an applicant."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.models.applications import PartnerApplication
from community.accounts.models.companies import Company
from community.accounts.querysets import VouchQuerySet


class Vouch(models.Model):
    """A partner was asked to vouch for an applicant, or answered by the open link. What they said is said once.

    ``company`` is that of the voucher when they answered: two companies make a partner.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("knows the company, and that the person works there")
        NO = "no", _("cannot say so")

    application = models.ForeignKey(PartnerApplication, models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="vouches")
    asked_at = models.DateTimeField(null=True, blank=True)  # by the applicant, by name
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = VouchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vouches"
        constraints = [
            models.UniqueConstraint("application", "voucher", name="one_vouch_per_person_and_application"),
            models.CheckConstraint(
                condition=Q(answer="", company=None, answered_at=None)
                | Q(answer__in=["yes", "no"], company__isnull=False, answered_at__isnull=False),
                name="vouch_answered_for_a_company_with_a_date",
            ),
        ]
        indexes = [
            # used by: how often somebody has vouched this month
            models.Index(fields=["voucher", "answered_at"], name="vouch_of_voucher"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher}: {self.application}"

    def get_absolute_url(self) -> str:
        return reverse("vouch", args=[self.application.vouch_token])
