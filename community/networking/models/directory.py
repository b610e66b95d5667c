"""What the directory searches: of each listed person one row for those who are contacts, and one for all others."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.networking.querysets.directory import DirectoryEntryQuerySet


class DirectoryEntry(models.Model):
    """Somebody as one audience finds them: nothing is in the row that this audience may not read.

    Triggers of the database write it, in the transaction that changes what it is made of, by the view
    ``networking_directory_source``; see 0061 in the decisions. ``manage.py check_directory`` compares the two.
    """

    class Audience(models.TextChoices):
        MEMBERS = "members"
        CONTACTS = "contacts"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="directory_entries")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    # First those who say what they can help with, then by name; the number at its end makes it unique.
    sort_key = models.CharField(max_length=120, db_collation="C")
    facets = ArrayField(models.CharField(max_length=60), default=list)  # "skill:renewal", "country:DE", "tier:7"
    capacity_total = models.PositiveSmallIntegerField(null=True)
    capacity_taken = models.PositiveSmallIntegerField(null=True)
    room_until = models.DateField(null=True)

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "directory entries"
        constraints = [
            models.UniqueConstraint("person", "audience", name="one_directory_entry_per_person_and_audience")
        ]
        indexes = [
            # used by: a page of the directory, in its order
            models.Index(fields=["sort_key"], name="directory_order"),
            # used by: the directory, by what is chosen
            GinIndex(fields=["facets"], name="directory_facets"),
            # used by: how many have room
            models.Index(fields=["room_until"], condition=Q(room_until__isnull=False), name="directory_room"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.audience}"

    @property
    def skills(self) -> list[str]:
        return [facet.partition(":")[2] for facet in self.facets if facet.startswith("skill:")]

    @property
    def free(self) -> int | None:
        """How much room is left; None if nothing is told, or it was told for days that are over."""
        if self.room_until is None or self.room_until < timezone.localdate():
            return None
        return self.capacity_total - self.capacity_taken


class DirectoryText(models.Model):
    """The words by which an audience finds somebody. Apart, because they are long and most questions need none."""

    entry = models.OneToOneField(DirectoryEntry, models.CASCADE, primary_key=True, related_name="text")
    can_help = models.CharField(max_length=500, blank=True)
    words = SearchVectorField()  # all that can be searched, in small letters without accents

    class Meta:
        indexes = [
            # used by: the directory, by words
            GinIndex(fields=["words"], name="directory_words"),
        ]

    def __str__(self) -> str:
        return str(self.entry)


class FacetCount(models.Model):
    """By how much the rows of an audience with a facet have become more or fewer; their sum is how many there are.

    Written by triggers as the rows are, and never changed, so that nobody waits for another; ``fold_facet_counts``
    makes one row of many.
    """

    audience = models.CharField(max_length=8, choices=DirectoryEntry.Audience.choices)
    facet = models.CharField(max_length=60)
    delta = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.facet} for {self.audience}: {self.delta:+}"
