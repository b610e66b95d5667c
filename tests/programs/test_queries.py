"""What the screens about vendors and changes read. Lists are compared whole, with near misses beside them."""

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.dates import Precision, parse_fuzzy
from community.programs import actions, queries
from community.programs.models import Change, Vendor
from community.programs.queries import Filters, timetable
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = "2026-11-23"


@pytest.fixture(autouse=True)
def a_day_in_november():
    with time_machine.travel(f"{TODAY} 12:00", tick=False):
        yield


def titles(changes) -> list[str]:
    return [change.title for change in changes]


def listed(viewer, filters=None) -> list[str]:
    """All of the list, in order: what is ahead, then what is behind."""
    page = timetable(viewer, filters or Filters())
    return titles(page.ahead) + titles(page.behind)


def change(title: str, **facts) -> Change:
    """A change whose title can be told apart from the others."""
    dates = {name: parse_fuzzy(facts.pop(name)) for name in ("announced", "effective", "act_by") if name in facts}
    return make.make_change(title=title, **{"announced": None} | dates, **facts)


def test_what_is_ahead_comes_nearest_first_then_what_is_behind_latest_first(visitor):
    change("undated")
    change("yesterday", effective="2026-11-22")
    change("today", effective=TODAY)
    change("next year", effective="2027-06-01")
    change("next week by the day to act", effective="2027-07-01", act_by="2026-11-30")
    change("long ago", announced="2019-07-03")

    page = timetable(visitor, Filters())

    assert titles(page.ahead) == ["today", "next week by the day to act", "next year"]
    assert titles(page.behind) == ["yesterday", "long ago", "undated"]
    assert (page.count, page.next_key) == (6, None)


def test_what_was_taken_back_is_behind_whatever_its_date(visitor):
    for state in ("withdrawn", "superseded", "postponed"):
        taken = change(state, effective="2027-01-01")
        actions.move_change(taken, to=state, on=make.day(TODAY).first_day, why=".", source=taken.sources.get())
    incident = change("resolved", state="open", kind="incident", effective="2027-01-01")
    actions.move_change(incident, to="resolved", on=make.day(TODAY).first_day, why=".", source=incident.sources.get())

    page = timetable(visitor, Filters())

    assert titles(page.ahead) == ["postponed"]
    assert titles(page.behind) == ["resolved", "superseded", "withdrawn"]


@pytest.fixture
def assorted():
    """Two of everything that can be asked for, and each differs from the others in one thing only."""
    kestrel, heron = make.make_vendor("Kestrel"), make.make_vendor("Heron")
    renewals, portal = make.make_tag("renewals"), make.make_tag("portal")
    program = make.make_program(kestrel)
    common = {"vendor": kestrel, "kind": "fee", "direction": "worse", "act_by": "2027-01-01", "tags": [renewals]}
    change("the one", **common, programs=[program])
    change("other vendor", **common | {"vendor": heron})
    change("other kind", **common | {"kind": "tier"})
    change("other direction", **common | {"direction": "better"})
    change("other tag", **common | {"tags": [portal]})
    change("both tags", **common | {"tags": [portal, renewals]})
    change("other state", **common, state="confirmed")
    change("other day", **common | {"act_by": "2027-01-02"})
    change("in force", **common | {"act_by": "2026-01-01"}, state="in_force")
    change("no day", **common | {"act_by": None})
    make.make_draft(title="a draft that nobody may see", **common | {"act_by": make.day("2027-01-01")})
    return {"kestrel": kestrel, "heron": heron, "renewals": renewals, "portal": portal, "program": program}


ALL = [
    "the one", "other vendor", "other kind", "other direction", "other tag", "both tags", "other state", "other day",
    "in force", "no day",
]  # fmt: skip


