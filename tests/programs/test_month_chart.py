"""The timeline of months: where on it the dates of changes lie."""

import datetime as dt

import pytest
import time_machine

from community.core.dates import parse_fuzzy
from community.programs import actions, queries
from community.programs.queries import Filters
from tests import factories as make
from tests.counting import counts
from tests.pages import faults, parse

pytestmark = pytest.mark.django_db
TIMELINE = "/changes/timeline/"
SEPTEMBER = dt.date(2026, 9, 1)  # with the eight months after it: 273 days


@pytest.fixture(autouse=True)
def a_day_in_november():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


def change(title: str, **facts):
    dates = {name: parse_fuzzy(facts.pop(name)) for name in ("announced", "effective", "act_by") if name in facts}
    return make.make_change(title=title, **{"announced": None} | dates, **facts)


def move(moved, to: str, on: str, **dates) -> None:
    dates = {name: parse_fuzzy(date) for name, date in dates.items()}
    day = dt.date.fromisoformat(on)
    actions.move_change(moved, to=to, on=day, why="It moved.", source=moved.sources.first(), **dates)


def chart(viewer, begin=SEPTEMBER, **filters):
    return queries.month_chart(viewer, Filters(**filters), begin)


def only_row(viewer, begin=SEPTEMBER):
    (row,) = chart(viewer, begin).rows
    return row


def at(day: str, begin=SEPTEMBER, days=273) -> str:
    return f"{100 * (dt.date.fromisoformat(day) - begin).days / days:.2f}%"


def test_a_line_leads_from_the_announcement_to_the_day_in_force(visitor):
    change("plain", announced="2026-10-01", act_by="2026-12-31", effective="2027-01-31")
    row = only_row(visitor)

    assert (row.start, row.line, row.act, row.end) == (
        at("2026-10-01"), (at("2026-10-01"), at("2027-01-31")), (at("2026-12-31"),), (at("2027-01-31"),)
    )  # fmt: skip
    assert (row.is_dotted, row.force, row.gone) == (False, None, None)
    assert (row.label.text, row.label.note) == ("31 Jan 2027", " · 122 days’ notice")
    assert row.words == (
        "Announced; announced 1 Oct 2026; act by 31 Dec 2026; in force from 31 Jan 2027; 122 days’ notice"
    )


def test_a_month_or_quarter_is_a_span_and_no_day_is_invented(visitor):
    change("vague", act_by="2026-12", effective="2027-Q1")
    row = only_row(visitor)

    assert row.act == (at("2026-12-01"), at("2027-01-01"))
    assert row.end == (at("2027-01-01"), at("2027-04-01"))
    assert (row.start, row.line, row.label.text, row.label.note) == (None, None, "Q1 2027", "")


def test_what_lies_outside_is_cut_at_the_edges(visitor):
    change("long", announced="2020-01-01", effective="2030-01-01")
    row = only_row(visitor)

    assert (row.start, row.line, row.end) == (None, ("0.00%", "100.00%"), None)


def test_in_force_is_drawn_from_its_day_until_today(visitor):
    change("here", announced="2026-09-11", effective="2026-11-01", state="in_force")

    assert only_row(visitor).force == (at("2026-11-01"), at("2026-11-23"))


@pytest.mark.parametrize(("state", "dotted"), [("postponed", True), ("softened", False), ("confirmed", False)])
def test_what_moved_is_dotted(state, dotted, visitor):
    move(change("moved", announced="2026-10-01", effective="2027-01-31"), state, "2026-11-02")

    assert only_row(visitor).is_dotted is dotted


def test_what_was_taken_back_ends_with_a_cross_on_the_day_it_was(visitor):
    move(change("gone", announced="2026-10-01", effective="2027-01-31"), "withdrawn", "2026-11-12")
    row = only_row(visitor)

    assert (row.line, row.end, row.gone) == ((at("2026-10-01"), at("2026-11-12")), None, at("2026-11-12"))
    assert (row.is_dotted, row.label.text, row.label.note) == (True, "Withdrawn 12 Nov 2026", "")


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"effective": "2026-08-31"}, False),
        ({"effective": "2026-09-01"}, True),
        ({"effective": "2027-05-31"}, True),
        ({"effective": "2027-06-01"}, False),
        ({"effective": "2026-Q3"}, True),
        ({"effective": "2026-08"}, False),
        ({"announced": "2027-06-01"}, False),
        ({"announced": "2020-01-01", "effective": "2027-07-01"}, True),
        ({"announced": "2020-01-01"}, False),
        ({}, False),
    ],
)  # fmt: skip
def test_shown_is_what_has_a_date_in_these_months_or_passes_through_them(facts, shown, visitor):
    change("asked for", **facts)

    assert [row.change.title for row in chart(visitor).rows] == (["asked for"] if shown else [])


