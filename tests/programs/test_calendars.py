"""Calendars as files: read back by another parser, and by a calendar program in small."""

import datetime as dt

import pytest
import time_machine
import vobject

from community.core.dates import parse_fuzzy
from community.programs import actions as programs
from community.programs.actions import Evidence, Term
from community.programs.models import Change, ChangeDate
from tests import factories as make
from tests.counting import statements
from tests.programs.calendar_store import CalendarStore, events_in

pytestmark = pytest.mark.django_db

NOON = "2026-11-23 12:00"
HOURS_9 = dt.timedelta(hours=9)


@pytest.fixture
def now():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def change(now):
    vendor = make.make_vendor("Kestrel")
    return make.make_change(
        vendor=vendor, programs=[make.make_program(vendor)], tags=[make.make_tag("renewals")],
        title="Annual partner fee goes up", act_by=make.day("2027-01-15"), effective=make.day("2027-02-01"),
        terms=[Term("Fee a year", "100", "200")], summary="It is **dear**.",
    )  # fmt: skip


def uid(change, field="act-by") -> str:
    return f"change-{change.pk}-{field}@localhost"


def calendar(browse, change, who=None) -> bytes:
    return browse(who).get(f"{change.get_absolute_url()}calendar.ics").content


def move(change, to="postponed", *, on="2026-11-23", **dates):
    source = programs.add_source(change, given=Evidence("Letter", "https://vendor.example/"))
    dates = {name: parse_fuzzy(text) for name, text in dates.items()}
    programs.move_change(change, to=to, on=dt.date.fromisoformat(on), why="It moved.", source=source, **dates)
    change.refresh_from_db()


def correct(change, **fields):
    """As a correction of the record does, or an administrator: no step."""
    for name, value in fields.items():
        setattr(change, name, value)
    change.save()


def sequences(change) -> dict[str, int]:
    return dict(ChangeDate.objects.filter(change=change).values_list("field", "sequence"))


# --- What is in it ---------------------------------------------------------------------------------------


def test_event_says_what_when_and_where(browse, change):
    answer = browse().get(f"{change.get_absolute_url()}calendar.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'inline; filename="change-{change.pk}.ics"'
    read = vobject.readOne(answer.content.decode())
    assert read.contents["x-wr-calname"][0].value == "Annual partner fee goes up · Backchannel"
    assert read.contents["name"][0].value == "Annual partner fee goes up · Backchannel"
    assert read.contents["refresh-interval"][0].value == "PT6H"
    first, second = read.contents["vevent"]
    assert [event.uid.value for event in (first, second)] == [uid(change), uid(change, "effective")]
    assert first.summary.value == "Act by: Annual partner fee goes up"
    assert first.summary.params["LANGUAGE"] == ["en"]
    assert second.summary.value == "In force: Annual partner fee goes up"
    assert first.dtstart.value == dt.date(2027, 1, 15)
    assert first.dtend.value == dt.date(2027, 1, 16)
    assert first.url.value == f"http://localhost:8000{change.get_absolute_url()}"
    assert first.categories.value == ["Kestrel", "Fee", "Act by"]
    assert first.dtstamp.value == first.last_modified.value == dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    assert first.sequence.value == "0"
    assert first.description.value == (
        f"Kestrel · {change.programs.get()}\nState: Announced\nFee a year: 100 → 200\n\nIt is dear.\n\n"
        f"http://localhost:8000{change.get_absolute_url()}"
    )


def test_alarms_ring_at_nine_30_and_7_days_ahead(browse, change):
    events = events_in(calendar(browse, change))

    assert events[uid(change)].alarms == (HOURS_9 - dt.timedelta(days=30), HOURS_9 - dt.timedelta(days=7))


def test_what_is_over_or_cancelled_rings_no_more(browse, now):
    past = make.make_change(effective=make.day("2026-11-22"), act_by=make.day("2026-11-22"))
    gone = make.make_change(effective=make.day("2027-11-22"))
    move(gone, "withdrawn")

    found = {**events_in(calendar(browse, past)), **events_in(calendar(browse, gone))}

    assert {event.alarms for event in found.values()} == {()}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("known", "day", "title"),
    [
        ("2027-03", dt.date(2027, 3, 1), "In force from March 2027, day not known: A fee goes up for some"),
        ("2027-Q2", dt.date(2027, 4, 1), "In force from Q2 2027, day not known: A fee goes up for some"),
        ("2027-03-01", dt.date(2027, 3, 1), "In force: A fee goes up for some"),
    ],
)
def test_month_and_quarter_stand_on_their_first_day_and_say_so(browse, now, known, day, title):
    change = make.make_change(title="A fee goes up for some", effective=parse_fuzzy(known))

    (event,) = events_in(calendar(browse, change)).values()

    assert (event.day, event.title) == (day, title)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("announced", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("in_force", "CONFIRMED"), ("postponed", "TENTATIVE"),
        ("softened", "CONFIRMED"), ("withdrawn", "CANCELLED"), ("superseded", "CANCELLED"),
    ],
)  # fmt: skip
def test_status_says_how_sure_it_is(browse, change, state, status):
    if state != "announced":
        move(change, state)

    assert {event.status for event in events_in(calendar(browse, change)).values()} == {status}