def without(*names: str) -> list[str]:
    return [name for name in ALL if name not in names]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ALL),
        ({"vendor": "kestrel"}, without("other vendor")),
        ({"vendor": "heron"}, ["other vendor"]),
        ({"program": "program"}, ["the one"]),
        ({"kind": "fee"}, without("other kind")),
        ({"kind": "tier"}, ["other kind"]),
        ({"kind": "incident"}, []),
        ({"direction": "worse"}, without("other direction")),
        ({"direction": "better"}, ["other direction"]),
        ({"tag": "renewals"}, without("other tag")),
        ({"tag": "portal"}, ["other tag", "both tags"]),
        ({"state": "confirmed"}, ["other state"]),
        ({"state": "in_force"}, ["in force"]),
        ({"state": "announced"}, without("other state", "in force")),
        ({"state": "expected"}, without("in force")),
        ({"since": "2027-01-02"}, ["other day"]),
        ({"since": "2027-01-01"}, without("in force", "no day")),
        ({"until": "2027-01-01"}, without("other day", "no day")),
        ({"until": "2026-01-01"}, ["in force"]),
        ({"until": "2025-12-31"}, []),
        ({"since": "2026-01-02", "until": "2027-01-01"}, without("in force", "other day", "no day")),
        ({"vendor": "kestrel", "kind": "fee", "direction": "worse", "tag": "renewals", "state": "announced",
          "since": "2027-01-01", "until": "2027-01-01"}, ["the one", "both tags"]),
        ({"vendor": "kestrel", "kind": "tier", "direction": "better"}, []),
        ({"vendor": "heron", "state": "expected", "tag": "renewals"}, ["other vendor"]),
        ({"tag": "portal", "since": "2027-01-02"}, []),
    ],
)  # fmt: skip
def test_filters_narrow_the_list_to_exactly_what_fits(filters, found, assorted, visitor):
    things = {"vendor", "program", "tag"}
    days = {"since", "until"}
    given = {
        name: assorted[value] if name in things else make.day(value).first_day if name in days else value
        for name, value in filters.items()
    }

    assert sorted(listed(visitor, Filters(**given))) == sorted(found)
    assert timetable(visitor, Filters(**given)).count == len(found)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2027-01-15", None, ["day", "month", "quarter"]),
        ("2027-01-16", None, ["month", "quarter"]),
        ("2027-02-01", None, ["quarter"]),
        ("2027-04-01", None, []),
        (None, "2026-12-31", []),
        (None, "2027-01-01", ["month", "quarter"]),
        ("2027-01-20", "2027-01-25", ["month", "quarter"]),
    ],
)
def test_a_month_or_quarter_to_act_in_fits_if_any_of_its_days_does(since, until, found, visitor):
    for title, date in (("day", "2027-01-15"), ("month", "2027-01"), ("quarter", "2027-Q1")):
        change(title, act_by=date)
    change("in force in that time, but nothing to do", effective="2027-01-20")
    days = {"since": since and make.day(since).first_day, "until": until and make.day(until).first_day}

    assert sorted(listed(visitor, Filters(**days))) == found


def test_a_country_finds_what_is_for_it_or_for_everybody(visitor):
    for title, countries in (("for all", []), ("for DE and AT", ["DE", "AT"]), ("for FR", ["FR"])):
        change(title, countries=countries)

    assert sorted(listed(visitor, Filters(country="AT"))) == ["for DE and AT", "for all"]


def test_a_tier_finds_what_names_it_or_is_for_all_tiers_of_its_program(visitor):
    vendor = make.make_vendor()
    program, other = make.make_program(vendor), make.make_program(vendor)
    silver, gold = program.tiers.order_by("rank")
    change("names it", vendor=vendor, programs=[program, other], tiers=[silver, gold])
    change("names another", vendor=vendor, programs=[program], tiers=[gold])
    change("whole program", vendor=vendor, programs=[other, program])
    change("whole vendor", vendor=vendor)
    change("another program", vendor=vendor, programs=[other])
    change("another vendor")

    assert sorted(listed(visitor, Filters(vendor=vendor, tier=silver))) == ["names it", "whole program", "whole vendor"]
    assert timetable(visitor, Filters(tier=silver)).count == 3


# --- who sees what ------------------------------------------------------------------------------------

PUBLISHED, OWN = {"published"}, {"published", "own draft", "own declined", "own rumour"}


@pytest.fixture
def of_all_sorts(carla, mona):
    """One of each sort that somebody may not see; Carla proposed some of them while she was a partner."""
    change("published")
    change("own rumour", state="rumoured", proposed_by=carla)
    change("rumour", state="rumoured")
    make.make_draft(title="draft")
    make.make_draft(title="own draft", proposed_by=carla)
    for title, proposer in [("declined", None), ("own declined", carla)]:
        actions.decline_change(make.make_draft(title=title, proposed_by=proposer), by=mona, reason="No.")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", PUBLISHED),
        ("sam", PUBLISHED),
        ("alice", PUBLISHED),
        ("carla", OWN),
        ("bob", {"published", "rumour", "own rumour"}),
        ("mona", {"published", "rumour", "own rumour", "draft", "own draft", "declined", "own declined"}),
        ("ada", {"published", "rumour", "own rumour", "draft", "own draft", "declined", "own declined"}),
    ],
)
def test_rumours_are_for_partners_and_drafts_for_their_proposer_and_moderators(who, seen, of_all_sorts, request):
    viewer = request.getfixturevalue(who)

    assert set(titles(Change.objects.visible_to(viewer))) == seen
    assert {c.title for c in Change.objects.all() if queries.change_for(viewer, c.pk)} == seen


