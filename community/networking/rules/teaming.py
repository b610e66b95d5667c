"""What fits on the teaming board, and who may put what there. What fits is asked of facts alone, and printed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused
from community.networking.models import Block, TeamingEntry
from community.networking.rules.helpers import Weight, name_in_words
from community.networking.rules.introductions import may_be_offered

STANDS_FOR = dt.timedelta(days=30)  # unless its author says another day, and after each renewal
LONGEST = dt.timedelta(days=90)  # at a time: what is older describes nobody's room
WARNED_BEFORE = dt.timedelta(days=3)  # over a weekend
KEPT_FOR = dt.timedelta(days=184)  # after its end: as long as a decision about it can be appealed
MOST_OPEN = 10  # of one person: who has more of them has a catalogue
ENTRIES_A_DAY = 5
A_DAY = dt.timedelta(days=1)

ALERTS_OF_AN_ENTRY = 5
ALERTS_A_WEEK = 3  # to one person
SHOWN_BESIDE = 5

# In the order in which reasons are said.
FORMULA = {
    "vendor": Weight(3, gettext_lazy("both are about the same vendor")),
    "tag": Weight(3, gettext_lazy("a tag that both have, two at most"), 2),
    "period": Weight(1, gettext_lazy("both say when, and have days in common"), proves=False),
    "country": Weight(1, gettext_lazy("a country that both name"), proves=False),
    "language": Weight(1, gettext_lazy("a language that both name"), proves=False),
}


@dataclass(frozen=True)
class Side:
    """What a need, an offer or somebody's profile says. What is empty or None does not matter to them.

    ``market`` is that of the company ("DE reseller"); ``avoids_market``: not to be shown to companies in their own.
    """

    tags: frozenset[str] = frozenset()
    vendor: str = ""
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    company: int | None = None
    market: frozenset[str] = frozenset()
    avoids_market: bool = False


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for two sides: ``name`` is the vendor, tag, country or language."""

    kind: str
    name: str

    @property
    def words(self) -> str:
        """As both read it."""
        return _in_words(self.kind) % {"name": name_in_words(self.kind, self.name)}


def reasons_for(one: Side, other: Side) -> list[Reason]:
    """Why these fit, in the order in which it is said; nothing if they do not. It is the same the other way round."""
    if _differ(one.vendor, other.vendor) or _are_strange(one, other) or not _meet_in_time(one, other):
        return []
    shared = {
        "vendor": {one.vendor} & {other.vendor} - {""},
        "tag": one.tags & other.tags,
        "period": {""} if _says_when(one) and _says_when(other) else set(),
        "country": one.countries & other.countries,
        "language": one.languages & other.languages,
    }
    if not any(shared[kind] for kind, weight in FORMULA.items() if weight.proves):
        return []
    return [Reason(kind, name) for kind in FORMULA for name in sorted(shared[kind])[: FORMULA[kind].most]]


def points(reasons: Iterable[Reason]) -> int:
    """What these count together."""
    return sum(FORMULA[reason.kind].points for reason in reasons)


def may_meet(one: Side, other: Side) -> bool:
    """Whether nothing that their companies say speaks against it; blocks are asked elsewhere."""
    if one.company is not None and one.company == other.company:
        return False
    return not (one.avoids_market or other.avoids_market) or not one.market & other.market


def check_can_post_entry(user) -> None:
    """Raises Refused unless the person may put something on the board: a partner with room for one more."""
    if not people.is_partner(user):
        raise Refused(_("Partners post needs and offers. Apply with your company, and you can too."))
    people.check_is_not_silenced(user)
    if TeamingEntry.objects.open().filter(author=user).count() >= MOST_OPEN:
        raise Refused(
            _("You have %(count)d needs and offers on the board. Close one first, then post the next.")
            % {"count": MOST_OPEN}
        )


def check_pace_of_entries(user) -> None:
    """Raises TooSoon if the person has posted as much as one may within 24 hours."""
    said = _("You have posted %(count)d needs and offers within a day. You can post the next one in %(wait)s.")
    check_pace(
        TeamingEntry.objects.filter(author=user), "posted_at", most=ENTRIES_A_DAY, within=A_DAY, sentence=said
    )  # fmt: skip


def may_answer(user, entry: TeamingEntry) -> bool:
    """Whether the page of an entry offers to ask its author; not to who blocks them. Whom the author blocks, and who
    may not for other reasons, reads by the form what everybody reads whom they do not take. At most one query."""
    if not entry.is_open or not may_be_offered(user, entry.author):
        return False
    return not Block.objects.visible_to(user).filter(person=entry.author_id).exists()


def check_can_change_entry(user, entry: TeamingEntry) -> None:
    """Raises Refused unless the person may change, end or renew it: its author, unless it is hidden."""
    if entry.author_id != user.pk:
        raise Refused(_("Who posted it changes it. Ask for an introduction if it concerns you."))
    people.check_is_not_silenced(user)
    if entry.hidden_at is not None:
        raise Refused(_("This is hidden. Wait for the moderator, or appeal against the decision."))


def check_can_renew_entry(user, entry: TeamingEntry) -> None:
    """Raises Refused unless the person may put it on the board again."""
    check_can_change_entry(user, entry)
    if not entry.is_open:
        check_can_post_entry(user)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _are_strange(one: Side, other: Side) -> bool:
    """Both name countries, or languages, and have none in common."""
    pairs = ((one.countries, other.countries), (one.languages, other.languages))
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def _says_when(side: Side) -> bool:
    return side.starts_on is not None or side.ends_on is not None


def _meet_in_time(one: Side, other: Side) -> bool:
    starts = [day for day in (one.starts_on, other.starts_on) if day]
    ends = [day for day in (one.ends_on, other.ends_on) if day]
    return not starts or not ends or max(starts) <= min(ends)


def _in_words(kind: str) -> str:
    return {
        "vendor": _("Vendor in common: %(name)s"),
        "tag": _("Tag in common: #%(name)s"),
        "period": _("The time fits"),
        "country": _("Country in common: %(name)s"),
        "language": _("Language in common: %(name)s"),
    }[kind]
