"""Which companies have heard a rumour too."""

from django.conf import settings
from django.db import models

from community.accounts.models import Company
from community.programs.models.changes import Change, ChangeSource


class RumourSupport(models.Model):
    """A company has heard a rumour too, or has found a source for it. Counts once, whoever of it says so."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="supports")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.ForeignKey(ChangeSource, models.PROTECT, null=True, blank=True, related_name="supports")
    supported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("change", "company", name="one_rumour_support_per_company_and_change")]

    def __str__(self) -> str:
        return f"{self.company}: {self.change}"