@pytest.mark.parametrize(
    ("who", "rumours"),
    [("visitor", []), ("alice", []), ("carla", ["own rumour"]), ("bob", ["rumour", "own rumour"]),
     ("mona", ["rumour", "own rumour"])],
)  # fmt: skip
def test_lists_hold_published_changes_only_for_everybody(who, rumours, of_all_sorts, request):
    viewer = request.getfixturevalue(who)
    expected = sorted(["published", *rumours])

    assert sorted(listed(viewer)) == expected
    assert timetable(viewer, Filters()).count == len(expected)
    assert sorted(titles(queries.newly_moved(viewer))) == expected
    assert sorted(listed(viewer, Filters(state="rumoured"))) == sorted(rumours)
    near = queries.change_page(queries.change_for(viewer, Change.objects.get(title="published").pk), viewer).near
    assert near == []


def test_act_by_holds_the_nearest_of_what_the_viewer_may_see(visitor, bob):
    for day in range(24, 31):
        change(f"on the {day}th", effective=f"2026-11-{day}")
    change("rumour", state="rumoured", effective="2026-11-23")
    make.make_draft(title="draft", effective=make.day("2026-11-23"))

    assert titles(queries.act_by(visitor)) == [f"on the {day}th" for day in range(24, 29)]
    assert titles(queries.act_by(bob)) == ["rumour", *(f"on the {day}th" for day in range(24, 28))]


def test_newly_moved_comes_with_the_latest_step_of_each(visitor):
    first, second = change("first", announced="2026-10-01"), change("second", announced="2026-10-01")
    actions.move_change(
        first, to="postponed", on=make.day("2026-11-20").first_day, why="It moved.", source=first.sources.get(),
        effective=make.day("2027-05-01"),
    )  # fmt: skip

    with time_machine.travel("2026-11-23 12:01", tick=False):
        actions.move_change(
            second, to="confirmed", on=make.day("2026-11-22").first_day, why="Sure.", source=second.sources.get()
        )
        moved = queries.newly_moved(visitor)

    assert [(c.title, c.latest_steps[0].why) for c in moved] == [("second", "Sure."), ("first", "It moved.")]


# --- paging -------------------------------------------------------------------------------------------


def write_changes(days: list[dt.date | None], vendor: Vendor) -> None:
    now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    Change.objects.bulk_create(
        Change(
            vendor=vendor, kind="fee", state="in_force", title=f"Change {n}", publication="published",
            published_at=now, moved_at=now, effective_on=day,
            effective_precision=Precision.DAY if day else Precision.UNKNOWN,
        )
        for n, day in enumerate(days)
    )  # fmt: skip


def walk(viewer, filters) -> list[Change]:
    visited, after, pages = [], "", 0
    while after is not None:
        page = timetable(viewer, filters, after=after)
        assert len(page.behind) <= 50
        visited += page.behind
        after, pages = page.next_key, pages + 1
        assert pages <= 20, "The pages do not end."
    return visited


