"""What companies, and people without one, hold: the programs they are in."""

from django.conf import settings
from django.db import models

from community.accounts.models import Company
from community.programs.models.catalogue import Program, Tier
from community.programs.querysets.holdings import HoldingQuerySet


class Holding(models.Model):
    """A company, or a member without one, is in a program. No tier means that it is not told."""

    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="holdings")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="holdings")
    program = models.ForeignKey(Program, models.CASCADE, related_name="holdings")
    tier = models.ForeignKey(Tier, models.SET_NULL, null=True, blank=True, related_name="holdings")
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(company__isnull=False, member=None) | models.Q(company=None, member__isnull=False),
                name="holding_of_a_company_or_a_member",
            ),
            # Also used by: does a change touch me.
            models.UniqueConstraint(
                "company",
                "program",
                condition=models.Q(company__isnull=False),
                name="one_holding_per_company_and_program",
            ),
            models.UniqueConstraint(
                "member", "program", condition=models.Q(member__isnull=False), name="one_holding_per_member_and_program"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company or self.member}: {self.tier or '–'}, {self.program}"
