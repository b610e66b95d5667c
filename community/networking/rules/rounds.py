"""When peer rounds are, what counts for whom one is put together with, and until when one says how it was."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.refusals import Refused
from community.networking.models import RoundSeat
from community.networking.rules.helpers import Weight, name_in_words

NO_REPEAT_FOR = dt.timedelta(days=92)  # product.md 4.4: three months, however long they are
MADE_UP_FOR = 7  # days after the first Monday on which a round is still held if nobody ran the site that day
ASKED_AFTER = dt.timedelta(days=14)  # time enough to find half an hour
ASKED_FOR = dt.timedelta(days=28)  # so long can one answer
KEPT_FOR = dt.timedelta(days=184)
FEWEST_COUNTED = 5  # answers of a round, below which nothing is told of them
QUARTERS = {1, 4, 7, 10}  # the months whose round is also for those who chose quarters
MOST_REASONS = 4  # who reads more of them reads none

# In the order in which reasons are said.
FORMULA = {
    "need": Weight(5, gettext_lazy("one looks for a tag that the other knows about, two at most"), 2),
    "skill": Weight(3, gettext_lazy("a skill that both name, two at most"), 2),
    "wish": Weight(2, gettext_lazy("a tag that both look for")),
    "program": Weight(2, gettext_lazy("a program that both are in")),
    "language": Weight(1, gettext_lazy("a language that both speak"), proves=False),
    "country": Weight(1, gettext_lazy("a country that both work in"), proves=False),
}


@dataclass(frozen=True)
class Taker:
    """Somebody who takes part, as every partner may read of them; ``company`` and ``market`` everybody reads."""

    pk: int
    company: int
    skills: frozenset[str] = frozenset()
    helps: frozenset[str] = frozenset()  # tags that they know about: skills, and what stands in "can help with"
    wants: frozenset[str] = frozenset()  # tags that stand in "looking for"
    programs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    market: frozenset[str] = frozenset()  # "DE reseller"
    avoids_market: bool = False


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a pair: ``name`` is the tag, program, language or country."""

    kind: str
    name: str

    @property
    def words(self) -> str:
        """As those who were put together read it."""
        return _in_words(self.kind) % {"name": name_in_words(self.kind, self.name)}


def reasons_for(one: Taker, other: Taker) -> list[Reason]:
    """What speaks for these two, as far as it counts; nothing if that is not enough to put them together."""
    shared = {
        "need": (one.wants & other.helps) | (other.wants & one.helps),
        "skill": one.skills & other.skills,
        "wish": one.wants & other.wants,
        "program": one.programs & other.programs,
        "language": one.languages & other.languages,
        "country": one.countries & other.countries,
    }
    if not any(shared[kind] for kind, weight in FORMULA.items() if weight.proves):
        return []
    return [Reason(kind, name) for kind in FORMULA for name in sorted(shared[kind])[: FORMULA[kind].most]]


def points(reasons: Iterable[Reason]) -> int:
    """What these count together."""
    return sum(FORMULA[reason.kind].points for reason in reasons)


def may_meet(one: Taker, other: Taker) -> bool:
    """Whether nothing that they tell speaks against it; blocks and rounds before are asked elsewhere."""
    if one.company == other.company:
        return False
    if one.languages and other.languages and not one.languages & other.languages:
        return False
    return not (one.avoids_market or other.avoids_market) or not one.market & other.market


def first_monday(day: dt.date) -> dt.date:
    """The day of the round in this month."""
    first = day.replace(day=1)
    return first + dt.timedelta(days=-first.weekday() % 7)


def due_round(today: dt.date) -> dt.date | None:
    """The day whose round is to be held now, if it was not."""
    day = first_monday(today)
    return day if day <= today < day + dt.timedelta(days=MADE_UP_FOR) else None


def rhythms_of(day: dt.date) -> list[str]:
    """Who takes part in the round of this day, as settings say it."""
    return ["month", "quarter"] if day.month in QUARTERS else ["month"]


def days_of(rhythm: str, *, after: dt.date) -> Iterator[dt.date]:
    """The days of the rounds for whoever chose that, none for "never"."""
    month = after.replace(day=1)
    while rhythm != "never":
        day = first_monday(month)
        if day > after and rhythm in rhythms_of(day):
            yield day
        month = (month + dt.timedelta(days=32)).replace(day=1)


def can_be_answered(seat: RoundSeat) -> bool:
    """Whether it is asked now how it was. Needs the round."""
    since = timezone.localdate() - seat.round.held_on
    return seat.group_id is not None and ASKED_AFTER <= since < ASKED_AFTER + ASKED_FOR


def check_can_answer_round(seat: RoundSeat) -> None:
    """Raises Refused unless it is asked now how it was."""
    if not can_be_answered(seat):
        raise Refused(
            _("How it was is asked for four weeks, from two weeks after the round on. To hear no more of somebody,"
              " block them on their page.")
        )  # fmt: skip


def _in_words(kind: str) -> str:
    return {
        "need": _("One of you looks for #%(name)s, another knows about it"),
        "skill": _("Skill in common: #%(name)s"),
        "wish": _("Looked for in common: #%(name)s"),
        "program": _("Program in common: %(name)s"),
        "language": _("Language in common: %(name)s"),
        "country": _("Country in common: %(name)s"),
    }[kind]
