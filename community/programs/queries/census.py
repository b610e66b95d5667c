"""The census: what the affected companies say, so that no company and no group below five can be made out.

Two means, for any combination of what is published:

* Answers are put together with their neighbours until each group was given by nobody or by at least five companies.
* A selection (tier, size, country) is published only if it cuts everything that is published already into parts of
  nobody or at least five. So whatever is worked out by adding, subtracting or intersecting published figures is made of
  such parts. An intersection of published selections is made of them too and needs no test of its own.

The reasons, and what remains, are in docs/decisions/0011-touches-and-census.md.
"""

from collections import Counter
from dataclasses import dataclass, field

from community.programs.models import EffectReport

LEAST = 5  # companies; below that, somebody who knows the market knows who it is
NOT_TOLD = ""
QUESTIONS = {
    "cost": [*EffectReport.Cost.values, NOT_TOLD],
    "customers": [*EffectReport.Customers.values, NOT_TOLD],
    "plan": [*EffectReport.Plan.values, NOT_TOLD],
}
DIMENSIONS = ["tier", "size", "country"]  # the order in which selections are let in


@dataclass(frozen=True)
class Bar:
    """Some neighbouring answers and how many companies gave one of them."""

    answers: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Selection:
    """What may be chosen: the tier of an id, a size or a country."""

    dimension: str
    value: str


@dataclass(frozen=True)
class Census:
    """What may be shown of a selection. No ``tables`` entry for a question means that it stays hidden there.

    ``total`` is None for a selection that stays hidden as a whole.
    """

    total: int | None
    tables: dict[str, list[Bar]] = field(default_factory=dict)
    offered: list[Selection] = field(default_factory=list)
    unaffected: int = 0
    mine: dict | None = None


def count_census(reports: list[dict], chosen: dict[str, str], company_id: int | None = None) -> Census | None:
    """The census of a selection; None below five companies.

    Args:
        reports: the rows of a ``CensusStep``.
        chosen: a value for some of ``DIMENSIONS``.
        company_id: the reader's, whose own row comes along as ``mine``.
    """
    affected = [report for report in reports if report["affected"]]
    if len(affected) < LEAST:
        return None
    groups = {question: _groups(Counter(report[question] for report in affected), question) for question in QUESTIONS}
    offered, by_question = _published(affected, groups)
    wanted = {Selection(dimension, value) for dimension, value in chosen.items() if value}
    if not wanted <= set(offered):
        return Census(None, offered=offered)
    inside = [report for report in affected if all(_is_in(report, selection) for selection in wanted)]
    tables = {
        question: _bars(inside, question, groups[question])
        for question in QUESTIONS
        if _says_something(affected, question, groups[question]) and wanted <= by_question[question]
    }
    unaffected = len(reports) - len(affected)
    mine = next((report for report in inside if report["company"] == company_id), None)
    return Census(len(inside), tables, offered, unaffected if unaffected >= LEAST else 0, mine)


def _groups(counts: Counter, question: str) -> list[tuple[str, ...]]:
    """Neighbouring answers together, until each group was given by nobody or by at least ``LEAST``."""
    groups: list[tuple[str, ...]] = []
    open_group: list[str] = []
    for answer in QUESTIONS[question]:
        if not open_group and not counts[answer]:
            groups.append((answer,))
            continue
        open_group.append(answer)
        if sum(counts[each] for each in open_group) >= LEAST:
            groups.append(tuple(open_group))
            open_group = []
    if open_group:
        filled = max(number for number, group in enumerate(groups) if any(counts[answer] for answer in group))
        groups[filled:] = [tuple(answer for group in groups[filled:] for answer in group) + tuple(open_group)]
    return groups


def _says_something(affected: list[dict], question: str, groups: list[tuple[str, ...]]) -> bool:
    """Whether a group was given that is not put together with those who told nothing."""
    return any(bar.count and NOT_TOLD not in bar.answers for bar in _bars(affected, question, groups))


def _published(affected: list[dict], groups: dict) -> tuple[list[Selection], dict[str, set[Selection]]]:
    """The selections of which the total is published, and for each question those of which its answers are."""
    offered: list[Selection] = []
    by_question: dict[str, set[Selection]] = {question: set() for question in QUESTIONS}
    group_of = {
        question: {answer: number for number, group in enumerate(groups[question]) for answer in group}
        for question in QUESTIONS
    }
    parts = [0] * len(affected)  # which part of the totals each report lies in
    cells = {question: [(0, group_of[question][report[question]]) for report in affected] for question in QUESTIONS}
    for selection in _candidates(affected):
        inside = [_is_in(report, selection) for report in affected]
        cut = list(zip(parts, inside, strict=True))
        if not _is_safe(cut):
            continue
        offered.append(selection)
        parts = _numbered(cut)
        for question in QUESTIONS:
            cut = list(zip(cells[question], inside, strict=True))
            if _is_safe(cut):
                by_question[question].add(selection)
                cells[question] = _numbered(cut)
    return offered, by_question


def _candidates(affected: list[dict]) -> list[Selection]:
    """All that could be chosen, dimension by dimension, the largest first."""
    counts = {dimension: Counter() for dimension in DIMENSIONS}
    for report in affected:
        counts["tier"].update(str(tier) for tier in report["tiers"])
        counts["size"].update([report["size"]] if report["size"] else [])
        counts["country"].update([report["country"]] if report["country"] else [])
    return [
        Selection(dimension, value)
        for dimension in DIMENSIONS
        for value, _count in sorted(counts[dimension].items(), key=lambda item: (-item[1], item[0]))
    ]


def _is_in(report: dict, selection: Selection) -> bool:
    if selection.dimension == "tier":
        return selection.value in {str(tier) for tier in report["tiers"]}
    return report[selection.dimension] == selection.value


def _is_safe(cut: list) -> bool:
    return min(Counter(cut).values()) >= LEAST


def _numbered(cut: list) -> list[int]:
    numbers: dict = {}
    return [numbers.setdefault(part, len(numbers)) for part in cut]


def _bars(inside: list[dict], question: str, groups: list[tuple[str, ...]]) -> list[Bar]:
    counts = Counter(report[question] for report in inside)
    return [Bar(group, sum(counts[answer] for answer in group)) for group in groups]
