"""What options cost, and where one becomes cheaper than another: against counting it out."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as some

from community.programs.prices import Option, Range, cheaper, money

UP_TO = 501

amounts = some.decimals(min_value=0, max_value=3000, places=2) | some.sampled_from(
    [Decimal(0), Decimal(10), Decimal("0.0001")]
)
rates = some.decimals(min_value=Decimal("0.01"), max_value=3, places=3)


ANY_UNIT = some.sampled_from(["server", "flat"])


def options(unit=ANY_UNIT):
    return some.builds(
        Option, name=some.just("An option"), price=amounts, currency=some.just("EUR"), unit=unit,
        period=some.sampled_from(["month", "year", "once"]), minimum=some.integers(0, 60), charge=amounts,
        yearly=amounts,
    )  # fmt: skip


def counted(option: Option, quantity: int, years: int) -> Decimal:
    """The total as one would add it up with a pencil: charge after charge."""
    charged_units = 1 if option.unit == "flat" else quantity
    if charged_units < option.minimum:
        charged_units = option.minimum
    sum_ = Decimal(0)
    charges = {"month": 12 * years, "year": years, "once": 1}[option.period]
    for _charge in range(charges):
        one = option.price * charged_units
        sum_ += option.charge if one < option.charge else one
    for _year in range(years):
        sum_ += option.yearly
    return sum_


def option(price="10", **facts) -> Option:
    facts = {"unit": "server", "currency": "EUR"} | facts
    return Option(name="An option", price=Decimal(price), **facts)


@settings(max_examples=150, deadline=None)
@given(first=options(), second=options(), years=some.integers(1, 3), rate=rates)
@example(first=option("10", minimum=5), second=option("7", charge=Decimal(70)), years=1, rate=Decimal(1))
@example(first=option("0"), second=option("0"), years=1, rate=Decimal(1))
def test_the_ranges_are_exactly_the_quantities_at_which_it_costs_less(first, second, years, rate):
    ranges = cheaper(first, second, years=years, rate=rate)

    inside = {n for n in range(UP_TO) if any(r.first <= n and (r.last is None or n <= r.last) for r in ranges)}
    less = {n for n in range(UP_TO) if counted(first, n, years) * rate < counted(second, n, years)}
    assert inside == less
    assert all(r.last is None or r.first <= r.last for r in ranges)
    assert all(a.last is not None and a.last + 1 < b.first for a, b in pairwise(ranges)), "apart"


@settings(max_examples=60, deadline=None)
@given(first=options(some.just("server")), second=options(some.just("server")))
def test_an_end_far_away_is_as_exact(first, second):
    for part in cheaper(first, second):
        edges = [part.first, *([part.last] if part.last is not None else [10**6])]
        assert [counted(first, n, 1) < counted(second, n, 1) for n in edges] == [True, True]
        beyond = [n for n in (part.first - 1, part.last + 1 if part.last is not None else -1) if n >= 0]
        assert [n for n in beyond if counted(first, n, 1) < counted(second, n, 1)] == []


@settings(max_examples=60, deadline=None)
@given(one=options(), quantity=some.integers(0, 10**6), years=some.integers(1, 10))
def test_a_total_is_what_one_counts(one, quantity, years):
    assert one.total(quantity, years=years) == counted(one, quantity, years)


@pytest.mark.parametrize(
    ("first", "second", "ranges"),
    [
        (option("10", minimum=20), option("15"), [Range(14, None)]),  # 200 at least, against 15 each
        (option("5", yearly=Decimal(100)), option("10"), [Range(21, None)]),  # at 20 they are equal
        (option("10"), option("100", unit="flat"), [Range(0, 9)]),
        (option("10"), option("10"), []),
        (option("9"), option("10"), [Range(1, None)]),
        (option("10", charge=Decimal(50)), option("10", minimum=6), [Range(0, 5)]),
        (option("1", minimum=8), option("2", charge=Decimal(10)), [Range(0, None)]),
        (option("4", minimum=10), option("5", minimum=4), [Range(9, None)]),
        (option("1", period="month"), option("13"), [Range(1, None)]),
        # twice: below the minimum of the other, and again where the other has become steeper
        (option("3", yearly=Decimal(3)), option("4", charge=Decimal(9)), [Range(0, 1), Range(4, None)]),
    ],
)  # fmt: skip
def test_break_even_of_well_known_cases(first, second, ranges):
    assert cheaper(first, second) == ranges


def test_a_price_charged_once_counts_once_however_many_years():
    once = option("300", period="once", yearly=Decimal(20))

    assert [once.total(2, years=years) for years in (1, 3)] == [Decimal(620), Decimal(660)]
    assert cheaper(once, option("110"), years=1) == []
    assert cheaper(once, option("110"), years=3) == [Range(3, None)]


def test_it_survives_the_way_into_a_version_and_back():
    one = option("12.5000", minimum=3, yearly=Decimal("0.10"), stay=True, source_on=dt.date(2026, 11, 1), period="once")

    assert Option.from_row(one.to_row()) == one


@pytest.mark.parametrize(
    ("language", "text"), [("en", ["1,234.50 EUR", "0.0125 EUR"]), ("de", ["1.234,50 EUR", "0,0125 EUR"])]
)
def test_money_is_written_as_the_reader_does(language, text):
    with translation.override(language):
        assert [money(Decimal("1234.5"), "EUR"), money(Decimal("0.01250"), "EUR")] == text


def test_the_terms_say_all_that_is_charged():
    one = option("55", charge=Decimal(480), minimum=1200, yearly=Decimal(30), period="month")

    assert one.terms == "55.00 EUR per server a month, at least 1,200, at least 480.00 EUR, and 30.00 EUR a year"
