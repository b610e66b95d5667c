"""What a kind of case is, and one case in the list."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.core.refusals import in_words
from community.moderation.models import Claim

IN_DAYS = dt.timedelta(days=2)  # from there on a day more or less matters, an hour does not


@dataclass(frozen=True)
class QueueKind:
    """One kind of thing that waits for a moderator.

    ``rows`` gives what waits, as far as the viewer decides about it, each with ``since``; their ids are those of the
    cases. ``title`` and ``why`` say one row in words. ``target`` is how long it should wait at most, ``because`` the
    reason for that. ``in_parts``: moderators of a vendor or tag see their part of it. ``for_all_alike``: what waits
    does not depend on who of the moderators asks. ``seen`` names the state in
    which a row was shown, ``text`` gives what was written, as HTML.
    """

    label: str | Promise
    many: str | Promise
    icon: str
    case: str
    target: dt.timedelta
    because: str | Promise
    rows: Callable[..., QuerySet]
    title: Callable[..., str]
    why: Callable[..., str]
    in_parts: bool = False
    for_all_alike: bool = True
    seen: Callable[..., str] = lambda row: ""
    text: Callable[..., str] = lambda row: ""

    @property
    def hours(self) -> int:
        return int(self.target.total_seconds() // 3600)


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits. ``key`` names it in addresses: "post-12", "report-12", "application-3", "change-7"."""

    name: str
    kind: QueueKind
    pk: int
    title: str
    why: str
    since: dt.datetime
    claim: Claim | None = None
    seen: str = ""
    text: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}-{self.pk}"

    @property
    def chosen(self) -> str:
        """What its checkbox sends: the case, and in which state it was shown."""
        return f"{self.key}:{self.seen}"

    @property
    def due_at(self) -> dt.datetime:
        return self.since + self.kind.target

    @property
    def is_past(self) -> bool:
        return self.due_at <= timezone.now()

    @property
    def left(self) -> str:
        """How long until its target, or since: "2 hours left", "3 days past"."""
        left = self.due_at - timezone.now()
        words = {"time": _rough(abs(left))}
        return _("%(time)s past") % words if left.total_seconds() <= 0 else _("%(time)s left") % words

    def get_absolute_url(self) -> str:
        """The page on which a moderator decides about it."""
        return reverse(self.kind.case, args=[self.pk])


def _rough(time: dt.timedelta) -> str:
    return _("%(n)d days") % {"n": time.days} if time >= IN_DAYS else in_words(time)
