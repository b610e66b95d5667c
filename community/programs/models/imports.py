"""Where announcements are read from, and what was read."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.dates import Precision, parse_fuzzy
from community.programs.models.catalogue import Vendor
from community.programs.models.changes import Change
from community.programs.querysets.imports import ImportedUpdateQuerySet, ImportSourceQuerySet


class ImportSource(models.Model):
    """A web address or a folder that is read every so often.

    ``trusted`` sources update published records by themselves, and their drafts may be published together.
    After failures the next run waits longer each time; ``last_outcome`` says in words how the last one went.
    """

    LONGEST_WAIT_HOURS = 30 * 24

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="import_sources")
    name = models.CharField(max_length=100)
    format = models.CharField(max_length=40, blank=True)  # a name in importers.NAMES; empty: recognised by itself
    url = models.URLField(max_length=500, blank=True)
    folder = models.CharField(max_length=300, blank=True)  # below the setting IMPORT_FOLDER
    attribution = models.CharField(max_length=300, blank=True)
    every_hours = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WAIT_HOURS)]
    )
    is_active = models.BooleanField(default=True)
    is_trusted = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    # What the server said about its document, to ask for it only if it has changed.
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    next_run_at = models.DateTimeField(default=timezone.now)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True)
    last_outcome = models.CharField(max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # since the last good run
    problems = models.JSONField(default=list, blank=True)  # [{"path", "line", "reason", "severity"}] of the last one

    objects = ImportSourceQuerySet.as_manager()

    class Meta:
        ordering = ["vendor__name", "name"]
        constraints = [
            models.UniqueConstraint("vendor", "name", name="import_source_name_unique_per_vendor"),
            models.CheckConstraint(
                condition=models.Q(url="", folder__gt="") | models.Q(url__gt="", folder=""),
                name="import_source_has_an_address_or_a_folder",
            ),
            models.CheckConstraint(
                condition=models.Q(every_hours__gte=1, every_hours__lte=720), name="import_source_interval_sensible"
            ),
        ]
        indexes = [
            # used by: the job that looks for due sources, every ten minutes
            models.Index(fields=["next_run_at"], condition=models.Q(is_active=True), name="import_source_due"),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("import_source", args=[self.pk])

    @property
    def place(self) -> str:
        return self.url or self.folder


class ImportedItem(models.Model):
    """An announcement read from a vendor's page, and the record made of it.

    ``key`` names the announcement at its source in whatever language ("2020-june#6"), so that
    reading the page again meets the same row.
    """

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="imported_items")
    # Empty for what was read from files; whether an item has vanished is judged per source.
    source = models.ForeignKey(ImportSource, models.PROTECT, null=True, blank=True, related_name="items")
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
    # What only some formats tell, see importers.base.Announcement: {"effective": "2027-01-31", "marks": {…}}.
    facts = models.JSONField(default=dict, blank=True)
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


class ImportedUpdate(models.Model):
    """A source says something else now than the record that a person has taken in hand.

    ``fields`` has what differs, before and now: {"title": ["old", "new"], "effective": ["2027-01-01", "2027-03"]}.
    Pending until a moderator applies or dismisses it, or the source takes it back.
    """

    FIELDS = {
        "title": _("Title"),
        "announced": _("Announced"),
        "effective": _("In force from"),
        "act_by": _("Act by"),
        "audience_note": _("For"),
        "summary": _("Summary"),
        "details": _("Details"),
        "next_steps": _("Next steps"),
    }

    item = models.ForeignKey(ImportedItem, models.CASCADE, related_name="updates")
    fields = models.JSONField()
    seen_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    # Nobody: a trusted source, or the source took it back.
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ImportedUpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "item",
                condition=models.Q(applied_at=None, dismissed_at=None),
                name="one_pending_update_per_imported_item",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at=None) | models.Q(dismissed_at=None),
                name="imported_update_applied_or_dismissed",
            ),
        ]
        indexes = [
            # used by: the queue
            models.Index(
                fields=["seen_at"],
                condition=models.Q(applied_at=None, dismissed_at=None),
                name="imported_update_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {', '.join(self.fields)}"

    @property
    def is_pending(self) -> bool:
        return self.applied_at is None and self.dismissed_at is None

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What differs as label, before and now, in the order of a record."""
        return [
            (label, *(_shown(name, said) for said in self.fields[name]))
            for name, label in self.FIELDS.items()
            if name in self.fields
        ]


def _shown(name: str, said: str) -> str:
    """A date as readers know it, anything else as it stands."""
    return str(parse_fuzzy(said) or "") if name in {"announced", "effective", "act_by"} else said