@given(
    st.lists(
        st.one_of(st.none(), st.dates(min_value=dt.date(2026, 11, 16), max_value=dt.date(2026, 11, 22))),
        min_size=80,
        max_size=160,
    )
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_paging_visits_every_change_once_and_in_order(visitor, days):
    vendor = make.make_vendor()
    write_changes(days, vendor)

    visited = walk(visitor, Filters(vendor=vendor))

    expected = sorted(Change.objects.filter(vendor=vendor), key=lambda c: (c.effective_on or dt.date.min, c.pk))
    assert visited == expected[::-1]


def test_pages_go_on_from_dated_to_undated_changes(visitor):
    vendor = make.make_vendor()
    write_changes([None, dt.date(2026, 11, 1), dt.date(2026, 11, 2)] * 40, vendor)

    visited = walk(visitor, Filters(vendor=vendor))

    assert [change.effective_on and change.effective_on.day for change in visited] == [2] * 40 + [1] * 40 + [None] * 40
    assert len(set(visited)) == 120


def test_many_changes_of_one_day_are_three_pages(visitor):
    write_changes([dt.date(2026, 11, 1)] * 150, make.make_vendor())

    sizes, after = [], ""
    while after is not None:
        page = timetable(visitor, Filters(), after=after)
        sizes.append((len(page.ahead), len(page.behind), page.count))
        after = page.next_key

    assert sizes == [(0, 50, 150)] * 3


def test_what_is_ahead_stands_on_the_first_page_only(visitor):
    change("ahead", effective="2027-01-01")
    write_changes([None] * 55, make.make_vendor())
    first = timetable(visitor, Filters())
    second = timetable(visitor, Filters(), after=first.next_key)

    assert (titles(first.ahead), len(first.behind), second.ahead, len(second.behind)) == (["ahead"], 50, [], 5)


def test_what_is_ahead_goes_on_in_pages_of_its_own_until_all_are_shown(visitor):
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=n // 3) for n in range(120)]
    write_changes([*days, dt.date(2026, 11, 1)], make.make_vendor())

    pages = [timetable(visitor, Filters())]
    while pages[-1].later_key:
        pages.append(timetable(visitor, Filters(), after=pages[-1].later_key))

    assert [(len(page.ahead), titles(page.behind), page.next_key) for page in pages] == [
        (50, ["Change 120"], None), (50, [], None), (20, [], None)
    ]  # fmt: skip
    assert [title for page in pages for title in titles(page.ahead)] == [f"Change {n}" for n in range(120)]
    assert {page.count for page in pages} == {121}


def test_by_newest_moves_all_are_one_list_in_pages(visitor):
    write_changes([dt.date(2027, 1, 1)] * 60 + [None] * 50, make.make_vendor())
    for n, moved in enumerate(Change.objects.order_by("pk")):
        Change.objects.filter(pk=moved.pk).update(moved_at=dt.datetime(2026, 11, 1 + n // 10, tzinfo=dt.UTC))

    found, after = [], ""
    while after is not None:
        page = timetable(visitor, Filters(), after=after, sort="moved")
        assert (page.ahead, page.behind, page.later_key) == ([], [], None)
        found.append(titles(page.newest))
        after = page.next_key

    assert [len(page) for page in found] == [50, 50, 10]
    assert [title for page in found for title in page] == [f"Change {n}" for n in reversed(range(110))]


def test_counting_ends_where_nobody_needs_the_number(visitor, monkeypatch):
    monkeypatch.setattr("community.programs.queries.change_list.COUNT_CAP", 5)
    write_changes([None] * 5, make.make_vendor())
    exact = timetable(visitor, Filters())
    write_changes([None] * 20, make.make_vendor())
    more = timetable(visitor, Filters())

    assert [(exact.count, exact.is_counted), (more.count, more.is_counted)] == [(5, True), (6, False)]


@pytest.mark.parametrize(
    "after", ["later.", "later.x", "later.2027-02-30.5", "later..5", "later.2027-01-01." + "9" * 5000]
)
def test_a_key_of_what_is_ahead_that_cannot_be_read_begins_with_the_nearest(after, visitor):
    write_changes([dt.date(2027, 1, 2), dt.date(2027, 1, 1), None], make.make_vendor())

    page = timetable(visitor, Filters(), after=after)

    assert [titles(page.ahead), page.behind] == [["Change 1", "Change 0"], []]


@pytest.mark.parametrize(
    "after", ["moved.", "moved.x.5", "moved.2026-11-01.5", "moved.2026-11-01T00:00:00.5", "moved.\x00.5"]
)
def test_a_key_of_moves_that_cannot_be_read_begins_with_the_newest(after, visitor):
    write_changes([None, None], make.make_vendor())

    assert titles(timetable(visitor, Filters(), after=after, sort="moved").newest) == ["Change 1", "Change 0"]


@pytest.mark.parametrize(
    "after",
    ["x", ".", "2026-11-01", "2026-11-01.", "2026-11-01.x", "yesterday.5", ".x", "2026-02-30.5",
     "2026-11-01." + "9" * 5000,
     "2026-11-01.-5", "\x00.5", "2026-11-01.٣x"],
    ids=repr,
)  # fmt: skip
def test_a_key_that_cannot_be_read_begins_at_the_top(after, visitor):
    write_changes([dt.date(2026, 11, 1), None], make.make_vendor())

    assert titles(timetable(visitor, Filters(), after=after).behind) == ["Change 0", "Change 1"]


# --- one change ---------------------------------------------------------------------------------------


def test_the_page_of_a_change_holds_all_about_it_and_nothing_of_another(visitor):
    program = make.make_program(tiers=["Silver", "Gold", "Platinum"])
    tiers = program.tiers.filter(name__in=["Gold", "Silver"])
    about = {
        "vendor": program.vendor, "programs": [program], "tiers": tiers, "roles": ["reseller", "isv"],
        "countries": ["DE", "AT"], "sizes": ["1", "2-10"],
        "terms": [actions.Term("Fee", "1", "2"), actions.Term("Seats")],
        "effective": "2027-01-01", "act_by": "2026-12-31",
    }  # fmt: skip
    asked = change("asked for", **about)
    change("near", vendor=program.vendor, terms=[actions.Term("Other", "8", "9")])
    change("of another vendor")
    page = queries.change_page(queries.change_for(visitor, asked.pk), visitor)

    assert page.terms == [{"what": "Fee", "old": "1", "new": "2"}, {"what": "Seats", "old": "", "new": ""}]
    assert page.sources == list(asked.sources.all())
    assert page.programs == [program]
    assert page.audience == "Silver, Gold · resellers, software vendors (ISV) · DE, AT · 1 person, 2–10 people"
    assert titles(page.near) == ["near"]
    assert [(str(row.date), row.state, row.planned) for row in page.timeline] == [
        ("23 Nov 2026", "announced", ""),
        ("31 Dec 2026", "announced", "act_by"),
        ("1 Jan 2027", "in_force", "effective"),
    ]


def test_the_timeline_shows_which_dates_a_step_moved(visitor):
    moved = change("moved", effective="2027-Q1", act_by="2026-12-31")
    actions.move_change(
        moved, to="postponed", on=make.day("2026-11-22").first_day, why=".", source=moved.sources.get(),
        effective=parse_fuzzy("2027-Q3"),
    )  # fmt: skip
    page = queries.change_page(queries.change_for(visitor, moved.pk), visitor)

    step = next(row for row in page.timeline if row.state == "postponed")
    assert [(move.field, str(move.was), str(move.now)) for move in step.moves] == [("effective", "Q1 2027", "Q3 2027")]


def test_a_change_that_is_over_has_no_planned_dates(visitor):
    over = change("over", effective="2027-01-01")
    actions.move_change(over, to="withdrawn", on=make.day(TODAY).first_day, why=".", source=over.sources.get())
    page = queries.change_page(queries.change_for(visitor, over.pk), visitor)

    assert [row.planned for row in page.timeline] == ["", ""]


@pytest.mark.parametrize("pk", [0, 10**17, 10**18, 10**30])
def test_a_change_that_is_not_there_is_none(pk, visitor):
    assert queries.change_for(visitor, pk) is None


# --- vendors ------------------------------------------------------------------------------------------


def test_vendors_come_by_name_with_what_the_viewer_may_see_of_their_changes(visitor, bob):
    heron, kestrel = make.make_vendor("Heron"), make.make_vendor("Kestrel")
    make.make_vendor("Avocet")
    change("past", vendor=heron, effective="2020-01-01")
    change("ahead", vendor=heron, effective="2027-01-01")
    change("rumour", vendor=heron, effective="2027-01-01", state="rumoured")
    make.make_draft(vendor=heron, effective=make.day("2027-01-01"))
    taken = change("withdrawn", vendor=kestrel, effective="2027-01-01")
    actions.move_change(taken, to="withdrawn", on=make.day(TODAY).first_day, why=".", source=taken.sources.get())

    def counts(viewer):
        return [(v.name, v.change_count, v.ahead_count, v.last_moved is not None) for v in queries.vendors(viewer)]

    assert counts(visitor) == [("Avocet", 0, 0, False), ("Heron", 2, 1, True), ("Kestrel", 1, 0, True)]
    assert counts(bob) == [("Avocet", 0, 0, False), ("Heron", 3, 2, True), ("Kestrel", 1, 0, True)]


def test_a_vendor_comes_with_its_programs_and_their_tiers(visitor, django_assert_num_queries):
    program = make.make_program(tiers=["Silver", "Gold"])
    make.make_program(program.vendor, tiers=["Basic"])
    make.make_program()

    with django_assert_num_queries(2):
        found = queries.vendor_by_slug(program.vendor.slug, visitor)
        tiers = [p.tier_names for p in found.programs.all()]

    assert sorted(tiers) == [["Basic"], ["Silver", "Gold"]]
    assert queries.vendor_by_slug("nobody", visitor) is None


def test_a_program_is_found_under_its_own_vendor_only(visitor):
    program, other = make.make_program(), make.make_program()

    assert queries.program_by_slug(program.vendor.slug, program.slug, visitor) == program
    assert queries.program_by_slug(other.vendor.slug, program.slug, visitor) is None
