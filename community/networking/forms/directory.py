"""What is chosen in the directory, as it stands in its address, and what else could be."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.accounts.models import CompanySize, PartnerRole
from community.networking.languages import NAMES as LANGUAGE_NAMES
from community.networking.queries import DirectoryPage, Wanted, words_in
from community.networking.queries.directory import KINDS
from community.programs.models import Program, Tier, Vendor

MOST_CHOSEN = 20  # values of one kind; an address with more was not clicked together
SHOWN_AT_ONCE = 6  # values of one kind; the others unfold
TITLES = {
    "skill": _("Skills"), "program": _("Programs"), "tier": _("Tiers"), "role": _("What they do"),
    "country": _("Countries"), "language": _("Languages"), "size": _("Size"), "tie": _("Tied to"),
}  # fmt: skip
# Those whose values have names of ours, which can be searched in the reader's language.
NAMES: dict[str, Mapping] = {
    "role": dict(PartnerRole.choices), "country": COUNTRY_NAMES, "language": LANGUAGE_NAMES,
    "size": dict(CompanySize.choices),
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen, with how many people fit then."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A kind of facet with its values: what is chosen first, then those that most people have."""

    name: str
    title: str
    choices: list[Choice]

    @property
    def shown(self) -> list[Choice]:
        return self.choices[: max(SHOWN_AT_ONCE, self.chosen_count)]

    @property
    def folded(self) -> list[Choice]:
        return self.choices[len(self.shown) :]

    @property
    def chosen_count(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


def facet_of(kind: str, title: str, counts: Mapping, names: Mapping, chosen) -> Facet:
    """A facet with the values that have a name, each with how many there are."""
    choices = [
        Choice(str(value), str(names[value]), count, value in chosen)
        for value, count in counts.items()
        if value in names
    ]
    return Facet(kind, title, sorted(choices, key=lambda one: (not one.is_chosen, -one.count, one.label)))


class DirectoryFilters:
    """The filters in the address of the directory. What cannot be read is ignored."""

    def __init__(self, data):
        self.text = _plain(data.get("q", "")).strip()[:200]
        self.has_room = data.get("room") == "1"
        self.after = _plain(data.get("after", ""))[:120]
        chosen = {kind: tuple(_plain(value) for value in data.getlist(kind)[:MOST_CHOSEN]) for kind in KINDS}
        self.chosen = {kind: values for kind, values in chosen.items() if any(values)}

    @cached_property
    def wanted(self) -> Wanted:
        words = words_in(self.text)
        meant = {word: _meant_by(word) for word in words}
        return Wanted(words=words, chosen=self.chosen, has_room=self.has_room, meant=meant)

    @property
    def is_set(self) -> bool:
        return bool(self.text or self.has_room or self.chosen)

    def facets(self, page: DirectoryPage) -> list[Facet]:
        """What can be chosen now, and what is. One query for the names of programs, tiers and vendors."""
        values: dict[str, dict[str, int]] = {kind: dict.fromkeys(self.chosen.get(kind, ()), 0) for kind in KINDS}
        for facet, count in page.counts.items():
            kind, _colon, value = facet.partition(":")
            values[kind][value] = count
        names = NAMES | _names_of(values)
        facets = [self._facet(kind, values[kind], names.get(kind)) for kind in KINDS]
        return [facet for facet in facets if facet.choices]

    def _facet(self, kind: str, counts: dict[str, int], names: Mapping | None) -> Facet:
        named = names or {value: value for value in counts}
        return facet_of(kind, TITLES[kind], counts, named, self.chosen.get(kind, ()))


def _plain(given: str) -> str:
    return given.replace("\0", "")  # which no text of the database can hold


def _meant_by(word: str) -> tuple[str, ...]:
    """The facets whose name, in the reader's language, begins with the word or has a word that does."""
    folded = _fold(word)
    if len(folded) < 3:
        return ()
    return tuple(
        f"{kind}:{value}" for kind, names in NAMES.items() for value, name in names.items()
        if kind != "size" and any(part.startswith(folded) for part in _fold(str(name)).split())
    )  # fmt: skip


def _fold(text: str) -> str:
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if letter.isalnum() or letter == " ")


def _names_of(values: dict[str, dict[str, int]]) -> dict[str, dict[str, str]]:
    ids = {kind: [int(value) for value in values[kind] if value.isdecimal() and len(value) < 19] for kind in KINDS}
    programs = Program.objects.filter(pk__in=ids["program"]).values_list(
        Value("program"), "pk", "name", F("vendor__name")
    )
    tiers = Tier.objects.filter(pk__in=ids["tier"]).values_list(Value("tier"), "pk", "name", F("program__name"))
    vendors = Vendor.objects.filter(pk__in=ids["tie"]).values_list(Value("tie"), "pk", "name", Value(""))
    names: dict[str, dict[str, str]] = {"program": {}, "tier": {}, "tie": {}}
    for kind, pk, name, of in programs.order_by().union(tiers.order_by(), vendors.order_by(), all=True):
        names[kind][str(pk)] = f"{of}, {name}" if kind == "tier" else name
    return names
