"""Filters over the rows of the directory."""

from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from community.accounts import rules as people
from community.accounts.models import User
from community.networking.querysets.profiles import contacts_of


def reads_directory(viewer) -> bool:
    """Partners and moderators do; whoever speaks for a vendor looks for customers, not for peers."""
    return people.is_partner(viewer) and (people.is_moderator(viewer) or not people.is_representative(viewer))


@dataclass(frozen=True)
class Reading:
    """Which rows somebody reads: all of an audience, but of those who are ``close`` the rows for contacts, and of
    those who are suspended none. Both are ids, and few."""

    audience: str
    close: frozenset[int]
    suspended: frozenset[int]


def reading_of(viewer) -> Reading | None:
    """How the viewer reads the directory; None if not at all. Two queries."""
    if not reads_directory(viewer):
        return None
    suspended = frozenset(User.objects.suspended().values_list("pk", flat=True))
    if people.is_moderator(viewer):
        return Reading("contacts", frozenset(), suspended)
    return Reading("members", frozenset({viewer.pk, *contacts_of(viewer)}) - suspended, suspended)


class DirectoryEntryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DirectoryEntryQuerySet":
        """Of each listed person who is not suspended now the one row that is for the viewer: that for contacts if they
        are one, for oneself and for moderators; else that for members. Asks at once how the viewer reads."""
        reading = reading_of(viewer)
        return self.read_as(reading) if reading else self.none()

    def read_as(self, reading: Reading) -> "DirectoryEntryQuerySet":
        """As ``visible_to``, for several questions of one page."""
        most = Q(audience=reading.audience) & ~Q(person__in=reading.close | reading.suspended)
        return self.filter(most | Q(audience="contacts", person__in=reading.close) if reading.close else most)

    def not_read(self, reading: Reading) -> "DirectoryEntryQuerySet":
        """Of the audience the few rows that are not read."""
        return self.filter(audience=reading.audience, person__in=reading.close | reading.suspended)

    def read_instead(self, reading: Reading) -> "DirectoryEntryQuerySet":
        """The few rows that are read of another audience."""
        return self.filter(audience="contacts", person__in=reading.close)

    @staticmethod
    def has_room() -> Q:
        """A filter: whoever has told of room that is left today."""
        return Q(room_until__gte=timezone.localdate(), capacity_taken__lt=F("capacity_total"))

    @staticmethod
    def has_no_room() -> Q:
        """A filter: whoever has told that today there is none."""
        return Q(room_until__gte=timezone.localdate(), capacity_taken__gte=F("capacity_total"))

    def after(self, key: str) -> "DirectoryEntryQuerySet":
        """What stands behind the row with this key."""
        return self.filter(sort_key__gt=key) if key else self