def test_day_since_when_an_incident_lasts_is_no_event(browse, now):
    incident = make.make_change(kind="incident", state="open", effective=make.day("2026-11-20"))

    assert events_in(calendar(browse, incident)) == {}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Fee, tier; and \\n backslash \\ go up", "Fee, tier; and \\n backslash \\ go up"),
        ("Zwölf Gebühren 😀😀😀 steigen " + "ä" * 150, "Zwölf Gebühren 😀😀😀 steigen " + "ä" * 150),
        ('Quotes " and : colons = and semicolons', 'Quotes " and : colons = and semicolons'),
        ("A line\r\nBEGIN:VEVENT\r\nUID:forged", "A line \nBEGIN:VEVENT \nUID:forged"),
        ("Control \x07 character and \u2028 separator", "Control   character and   separator"),
    ],
)
def test_no_text_breaks_the_file(browse, now, title, shown):
    change = make.make_change(effective=make.day("2027-02-01"), act_by=make.day("2027-01-01"))
    Change.objects.filter(pk=change.pk).update(title=title)
    change.vendor.name = 'Ven"dor, Inc; \\n'
    change.vendor.save()

    found = events_in(browse().get(f"/changes/{change.pk}/calendar.ics").content)

    assert set(found) == {uid(change), uid(change, "effective")}
    assert found[uid(change)].title == f"Act by: {shown}"


def test_calendar_without_dates_is_one_nevertheless(browse, now):
    assert events_in(calendar(browse, make.make_change())) == {}
    assert b"VTIMEZONE" in calendar(browse, make.make_change())


def test_calendar_speaks_the_readers_language(browse, change):
    answer = browse().get(f"{change.get_absolute_url()}calendar.ics", headers={"Accept-Language": "de"})

    assert "SUMMARY;LANGUAGE=de" in answer.content.decode()
    assert answer["Vary"].startswith("Accept-Language") or "Accept-Language" in answer["Vary"]


# --- Which dates are in which calendar -------------------------------------------------------------------


def test_each_calendar_holds_what_its_page_is_about(browse, change):
    other = make.make_change(vendor=change.vendor, effective=make.day("2027-05-01"))
    make.make_change(effective=make.day("2027-05-01"))  # somebody else's
    program = change.programs.get()
    client = browse()

    pages = [change.get_absolute_url(), change.vendor.get_absolute_url(), program.get_absolute_url(), "/tags/renewals/"]

    found = [list(events_in(client.get(f"{page}calendar.ics").content)) for page in pages]

    both = [uid(change), uid(change, "effective")]
    assert found == [both, [*both, uid(other, "effective")], both, both]


