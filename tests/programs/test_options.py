"""The options of a change: totals for the quantities in the address, the cheapest, the difference, from how many on."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from community.core.refusals import Refused
from community.programs import actions, queries
from community.programs.queries import Asked
from tests import factories as make
from tests.pages import faults, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def change():
    return make.make_change()


@pytest.fixture
def options(change, bob):
    """What one has costs 10 a server, the other 7 but at least 100 a year."""
    rows = [
        make.make_option("What we have", "10", stay=True, source="Invoice", source_on=dt.date(2026, 11, 2)),
        make.make_option("Another", "7", charge=Decimal(100), url="https://vendor.example/x", note="By post."),
    ]
    return actions.revise_options(change, options=rows, by=bob, base=0)


def table(change, viewer, **asked) -> queries.OptionsTable:
    return queries.options_table(queries.change_for(viewer, change.pk), Asked(**asked))


def rows(found: queries.OptionsTable) -> list[tuple]:
    return [(row.total, row.worth, row.difference, row.is_cheapest) for row in found.rows]


def cells(text: str) -> list[list[str]]:
    """The words of each cell of the table, without what stands small below the name."""
    body = next(e for e in parse(text).iter() if e.tag == "tbody")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in body]


def test_totals_differences_and_the_cheapest(change, options, bob):
    few, many = table(change, bob, quantities={"server": 5}), table(change, bob, quantities={"server": 40})

    assert rows(few) == [(Decimal(50), 50, None, True), (Decimal(100), 100, Decimal(50), False)]
    assert rows(many) == [(Decimal(400), 400, None, False), (Decimal(280), 280, Decimal(-120), True)]
    assert few.breaks == [("Another", "cheaper from 11 on")]
    assert rows(table(change, bob)) == [(None, None, None, False)] * 2
    assert rows(table(change, bob, quantities={"server": 40}, against=1))[0] == (400, 400, Decimal(120), False)


def test_equal_totals_are_both_the_cheapest_and_one_alone_is_not_marked(change, bob):
    actions.revise_options(change, options=[make.make_option("A"), make.make_option("B")], by=bob, base=0)
    assert [row.is_cheapest for row in table(change, bob, quantities={"server": 1}).rows] == [True, True]
    actions.revise_options(change, options=[make.make_option("A")], by=bob, base=1)
    assert [row.is_cheapest for row in table(change, bob, quantities={"server": 1}).rows] == [False]


def test_each_unit_has_its_quantity_and_without_one_nothing_is_the_cheapest(change, bob):
    two = [make.make_option("A"), make.make_option("B", "3", unit="seat"), make.make_option("C", "90", unit="flat")]
    actions.revise_options(change, options=two, by=bob, base=0)

    assert table(change, bob).units == ["server", "seat"]
    assert rows(table(change, bob, quantities={"server": 4})) == [
        (40, 40, None, False), (None, None, None, False), (90, 90, 50, False),
    ]  # fmt: skip
    both = table(change, bob, quantities={"server": 4, "seat": 10})
    assert [row.is_cheapest for row in both.rows] == [False, True, False]
    assert both.breaks == []  # two units: there is no one quantity to ask for


def test_currencies_are_never_mixed_until_the_reader_says_what_they_are_worth(change, bob):
    three = [make.make_option("A", "10", stay=True), make.make_option("B", "11", currency="USD"),
             make.make_option("C", "12", currency="USD")]  # fmt: skip
    actions.revise_options(change, options=three, by=bob, base=0)
    apart = table(change, bob, quantities={"server": 3})
    together = table(change, bob, quantities={"server": 3}, rates={"USD": Decimal("0.9")})

    assert apart.is_mixed
    assert rows(apart) == [(30, 30, None, False), (33, None, None, True), (36, None, None, False)]
    assert apart.breaks == []
    assert not together.is_mixed
    assert rows(together) == [
        (30, 30, None, False), (33, Decimal("29.70"), Decimal("-0.30"), True),
        (36, Decimal("32.40"), Decimal("2.40"), False),
    ]  # fmt: skip
    assert together.breaks == [("B", "cheaper from 1 on"), ("C", "never cheaper")]


def test_a_price_paid_once_is_spread_over_the_years(change, bob):
    two = [make.make_option("A", "120", stay=True), make.make_option("B", "300", period="once", yearly=Decimal(1))]
    actions.revise_options(change, options=two, by=bob, base=0)

    assert rows(table(change, bob, quantities={"server": 1}))[1] == (301, 301, 181, False)
    over = table(change, bob, quantities={"server": 1}, years=3)
    assert rows(over)[1] == (101, 101, -19, True)
    assert over.breaks == [("B", "cheaper from 1 on")]
    thirds = table(change, bob, quantities={"server": 1}, years=7)
    assert thirds.rows[1].total == Decimal("43.86")  # 300 / 7 + 1, to the cent


def test_only_one_option_is_what_one_has(change, bob):
    two = [make.make_option("A", stay=True), make.make_option("B", stay=True)]
    with pytest.raises(Refused, match="Only one"):
        actions.revise_options(change, options=two, by=bob, base=0)
    assert change.sheet_versions.count() == 0


# --- the pages -------------------------------------------------------------------------------------------


def test_the_page_works_out_what_stands_in_its_address(change, options, browse):
    answer = browse().get(f"{change.get_absolute_url()}options/?servers=1200")

    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert faults(answer.text) == []
    first, second = cells(answer.text)
    assert first[1:] == ["12,000.00 EUR", "compared with this"]
    assert second[1:] == ["8,400.00 EUR", "−3,600.00 EUR"]
    assert "stay as it is · 10.00 EUR per server a year Invoice, as of 2 Nov 2026" in first[0]
    assert second[0].startswith("Another cheapest 7.00 EUR per server a year, at least 100.00 EUR By post.")
    assert 'href="https://vendor.example/x" rel="ugc nofollow noopener"' in answer.text
    assert 'name="servers" value="1200"' in answer.text
    assert "csrfmiddlewaretoken" not in answer.text


def test_amounts_are_written_as_the_reader_does(change, options, browse):
    reader = browse()
    reader.cookies["django_language"] = "de"
    with translation.override("de"):
        text = reader.get(f"{change.get_absolute_url()}options/?servers=1200").text

    assert cells(text)[1][1:] == ["8.400,00 EUR", "−3.600,00 EUR"]


@pytest.mark.parametrize("bad", ["-3", "1e9", "twelve", "1000001", "3.5", "٣", "9" * 400, "<b>", " 1 2 "])
def test_a_quantity_that_cannot_be_is_said_and_kept(bad, change, options, browse):
    answer = browse().get(f"{change.get_absolute_url()}options/", {"servers": bad})

    assert answer.status_code == 422
    assert "cannot be used. Write a whole number from 0 to 1000000" in answer.text
    field = next(e for e in parse(answer.text).iter() if e.get("name") == "servers")
    assert field.get("value") == bad
    assert [row[1] for row in cells(answer.text)] == ["–", "–"]
    assert faults(answer.text) == []


@pytest.mark.parametrize(
    "query", ["against=99", "against=x", "rate_usd=1", "years=3", "seats=-1", "servers=&against=", "servers=0"]
)
def test_what_the_table_does_not_ask_for_does_no_harm(query, change, options, browse):
    assert browse().get(f"{change.get_absolute_url()}options/?{query}").status_code in {200, 422}


@pytest.mark.parametrize(
    ("rate", "status"),
    [("0.9", 200), ("0,9", 200), ("", 200), ("0", 422), ("-1", 422), ("NaN", 422), ("x", 422), ("1e9", 422)],
)
def test_a_rate_is_a_positive_number(rate, status, change, bob, browse):
    two = [make.make_option("A", "10", stay=True), make.make_option("B", "11", currency="USD")]
    actions.revise_options(change, options=two, by=bob, base=0)
    answer = browse().get(f"{change.get_absolute_url()}options/", {"servers": "3", "rate_usd": rate})

    assert answer.status_code == status
    assert ("= 29.70 EUR" in " ".join(answer.text.split())) == bool(rate and status == 200)
    assert ("in several currencies" in answer.text) == (not rate or status == 422)


def test_the_page_of_the_change_leads_there_with_the_quantities(change, options, browse):
    text = browse().get(change.get_absolute_url()).text

    section = next(e for e in parse(text).iter() if e.get("id") == "options")
    form = next(e for e in section.iter() if e.tag == "form")
    assert form.get("action") == f"{change.get_absolute_url()}options/"
    assert [e.get("name") for e in form.iter() if e.tag == "input"] == ["servers"]
    assert "What we have" in "".join(section.itertext())
    assert faults(text) == []


def test_a_table_that_nobody_wrote(browse, change, bob):
    assert "Nobody has written down yet" in browse().get(f"{change.get_absolute_url()}options/?servers=3").text
    assert 'id="options"' not in browse().get(change.get_absolute_url()).text
    assert "Write down the first" in browse(bob).get(change.get_absolute_url()).text


def test_one_form_edits_the_whole_table(change, options, browse, bea):
    data = {
        "base": 1, "why": "Newer price.", "rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 2,
        "rows-0-name": "What we have", "rows-0-price": "10", "rows-0-currency": "eur", "rows-0-unit": "server",
        "rows-0-period": "year", "rows-0-stay": "on", "rows-0-ORDER": "1",
        "rows-1-name": "Another", "rows-1-price": "6.5", "rows-1-currency": "EUR", "rows-1-unit": "server",
        "rows-1-period": "month", "rows-1-minimum": "3", "rows-1-ORDER": "2", "rows-1-source_on": "2026-11-20",
    }  # fmt: skip
    address = f"{change.get_absolute_url()}options/edit/"
    assert faults(browse(bea).get(address).text) == []

    assert browse(bea).post(address, data)["Location"] == f"{change.get_absolute_url()}options/"
    found = table(change, bea, quantities={"server": 1})
    assert [row.option.terms for row in found.rows] == [
        "10.00 EUR per server a year",
        "6.50 EUR per server a month, at least 3",
    ]
    assert (found.sheet.number, found.sheet.author) == (2, "Bea")
    versions = browse().get(f"{change.get_absolute_url()}options/versions/").text
    assert "<del>Another: 7.00 EUR per server a year, at least 100.00 EUR</del>" in versions
    assert "<ins>Another: 6.50 EUR per server a month, at least 3</ins>" in versions


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("price", "-1", "greater than or equal to 0"),
        ("price", "NaN", "Enter a number"),
        ("price", "1e30", "no more than"),
        ("price", "", "required"),
        ("currency", "EURO", "at most 3"),
        ("currency", "E1R", "three letters"),
        ("unit", "soul", "not one of the available choices"),
        ("url", "javascript:alert(1)", "valid URL"),
        ("source_on", "soon", "Write the day as"),
        ("minimum", "-5", "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_with_an_option_is_said_and_kept(field, value, says, change, browse, bob):
    row = {"name": "Kept name", "price": "10", "currency": "EUR", "unit": "server", "period": "year"} | {field: value}
    data = {"base": 0, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0} | {f"rows-0-{k}": v for k, v in row.items()}
    answer = browse(bob).post(f"{change.get_absolute_url()}options/edit/", data)

    assert answer.status_code == 422
    assert says in answer.text
    assert "Kept name" in answer.text
    assert change.sheet_versions.count() == 0
