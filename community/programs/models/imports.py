"""Announcements as they were read from their sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.dates import Precision
from community.programs.models.catalogue import Vendor
from community.programs.models.changes import Change


class ImportedItem(models.Model):
    """An announcement read from a vendor's page, and the record made of it.

    ``key`` names the announcement at its source in whatever language ("2020-june#6"), so that
    reading the page again meets the same row.
    """

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="imported_items")
    key = models.CharField(max_length=200)
    page = models.CharField(max_length=120)
    anchor = models.CharField(max_length=80)
    attribution = models.CharField(max_length=300, blank=True)
    change = models.OneToOneField(Change, models.PROTECT, related_name="imported_item")
    needs_review = models.TextField(blank=True, help_text=_("One reason a line; empty if there is none."))
    first_seen_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("vendor", "key", name="one_imported_item_per_vendor_and_key")]

    def __str__(self) -> str:
        return self.key


class ImportedText(models.Model):
    """What an announcement says in one language, as it was last read."""

    item = models.ForeignKey(ImportedItem, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=500)
    date = models.DateField(null=True)
    date_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    category = models.CharField(max_length=300, blank=True)
    audience = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    details = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("item", "language", name="one_imported_text_per_item_and_language"),
            models.CheckConstraint(
                condition=models.Q(date=None, date_precision="unknown")
                | models.Q(date__isnull=False) & ~models.Q(date_precision="unknown"),
                name="imported_text_date_precision_agrees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.language})"
