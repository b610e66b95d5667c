"""The census: no group below five is published, and none can be worked out from what is."""

import random
from itertools import combinations, product

import pytest

from community.accounts.models import CompanySize
from community.programs.models import EffectReport
from community.programs.queries import LEAST, count_census

SEED = 7
POPULATIONS = 25
COUNTRIES = ["DE", "AT", "CH", "SE", "FR"]
TIERS = [11, 12, 13]


def row(company: int, **fields) -> dict:
    ordinary = {"affected": True, "cost": "", "customers": "", "plan": "", "tiers": [], "country": "DE", "size": "1"}
    return ordinary | {"company": company} | fields


def population(dice: random.Random) -> list[dict]:
    """Up to 80 companies; some answers, tiers and countries are far more usual than others."""
    lean = dice.choice([0, 1, 3])

    def of(values):
        return dice.choices(values, [1 + lean * (len(values) - place) ** 2 for place in range(len(values))])[0]

    return [
        row(
            number,
            affected=True,
            cost=of(["<1k", "1-5k", "", "0", ">20k"]),
            customers=of(["1-5", "", "6-20"]),
            plan=of(["stay", "leave", ""]),
            tiers=dice.sample(TIERS, dice.randint(0, 2)),
            country=of(COUNTRIES[: dice.randint(1, 5)]),
            size=of(CompanySize.values[: dice.randint(1, 5)]),
        )
        for number in range(dice.randint(5, 80))
    ] + [row(1000 + number, affected=False) for number in range(dice.randint(0, 9))]


def members(reports: list[dict], chosen: dict) -> frozenset[int]:
    """Who stands in a selection; told again without the code under test."""
    return frozenset(
        report["company"]
        for report in reports
        if report["affected"]
        and ("tier" not in chosen or chosen["tier"] in map(str, report["tiers"]))
        and all(report[name] == chosen[name] for name in ("size", "country") if name in chosen)
    )


def selections():
    values = {
        "tier": [None, *map(str, TIERS)], "size": [None, *CompanySize.values], "country": [None, *COUNTRIES],
    }  # fmt: skip
    for chosen in product(*values.values()):
        yield {name: value for name, value in zip(values, chosen, strict=True) if value}


def offered_selections(reports: list[dict]) -> list[dict]:
    """All combinations of what can be chosen; whatever else is asked for is refused."""
    offered = {(selection.dimension, selection.value) for selection in count_census(reports, {}).offered}
    return [chosen for chosen in selections() if set(chosen.items()) <= offered]


def published_sets(reports: list[dict]) -> set[frozenset[int]]:
    """Every group of companies whose number somebody reads, whatever is selected."""
    answer = {report["company"]: report for report in reports}
    published = set()
    for chosen in offered_selections(reports):
        census = count_census(reports, chosen)
        inside = members(reports, chosen)
        assert census.total == len(inside)
        published.add(inside)
        for question, bars in census.tables.items():
            for bar in bars:
                group = frozenset(company for company in inside if answer[company][question] in bar.answers)
                assert bar.count == len(group)
                published.add(group)
            assert sum(bar.count for bar in bars) == len(inside)
    return published


def small(groups) -> list[int]:
    return sorted({len(group) for group in groups if 0 < len(group) < LEAST})


def test_no_pair_of_published_figures_leaves_fewer_than_five():
    """All pairs: one within the other, subtracted; and whatever two figures share or have apart under one question."""
    dice = random.Random(SEED)
    shown = 0
    for _number in range(POPULATIONS):
        reports = population(dice)
        published = published_sets(reports)
        shown += len(published) > 4
        differences = [bigger - smaller for bigger, smaller in product(published, published) if smaller < bigger]
        assert small(published) == []
        assert small(differences) == []
    assert shown > POPULATIONS // 3, "too little was published for this to mean anything"