def test_pages_lead_to_their_calendars(browse, change):
    client = browse()
    for page in (change, change.vendor, change.programs.get(), change.tags.get()):
        path = page.get_absolute_url()
        text = client.get(path).content.decode()
        assert f'href="{path}calendar.ics"' in text
        assert f'href="webcal://localhost:8000{path}calendar.ics"' in text


def test_change_without_dates_offers_no_calendar(browse, now):
    assert "calendar.ics" not in browse().get(make.make_change().get_absolute_url()).text


def test_calendar_goes_a_year_back(browse, now):
    vendor = make.make_vendor()
    old, older = (make.make_change(vendor=vendor, effective=make.day(day)) for day in ("2025-11-23", "2025-11-22"))

    found = events_in(browse().get(f"{vendor.get_absolute_url()}calendar.ics").content)

    assert list(found) == [uid(old, "effective")]
    assert uid(older, "effective") not in found


def test_cancelled_events_stay_90_days(browse, change, now):
    move(change, "withdrawn")
    later = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC) + dt.timedelta(days=90)

    now.move_to(later)
    assert {event.status for event in events_in(calendar(browse, change)).values()} == {"CANCELLED"}
    now.move_to(later + dt.timedelta(seconds=1))
    assert events_in(calendar(browse, change)) == {}


# --- Who sees it -----------------------------------------------------------------------------------------


def test_rumour_is_in_the_calendars_of_partners_only(browse, now, bob, carla):
    rumour = make.make_rumour(effective=make.day("2027-02-01"), tags=[make.make_tag("renewals")])
    paths = [f"{rumour.vendor.get_absolute_url()}calendar.ics", "/tags/renewals/calendar.ics"]

    for who in (None, carla):
        for path in paths:
            content = browse(who).get(path).content
            assert events_in(content) == {}
            assert rumour.title.encode() not in content.replace(b"\r\n ", b"")
        assert browse(who).get(f"/changes/{rumour.pk}/calendar.ics").status_code == 404
    for path in paths:
        ((found, event),) = events_in(browse(bob).get(path).content).items()
        assert (found, event.status) == (uid(rumour, "effective"), "TENTATIVE")


def test_draft_is_in_no_calendar(browse, now, bob, mona):
    draft = make.make_draft(proposed_by=bob, effective=make.day("2027-02-01"))

    for who in (None, bob, mona):
        assert events_in(browse(who).get(f"{draft.vendor.get_absolute_url()}calendar.ics").content) == {}
        assert browse(who).get(f"/changes/{draft.pk}/calendar.ics").status_code == 404


@pytest.mark.parametrize("path", ["vendors/none", "vendors/none/nothing", "tags/none", "changes/987654321"])
def test_calendar_of_nothing_is_not_there(browse, path):
    assert browse().get(f"/{path}/calendar.ics").status_code == 404


def test_visitor_revalidates_and_a_member_keeps_it_to_themselves(browse, change, bob):
    path = f"{change.vendor.get_absolute_url()}calendar.ics"
    client = browse()

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    move(change, act_by="2027-01-20")
    after = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert (first.status_code, again.status_code, after.status_code) == (200, 304, 200)
    assert first.cookies == {}
    assert browse(bob).get(path)["Cache-Control"] == "private, no-store"


def test_three_dates_cost_what_one_costs(browse, change):
    path = f"{change.vendor.get_absolute_url()}calendar.ics"
    client = browse()
    with_one = len(statements(client, path))

    for _more in range(3):
        make.make_change(
            vendor=change.vendor, programs=[make.make_program(change.vendor)], effective=make.day("2027-02-01"),
            terms=[Term("Fee", "1", "2")],
        )  # fmt: skip

    assert len(events_in(client.get(path).content)) == 5
    assert len(statements(client, path)) == with_one <= 5


