"""Peer rounds: who takes part and how the directory shows them, who must not meet again, and one's own page."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from django.utils import timezone

from community.networking.models import Block, DirectoryEntry, PeerRound, PeerSettings, RoundSeat
from community.networking.queries.introductions import peer_settings
from community.networking.queries.offers import sanctioned
from community.networking.querysets.directory import Reading
from community.networking.rules.rounds import NO_REPEAT_FOR, Taker, days_of, rhythms_of
from community.programs.models import Program
from community.tags.models import Tag

TOLD_OF = ("everybody", "members")
SHOWN = 12  # of one's own rounds, which are forgotten after half a year
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class RoundsPage:
    """What somebody reads of rounds: their own, and of the last one that was counted how it was."""

    settings: PeerSettings
    days: list[dt.date]  # the next two on which they could take part
    is_listed: bool
    seats: list[RoundSeat]
    counted: PeerRound | None

    @property
    def next_day(self) -> dt.date | None:
        """When they take part next."""
        return self.days[self.settings.skips_round] if self.days else None

    @property
    def skipped_day(self) -> dt.date | None:
        return self.days[0] if self.days and self.settings.skips_round else None


def takers_of(day: dt.date) -> list[Taker]:
    """Who takes part in the round of that day, as every partner may read of them in the directory: whoever does not
    stand there, or may not write now, does not take part. Five queries for however many."""
    wanting = PeerSettings.objects.filter(rounds__in=rhythms_of(day), skips_round=False)
    entries = DirectoryEntry.objects.read_as(Reading("members", frozenset(), sanctioned()))
    entries = entries.filter(person__in=wanting.values("member")).defer("text__words")
    related = ("text", "person__membership__company", "person__peer_settings", "person__profile")
    tags = _Tags(Tag.objects.values_list("name", flat=True))
    programs = dict(Program.objects.values_list("pk", "name"))
    return [_taker(entry, tags, programs) for entry in entries.select_related(*related)]


def pairs_apart(day: dt.date, among: Collection[int]) -> set[frozenset[int]]:
    """Who of these must not meet in the round of that day, by ids: one has blocked the other, they met within three
    months, or one of them said that they did not fit. Two queries."""
    blocks = Block.objects.filter(member__in=among, person__in=among).values_list("member", "person")
    apart = {frozenset(pair) for pair in blocks}
    groups: dict[int, list[int]] = {}
    met = RoundSeat.objects.keeping_apart(day - NO_REPEAT_FOR).filter(person__in=among)
    for group, person in met.values_list("group", "person"):
        groups.setdefault(group, []).append(person)
    return apart | {frozenset(pair) for people in groups.values() for pair in combinations(people, 2)}


def rounds_page(viewer) -> RoundsPage:
    """Six queries."""
    settings, today = peer_settings(viewer), timezone.localdate()
    is_over = PeerRound.objects.filter(held_on=today).exists()
    days = days_of(settings.rounds, after=today if is_over else today - dt.timedelta(days=1))
    seats = RoundSeat.objects.visible_to(viewer).with_others().order_by("-round__held_on")[:SHOWN]
    is_listed = DirectoryEntry.objects.filter(person=viewer, audience="members").exists()
    counted = PeerRound.objects.filter(answers__gt=0).newest_first().first()
    return RoundsPage(settings, list(islice(days, 2)), is_listed, list(seats), counted)


class _Tags:
    """Finds tags by their names in a text, in the plural, too: "data protection" and "renewals"."""

    def __init__(self, names):
        self._names = {tuple(_stem(part) for part in name.split("-")): name for name in names}
        self._longest = max(map(len, self._names), default=0)

    def within(self, text: str) -> frozenset[str]:
        words = [_stem(word) for word in WORDS.findall(text.lower())]
        runs = (
            tuple(words[at : at + size]) for size in range(1, self._longest + 1) for at in range(len(words) - size + 1)
        )
        return frozenset(self._names[run] for run in runs if run in self._names)


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _taker(entry: DirectoryEntry, tags: _Tags, programs: dict[int, str]) -> Taker:
    person, skills = entry.person, frozenset(entry.skills)
    company = person.company
    held = (programs.get(int(pk)) for pk in _facets(entry, "program"))
    return Taker(
        pk=person.pk, company=company.pk, skills=skills, helps=skills | tags.within(entry.text.can_help),
        wants=tags.within(_looking_for(person)), programs=frozenset(name for name in held if name),
        languages=frozenset(_facets(entry, "language")), countries=frozenset(_facets(entry, "country")),
        market=frozenset(f"{company.country} {role}" for role in company.roles if company.country),
        avoids_market=not person.peer_settings.shown_in_own_market,
    )  # fmt: skip


def _facets(entry: DirectoryEntry, kind: str) -> Iterator[str]:
    return (facet.partition(":")[2] for facet in entry.facets if facet.startswith(f"{kind}:"))


def _looking_for(person) -> str:
    """As far as all partners may read it."""
    profile = getattr(person, "profile", None)
    return profile.looking_for if profile and profile.shown_to["looking_for"] in TOLD_OF else ""
