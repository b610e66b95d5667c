"""Filters over what members have read of threads."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

MOST_COUNTED = 100  # new posts of a thread are counted up to here; what is more is "99+"


class OtherThanAll(Func):
    """Whether a value is in none of the places of an array."""

    arg_joiner = " <> ALL("
    template = "(%(expressions)s))"
    output_field = models.BooleanField()


class ThreadReaderQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ThreadReaderQuerySet":
        """Everybody sees what they have read themselves, nobody what another has."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()

    def watching(self) -> "ThreadReaderQuerySet":
        return self.filter(level="watching")

    def not_muted(self) -> "ThreadReaderQuerySet":
        return self.exclude(level="muted")

    def row_for(self, viewer):
        """An annotation of threads: the viewer's row in a list, without a query of its own.

        ``since`` is when their last visit ended, ``number`` the last post there was then.
        """
        if not viewer.is_authenticated:
            return Value(None, output_field=models.JSONField(null=True))
        from community.forum.models import ThreadReader

        here = When(visited_at__gt=timezone.now() - ThreadReader.VISIT, then=F("before_at"))
        there = When(visited_at__gt=timezone.now() - ThreadReader.VISIT, then=F("before_number"))
        row = JSONObject(
            level=F("level"), read=F("last_read_number"), ahead=F("read_ahead"),
            since=Case(here, default=F("visited_at")), number=Case(there, default=F("visited_number")),
        )  # fmt: skip
        return ArraySubquery(self.visible_to(viewer).filter(thread=OuterRef("pk")).values(row=row))


def unread_by(viewer):
    """A filter of posts: shown ones by others that the viewer has not read, of threads that they read.

    Use it in a call of ``filter`` of its own: all of it is said of one and the same row of the reader.
    """
    is_new = Q(
        thread__readers__member=viewer, state="published", number__gt=F("thread__readers__last_read_number")
    ) & ~Q(author=viewer)
    return is_new, OtherThanAll(F("number"), F("thread__readers__read_ahead"))
