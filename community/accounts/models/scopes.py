"""Who moderates a part of the site."""

from django.conf import settings
from django.db import models


class ModeratorScope(models.Model):
    """A member moderates what is about one vendor, or what carries one tag; and nothing else.

    Their number stands in ``User.scope_count``, so that asking about somebody who has none costs nothing.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="scopes")
    vendor = models.ForeignKey("programs.Vendor", models.CASCADE, null=True, blank=True, related_name="+")
    tag = models.ForeignKey("tags.Tag", models.CASCADE, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", "vendor", "tag", name="one_scope_per_person_and_part", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(vendor__isnull=True, tag__isnull=False)
                | models.Q(vendor__isnull=False, tag__isnull=True),
                name="scope_of_a_vendor_or_a_tag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.name}"

    @property
    def name(self) -> str:
        return str(self.vendor) if self.vendor_id else f"#{self.tag}"
