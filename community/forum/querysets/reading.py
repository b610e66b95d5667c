"""Filters over what members have read of threads."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from community.accounts import masks

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
    """Filters of the posts of a thread, in a subquery of threads: shown ones by others that the viewer has not read.

    Where the mark stands is asked first, by a subquery of its own: so the posts before it are never walked through.
    """
    from community.forum.models import ThreadReader

    mine = ThreadReader.objects.filter(member=viewer, thread=OuterRef(OuterRef("pk")))
    ahead = Cast(Subquery(mine.values("read_ahead")[:1]), ArrayField(models.IntegerField()))
    beyond = Q(number__gt=Subquery(mine.values("last_read_number")[:1]))
    return (
        ~Q(author__in=masks.selves(viewer)),
        Q(thread=OuterRef("pk"), state="published"),
        beyond,
        OtherThanAll(F("number"), ahead),
    )
