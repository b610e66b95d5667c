"""Who may answer for a vendor."""

from django.conf import settings
from django.db import models


class Hat(models.Model):
    """A person may answer officially for one vendor, from ``granted_at`` until ``doffed_at``."""

    wearer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hats")
    vendor = models.ForeignKey("programs.Vendor", models.CASCADE, related_name="hats")
    granted_at = models.DateTimeField()
    doffed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "wearer", "vendor", condition=models.Q(doffed_at=None), name="one_hat_per_person_and_vendor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wearer} for {self.vendor}"
