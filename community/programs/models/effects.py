"""What a change does to those it touches: effect reports, and the census that is made of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Company
from community.programs.models.changes import Change
from community.programs.querysets.effects import EffectReportQuerySet


class EffectReport(models.Model):
    """Whether a change affects a company, and how. One row per company; of a consultant one per person.

    Amounts are in euros, whatever the company's own currency, so that they can be added up.
    """

    class Cost(models.TextChoices):
        """Of a year, in euros."""

        NONE = "0", _("none")
        UNDER_1K = "<1k", _("under €1,000")
        UNDER_5K = "1-5k", _("€1,000–5,000")
        UNDER_20K = "5-20k", _("€5,000–20,000")
        OVER_20K = ">20k", _("over €20,000")

    class Customers(models.TextChoices):
        NONE = "0", _("none")
        FEW = "1-5", _("1–5")
        SOME = "6-20", _("6–20")
        MANY = "21-100", _("21–100")
        MORE = ">100", _("over 100")

    class Plan(models.TextChoices):
        STAY = "stay", _("stay")
        DOWNGRADE = "downgrade", _("downgrade")
        LEAVE = "leave", _("leave")
        UNDECIDED = "undecided", _("undecided")

    change = models.ForeignKey(Change, models.CASCADE, related_name="effect_reports")
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="effect_reports")
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="effect_reports"
    )
    affected = models.BooleanField()
    cost = models.CharField(_("cost a year"), max_length=8, choices=Cost.choices, blank=True)
    customers = models.CharField(_("customers hit"), max_length=8, choices=Customers.choices, blank=True)
    plan = models.CharField(_("plan"), max_length=10, choices=Plan.choices, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField()

    objects = EffectReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(company__isnull=False, consultant=None)
                | models.Q(company=None, consultant__isnull=False),
                name="effect_report_of_a_company_or_a_consultant",
            ),
            models.UniqueConstraint(
                "change", "company", condition=models.Q(company__isnull=False),
                name="one_effect_report_per_company_and_change",
            ),
            models.UniqueConstraint(
                "change", "consultant", condition=models.Q(consultant__isnull=False),
                name="one_effect_report_per_consultant_and_change",
            ),
            models.CheckConstraint(
                condition=models.Q(affected=True) | models.Q(cost="", customers="", plan=""),
                name="effect_report_of_no_effect_tells_no_more",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.company or self.consultant}: {self.change}"


class CensusStep(models.Model):
    """The reports of companies as the census last counted them: it moves on in steps, never by one company.

    ``reports`` has a row for each company: company, affected, cost, customers, plan, tiers, country, size.
    """

    change = models.OneToOneField(Change, models.CASCADE, related_name="census_step")
    reports = models.JSONField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.change}: {len(self.reports)}"