def test_no_combination_of_selections_leaves_fewer_than_five():
    """Every part into which the published selections and one question's answers cut the companies together."""
    dice = random.Random(SEED + 1)
    cut = 0
    for _number in range(POPULATIONS):
        reports = population(dice)
        answer = {report["company"]: report for report in reports}
        affected = [report for report in reports if report["affected"]]
        totals = [members(reports, {s.dimension: s.value}) for s in count_census(reports, {}).offered]
        assert small(parts(affected, totals)) == []
        shown = [(members(reports, chosen), count_census(reports, chosen)) for chosen in offered_selections(reports)]
        for question in ("cost", "customers", "plan"):
            cells = [
                frozenset(company for company in inside if answer[company][question] in bar.answers)
                for inside, census in shown
                for bar in census.tables.get(question, [])
            ]
            assert small(parts(affected, cells)) == []
            cut += len(parts(affected, cells)) > 2
    assert cut > POPULATIONS // 3


def parts(affected: list[dict], groups: list[frozenset[int]]) -> list[set[int]]:
    """The companies by which of the groups they are in."""
    found: dict[tuple, set[int]] = {}
    for report in affected:
        found.setdefault(tuple(report["company"] in group for group in groups), set()).add(report["company"])
    return list(found.values())


def test_below_five_there_is_nothing():
    reports = [row(number, cost="<1k") for number in range(4)] + [row(9, affected=False)]

    assert count_census(reports, {}) is None
    assert count_census([*reports, row(5, cost="<1k")], {}).total == 5


def test_neighbouring_answers_stand_together_until_five_gave_them():
    costs = ["0"] * 2 + ["<1k"] * 4 + ["1-5k"] * 7 + [">20k"] * 2 + [""] * 2
    reports = [row(number, cost=cost) for number, cost in enumerate(costs)]

    bars = count_census(reports, {}).tables["cost"]

    assert [(bar.answers, bar.count) for bar in bars] == [
        (("0", "<1k"), 6),
        (("1-5k", "5-20k", ">20k", ""), 11),
    ]


def test_what_cannot_be_told_apart_has_no_table():
    census = count_census([row(number, plan="stay" if number < 3 else "") for number in range(6)], {})

    assert census.tables == {}
    assert census.total == 6


def test_a_selection_whose_rest_is_small_stays_hidden():
    """Of 12 companies 9 are in Germany: the three others would be known by subtraction."""
    reports = [row(number, country="DE" if number < 9 else "AT") for number in range(12)]

    assert count_census(reports, {"country": "DE"}).total is None
    assert count_census(reports, {"country": "AT"}).total is None
    assert count_census([*reports, row(20, country="AT"), row(21, country="AT")], {"country": "DE"}).total == 9


def test_two_selections_that_leave_few_together_are_not_both_published():
    """Each alone would do, but their intersection holds three."""
    reports = [row(n, size="1" if n < 10 else "2-10", country="DE" if 7 <= n < 17 else "AT") for n in range(20)]
    sizes = [count_census(reports, {"size": size}).total for size in ("1", "2-10")]
    countries = [count_census(reports, {"country": country}).total for country in ("DE", "AT")]

    assert sizes == [10, 10]
    assert countries == [None, None]
    assert count_census(reports, {"size": "1", "country": "DE"}).total is None


def test_an_unknown_selection_is_refused_like_a_small_one():
    reports = [row(number) for number in range(12)]

    assert count_census(reports, {"country": "XX"}) == count_census(reports, {"tier": "99"})
    assert count_census(reports, {"country": "XX"}).total is None


def test_those_not_affected_are_counted_from_five_on():
    reports = [row(number) for number in range(5)]
    others = [row(10 + number, affected=False) for number in range(5)]

    assert count_census([*reports, *others[:4]], {}).unaffected == 0
    assert count_census([*reports, *others], {}).unaffected == 5


@pytest.mark.parametrize("question", ["cost", "customers", "plan"])
def test_every_answer_that_can_be_given_is_counted(question):
    values = {"cost": EffectReport.Cost, "customers": EffectReport.Customers, "plan": EffectReport.Plan}[
        question
    ].values
    reports = [row(10 * n + m, **{question: value}) for n, value in enumerate(values) for m in range(5)]

    bars = count_census(reports, {}).tables[question]

    assert [(bar.answers, bar.count) for bar in bars if bar.count] == [((value,), 5) for value in values]


def test_pairs_are_looked_at():
    """The witness: the comparison above would notice a census that only hides small cells."""
    published = [frozenset(range(12)), frozenset(range(9))]

    assert small(bigger - smaller for smaller, bigger in combinations(sorted(published, key=len), 2)) == [3]