# --- Moves -----------------------------------------------------------------------------------------------


def test_every_move_of_date_or_state_raises_the_sequence_and_nothing_lowers_it(change, ada):
    seen = [sequences(change)]
    move(change, act_by="2027-01-20")  # both: the state moved, too
    seen.append(sequences(change))
    move(change, act_by="2027-01-15")  # back again; still postponed
    seen.append(sequences(change))
    correct(change, effective_on=dt.date(2027, 2, 2))
    seen.append(sequences(change))
    correct(change, effective_precision="month", effective_on=dt.date(2027, 2, 1))
    seen.append(sequences(change))
    correct(change, title="Another title, which moves nothing")
    correct(change)
    seen.append(sequences(change))
    Change.objects.filter(pk=change.pk).update(act_by_on=dt.date(2027, 1, 16))  # whatever way it is written
    seen.append(sequences(change))

    assert [(s["act_by"], s["effective"]) for s in seen] == [
        (0, 0), (1, 1), (2, 1), (2, 2), (2, 3), (2, 3), (3, 3),
    ]  # fmt: skip


def test_old_date_stays_in_the_description(browse, change):
    move(change, act_by="2027-01-20")

    first, _second = vobject.readOne(calendar(browse, change).decode()).contents["vevent"]

    assert "Moved: it was 15 Jan 2027 before." in first.description.value


def test_draft_that_is_published_later_begins_with_its_last_dates(browse, now, mona):
    draft = make.make_draft(effective=make.day("2027-02-01"))
    correct(draft, effective_on=dt.date(2027, 2, 2))
    programs.publish_change(draft, by=mona)

    assert [event.day for event in events_in(calendar(browse, draft)).values()] == [dt.date(2027, 2, 2)]


def test_two_imports_give_the_moves(browse, change, now):
    vendor = f"{change.vendor.get_absolute_url()}calendar.ics"
    withdrawn = make.make_change(vendor=change.vendor, effective=make.day("2027-03-01"))
    dropped = make.make_change(vendor=change.vendor, effective=make.day("2027-06-01"), act_by=make.day("2027-05-01"))
    still = make.make_change(vendor=change.vendor, effective=make.day("2027-07-01"))
    store = CalendarStore()

    before = browse().get(vendor).content
    assert store.take(before) == {
        uid(change): "new 2027-01-15 TENTATIVE",
        uid(change, "effective"): "new 2027-02-01 TENTATIVE",
        uid(withdrawn, "effective"): "new 2027-03-01 TENTATIVE",
        uid(dropped): "new 2027-05-01 TENTATIVE",
        uid(dropped, "effective"): "new 2027-06-01 TENTATIVE",
        uid(still, "effective"): "new 2027-07-01 TENTATIVE",
    }
    assert store.take(before) == {}

    now.shift(dt.timedelta(days=2))
    move(change, "confirmed", effective="2027-04-01")
    move(withdrawn, "withdrawn")
    correct(dropped, act_by_on=None, act_by_precision="unknown")
    after = browse().get(vendor).content
    assert store.take(after) == {
        uid(change): "2027-01-15 TENTATIVE -> 2027-01-15 CONFIRMED",
        uid(change, "effective"): "2027-02-01 TENTATIVE -> 2027-04-01 CONFIRMED",
        uid(withdrawn, "effective"): "cancelled 2027-03-01",
        uid(dropped): "cancelled 2027-05-01",
    }
    assert store.events[uid(withdrawn, "effective")].title == f"Withdrawn: {withdrawn.title}"
    assert store.events[uid(dropped)].title == f"Date taken back: {dropped.title}"
    assert set(store.take(before).values()) == {"older than what I have"}

    correct(dropped, act_by_on=dt.date(2027, 5, 3), act_by_precision="day")
    assert store.take(browse().get(vendor).content) == {
        uid(dropped): "2027-05-01 CANCELLED -> 2027-05-03 TENTATIVE",
    }
