"""Vendors, their programs and the tiers of those."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

# What stands behind a vendor's address besides its programs: "/vendors/nordwind/record/".
TAKEN = frozenset({"calendar.ics", "contacts", "follow", "questions", "record"})


class Vendor(models.Model):
    """A company that runs partner programs."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    website = models.URLField(blank=True)
    about = models.TextField(blank=True)
    # By whose holidays its working days are counted: two letters (ISO 3166-1).
    country = models.CharField(max_length=2, blank=True)
    # Where questions are mailed to; without it a moderator hands them over.
    contact_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("vendor", args=[self.slug])

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][0] + (words[1][0] if len(words) > 1 else words[0][1:2])).upper()


class Program(models.Model):
    """One partner program of a vendor."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="programs")
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100)
    website = models.URLField(blank=True)
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("vendor", "slug", name="program_slug_unique_per_vendor")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.vendor.slug, self.slug])

    def clean(self) -> None:
        if self.slug in TAKEN:
            sentence = _("“%(slug)s” is the address of another page of the vendor. Choose a longer one.")
            raise ValidationError({"slug": sentence % {"slug": self.slug}})


class Tier(models.Model):
    """A level of a program; ``rank`` 1 is the lowest."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="tiers")
    name = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint("program", "name", name="tier_name_unique_per_program"),
            models.UniqueConstraint("program", "rank", name="tier_rank_unique_per_program"),
        ]

    def __str__(self) -> str:
        return self.name
