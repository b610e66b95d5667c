"""What makes somebody one who can help, in words, and what each of these counts: the formula that the site prints."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.accounts.countries import NAMES as COUNTRIES
from community.networking.languages import NAMES as LANGUAGES

MOST_SHOWN = 5  # whoever needs more of them reads the directory


@dataclass(frozen=True)
class Weight:
    """What one thing counts: ``points`` each, for at most ``most`` of them. ``proves``: enough to be shown for."""

    points: int
    label: str | Promise
    most: int = 1
    proves: bool = True


# In the order in which reasons are said.
FORMULA = {
    "accepted": Weight(4, gettext_lazy("each answer of theirs that was accepted under the tag, three at most"), 3),
    "helpful": Weight(1, gettext_lazy("each mark “helpful” on their posts under the tag, four at most"), 4),
    "says": Weight(3, gettext_lazy("they say that they know about the tag")),
    "tier": Weight(2, gettext_lazy("they hold a tier of the program that the change is about")),
    "program": Weight(2, gettext_lazy("they are in the program that the change is about, and tell no tier")),
    "shared": Weight(1, gettext_lazy("they are in a program that you are in"), proves=False),
    "language": Weight(2, gettext_lazy("they speak a language that you speak"), proves=False),
    "country": Weight(1, gettext_lazy("they work in a country that you work in"), proves=False),
}  # fmt: skip
NO_COMMON_LANGUAGE = 2  # by which all is divided: what cannot be said to one another helps little


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for somebody: ``name`` is the tag, tier, program, language or country."""

    kind: str
    name: str
    count: int = 1

    @property
    def points(self) -> int:
        weight = FORMULA[self.kind]
        return weight.points * min(self.count, weight.most)

    @property
    def words(self) -> str:
        """As the reader of the page reads it of somebody else."""
        return _in_words(self) % {"name": name_in_words(self.kind, self.name), "count": self.count}


def proves(reasons: Iterable[Reason]) -> bool:
    """Whether that is enough to be shown, rather than only nice to have besides."""
    return any(FORMULA[reason.kind].proves for reason in reasons)


def score(reasons: Iterable[Reason], *, understands: bool) -> float:
    """What the reasons count together. ``understands``: not known to have no language in common."""
    total = sum(reason.points for reason in reasons)
    return total if understands else total / NO_COMMON_LANGUAGE


def in_order(reasons: Iterable[Reason]) -> list[Reason]:
    """As they are said: what counts most first."""
    return sorted(reasons, key=lambda reason: (list(FORMULA).index(reason.kind), -reason.points, reason.name))


def _in_words(reason: Reason) -> str:
    match reason.kind:
        case "accepted":
            return ngettext(
                "Had %(count)d answer accepted under #%(name)s", "Had %(count)d answers accepted under #%(name)s",
                reason.count,
            )  # fmt: skip
        case "helpful":
            return ngettext(
                "Was found helpful %(count)d time under #%(name)s", "Was found helpful %(count)d times under #%(name)s",
                reason.count,
            )  # fmt: skip
        case "says":
            return _("Names #%(name)s as a skill")
        case "tier":
            return _("Holds %(name)s")
        case "program":
            return _("Is in %(name)s")
        case "shared":
            return _("Is in %(name)s, too")
        case "language":
            return _("Speaks %(name)s")
    return _("Works in %(name)s")


def name_in_words(kind: str, name: str) -> str:
    """Languages and countries by their names, all else as it is."""
    names = {"language": LANGUAGES, "country": COUNTRIES}.get(kind, {})
    return str(names.get(name, name))
