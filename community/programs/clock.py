"""The clock of a question to a vendor: its states, its numbers, and the one table that says what an answer is worth."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from community.core.workdays import workdays_between

SIGNATURES_TO_SEND = 10  # companies: enough that nobody stands alone before the vendor
DUE_AFTER = 20  # working days, about four weeks
OVERDUE_AFTER = 40  # working days
FIXED_BY = 2  # companies that must have seen a silent fix


class ClockState(models.TextChoices):
    COLLECTING = "collecting", _("Collecting")
    AWAITING = "awaiting", _("Awaiting")
    DELAYED = "delayed", _("Delayed")
    OVERDUE = "overdue", _("Long overdue")
    GIVEN = "given", _("Answer given, not confirmed")
    ANSWERED = "answered", _("Answered")
    PARTLY = "partly", _("Answered in part")
    REFUSED = "refused", _("Answer refused")
    FIXED = "fixed", _("Fixed silently")


# What is kept with the question; the others follow from its dates and are never stored.
OUTCOMES = [ClockState.GIVEN, ClockState.ANSWERED, ClockState.PARTLY, ClockState.REFUSED, ClockState.FIXED]
# Nothing more is asked of the vendor.
SETTLED = {ClockState.ANSWERED, ClockState.PARTLY, ClockState.REFUSED, ClockState.FIXED}


class TickKind(models.TextChoices):
    """What an official answer says of itself about one question."""

    ANSWERS = "answers", _("answers it")
    PARTLY = "partly", _("answers it in part")
    REFUSES = "refuses", _("refuses to answer it")


@dataclass(frozen=True)
class TickVerdicts:
    """One official answer to one question, and what the askers say about it.

    ``agreed`` and ``disputed`` count companies that signed the question. ``moderator`` is the latest word of a
    moderator: True, False, or None if there is none.
    """

    kind: str
    on: dt.date
    agreed: int = 0
    disputed: int = 0
    moderator: bool | None = None

    @property
    def is_confirmed(self) -> bool:
        """A moderator's word decides. Else one asker must have confirmed, and not more may dispute than confirm."""
        if self.moderator is not None:
            return self.moderator
        return 0 < self.agreed >= self.disputed

    @property
    def is_rejected(self) -> bool:
        """A moderator or more askers than not say that it does not answer the question: the clock runs on."""
        return self.moderator is False or (self.moderator is None and self.disputed > self.agreed)

    @property
    def is_open(self) -> bool:
        return not (self.is_confirmed or self.is_rejected)


# What a question comes to: the first row that one of its ticks fits, or that is "fixed". None of them: the clock runs.
#
#   outcome      what the answer says    what the askers or a moderator say
TABLE = [
    (ClockState.ANSWERED, {TickKind.ANSWERS}, lambda tick: tick.is_confirmed),
    (ClockState.PARTLY, {TickKind.PARTLY}, lambda tick: tick.is_confirmed),
    # Two companies have seen the fix. A confirmed answer, however late, is worth more; a refusal is worth less.
    (ClockState.FIXED, None, None),
    # What a vendor says of itself: nobody needs to confirm a refusal, and nobody can dispute one.
    (ClockState.REFUSED, {TickKind.REFUSES}, lambda tick: True),
    (ClockState.GIVEN, {TickKind.ANSWERS, TickKind.PARTLY}, lambda tick: tick.is_open),
]


def outcome_of(ticks: Sequence[TickVerdicts], fixes: Sequence[dt.date]) -> tuple[str, dt.date | None]:
    """What the question comes to and since which day: that of the answer, never that of its confirmation.

    Args:
        fixes: the days on which companies reported a silent fix, one for each company.
    Returns:
        An outcome of ``OUTCOMES`` and its day, or "" and None while the clock runs.
    """
    for outcome, kinds, fits in TABLE:
        if outcome == ClockState.FIXED:
            if len(fixes) >= FIXED_BY:
                return outcome, sorted(fixes)[FIXED_BY - 1]
            continue
        days = [tick.on for tick in ticks if tick.kind in kinds and fits(tick)]
        if days:
            return outcome, min(days)
    return "", None


@dataclass(frozen=True)
class Clock:
    """Where a question stands today. ``day`` counts working days since it was sent: up to today, or to its answer."""

    state: str
    signatures: int = 0
    number: int = 0
    day: int | None = None
    due_on: dt.date | None = None

    @property
    def label(self) -> str:
        return ClockState(self.state).label

    @property
    def is_ticking(self) -> bool:
        return self.state in {ClockState.AWAITING, ClockState.DELAYED, ClockState.OVERDUE}

    @property
    def is_late(self) -> bool:
        return self.day is not None and self.day > DUE_AFTER

    @property
    def target(self) -> int:
        return SIGNATURES_TO_SEND

    @property
    def due_after(self) -> int:
        return DUE_AFTER

    @property
    def missing(self) -> int:
        """How many more companies send it."""
        return max(0, SIGNATURES_TO_SEND - self.signatures)

    @property
    def collected(self) -> int:
        """Of the drawing while companies are collected: the whole width is ten."""
        return 4 * min(self.signatures, SIGNATURES_TO_SEND)

    @property
    def ticks(self) -> int:
        """Working days that are drawn: at most as many as make a question long overdue."""
        return min(self.day or 0, OVERDUE_AFTER)

    @property
    def width(self) -> int:
        """Of the drawing: two units for each tick, and never less than the days that a vendor has."""
        return 2 * max(DUE_AFTER, self.ticks)

    @property
    def drawn(self) -> int:
        return 2 * self.width

    @property
    def filled(self) -> int:
        return 2 * self.ticks


def running_state(today: dt.date, *, due_on: dt.date | None, overdue_on: dt.date | None) -> str:
    """Of a question without outcome: collecting, awaiting, delayed or long overdue. The due day itself is in time."""
    if due_on is None or overdue_on is None:
        return ClockState.COLLECTING
    if today <= due_on:
        return ClockState.AWAITING
    return ClockState.DELAYED if today <= overdue_on else ClockState.OVERDUE


def clock_on(
    today: dt.date, *, number: int, outcome: str, outcome_on: dt.date | None, calendar: str,
    clock_from: dt.date | None, due_on: dt.date | None, overdue_on: dt.date | None, signatures: int,
) -> Clock:  # fmt: skip
    """The clock as it stands on a day, from the facts of a question."""
    until = outcome_on if outcome else today
    return Clock(
        state=outcome or running_state(today, due_on=due_on, overdue_on=overdue_on),
        signatures=signatures,
        number=number,
        day=workdays_between(clock_from, until, calendar) if clock_from else None,
        due_on=due_on,
    )


def clock_from_row(row: dict) -> Clock:
    """The clock of today, from the facts as the database writes them in JSON."""
    days = {name: parse_date(row[name] or "") for name in ("outcome_on", "clock_from", "due_on", "overdue_on")}
    others = {name: row[name] for name in ("number", "outcome", "calendar", "signatures")}
    return clock_on(timezone.localdate(), **days, **others)