def test_rows_are_in_the_order_of_their_days_and_end_at_sixty(visitor, monkeypatch):
    monkeypatch.setattr("community.programs.queries.months.MOST_ROWS", 2)
    for title, day in (("third", "2027-03-01"), ("first", "2026-10-01"), ("second", "2026-12-01")):
        change(title, effective=day)
    found = chart(visitor)

    assert [row.change.title for row in found.rows] == ["first", "second"]
    assert (found.count, found.is_cut) == (3, True)


def test_months_begin_two_before_this_one_and_move_by_three():
    assert [queries.first_month(), queries.first_month(dt.date(2026, 12, 24))] == [SEPTEMBER, dt.date(2026, 12, 1)]


def test_the_axis_names_nine_months_and_the_year_where_it_begins(visitor):
    found = chart(visitor)

    assert [(f"{m.first_day:%m}", m.has_year) for m in found.months] == [
        ("09", True), ("10", False), ("11", False), ("12", False), ("01", True), ("02", False), ("03", False),
        ("04", False), ("05", False),
    ]  # fmt: skip
    assert (found.today, found.earlier, found.later) == (at("2026-11-23"), "2026-06", "2026-12")
    assert chart(visitor, dt.date(2027, 1, 1)).today is None


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("2026-11", "November 2026"), ("1980-01", "January 1980"), ("2100-12", "December 2100"),
        ("2026-11-30", "November 2026"), ("1979-12", "September 2026"), ("2101-01", "September 2026"),
        ("2026-13", "September 2026"), ("x", "September 2026"), ("2026-Q4", "September 2026"),
        ("%00", "September 2026"), ("9" * 4000, "September 2026"),
    ],
)  # fmt: skip
def test_the_first_month_stands_in_the_address(given, first, browse):
    answer = browse().get(f"{TIMELINE}?from={given}")

    assert answer.status_code == 200
    assert f"{first} – " in answer.text


def test_lines_and_table_say_the_same(browse):
    change("Gold gets dearer for all", announced="2026-10-01", act_by="2026-12", effective="2027-01-31")
    move(
        change("Silver gets dearer for all", announced="2026-10-01", effective="2027-02-28"), "withdrawn", "2026-11-12"
    )
    answer = browse().get(TIMELINE)
    page = parse(answer.text)
    table = next(e for e in page.iter("table"))
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")][1:]
    labels = [e.get("aria-label") or "" for e in page.iter() if str(e.tag).endswith("svg")]
    drawn = [label for label in labels if "announced" in label]

    assert [row[1:] for row in rows] == [
        ["Announced", "1 Oct 2026", "December 2026", "31 Jan 2027", "122 days"],
        ["Withdrawn", "1 Oct 2026", "–", "28 Feb 2027", "150 days"],
    ]
    assert drawn == [
        "Announced; announced 1 Oct 2026; act by December 2026; in force from 31 Jan 2027; 122 days’ notice",
        "Withdrawn; announced 1 Oct 2026; in force from 28 Feb 2027; 150 days’ notice",
    ]
    assert faults(answer.text) == []


def test_filters_and_months_go_along_with_each_other(browse):
    change("Fee of all goes up again", kind="fee", effective="2027-01-31")
    change("Tier of all goes up again", kind="tier", effective="2027-01-31")
    text = browse().get(f"{TIMELINE}?kind=fee&from=2026-12").text

    assert ("Fee of all" in text, "Tier of all" in text) == (True, False)
    for part in (
        'href="/changes/?kind=fee"',
        'name="from" value="2026-12"',
        "kind=fee&amp;from=2027-03",
        "kind=fee&amp;from=2026-09",
    ):
        assert part in text


def test_without_changes_the_page_says_so(browse):
    assert "No change with a date in these months fits these filters." in browse().get(f"{TIMELINE}?kind=fee").text


def test_numbers_of_the_drawing_have_points_in_every_language(browse):
    change("Fee of all goes up again", announced="2026-10-01", effective="2027-01-31")
    reader = browse()
    reader.cookies["language"] = "de"
    answer = reader.get(TIMELINE, headers={"Accept-Language": "de"})

    assert at("2027-01-31") in answer.text
    assert faults(answer.text) == []


def test_rumours_are_for_partners_only(visitor, carla, bob):
    make.make_rumour(title="A rumour of some length", effective=make.day("2027-01-31"))

    assert [len(chart(viewer).rows) for viewer in (visitor, carla, bob)] == [0, 0, 1]
    assert [chart(viewer).count for viewer in (visitor, carla, bob)] == [0, 0, 1]


def test_three_changes_cost_what_one_costs(browse):
    change("one of them all alone", announced="2026-10-01", effective="2027-01-31")
    with_one = counts(browse(), {"timeline": TIMELINE})
    for n in range(2):
        change(f"another of them, number {n}", announced="2026-10-01", effective="2027-01-31")

    assert counts(browse(), {"timeline": TIMELINE}) == with_one
