"""Events of groups: who plans them, reads of them and comes, and what those hear of it."""

import datetime as dt
import json
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from community.accounts.models import AccountClosing
from community.core.refusals import Refused
from community.networking import actions, queries
from community.networking.models import Attendance, Block, Event, PeerFollow
from community.programs.actions import renew_calendar_address
from community.web.actions import close_due_accounts
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FORM = {
    "title": "Breakfast on renewals", "starts": "2027-03-29T18:00", "ends": "2027-03-29T21:00", "zone": "Europe/Berlin",
    "place": "Karl-Marx-Allee 1, Berlin", "country": "DE", "text": "We **talk**.", "link": "", "capacity": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def line_of(event: Event) -> dict[str, list[str]]:
    """Who comes and who waits, in order."""
    found: dict[str, list[str]] = {"going": [], "waiting": []}
    for own in event.attendances.attending().order_by("pk").select_related("person"):
        found[own.state].append(own.person.handle)
    return found


def subjects_to(person) -> list[str]:
    return [mail.subject for mail in mails_to(person.email)]


def change(event: Event, **other) -> bool:
    names = ("title", "text", "starts_at", "ends_at", "zone", "place", "country", "link", "capacity", "open_until")
    event.refresh_from_db()
    said = {name: getattr(event, name) for name in names} | other
    organiser = event.group.memberships.organisers().first().person
    return actions.change_event(event, by=organiser, **said)


def test_a_meeting_from_the_plan_to_its_end(browse, work, bob, bea, clock):
    group = make.make_group(bob, make.make_partner("gil"))
    zoe = make.make_partner("zoe")
    organiser = browse(bob)

    page = organiser.post(f"/groups/{group.pk}/events/new/", FORM | {"capacity": "1"}, follow=True)
    event = Event.objects.get()
    assert "Monday, 29 March 2027, 18:00–21:00 Europe/Berlin, CEST" in text_of(page)
    assert event.starts_at == dt.datetime(2027, 3, 29, 16, tzinfo=dt.UTC)
    work()
    assert f"{group.name} plans “{event.title}”" in text_of(browse(make.User.objects.get(handle="gil")).get("/inbox/"))

    answer = f"/events/{event.pk}/answer/"
    assert "You have a place" in text_of(browse(bea).post(answer, {"comes": "1", "is_shown": "1"}, follow=True))
    assert "as number 1 in line" in text_of(browse(zoe).post(answer, {"comes": "1"}, follow=True))
    assert line_of(event) == {"going": ["bea"], "waiting": ["zoe"]}
    assert bea.name in text_of(organiser.get(f"/events/{event.pk}/people/"))
    browse(bea).post(answer, {"comes": "0"})
    work()
    assert subjects_to(zoe)[-1].startswith(f"You have a place: “{event.title}”, 29 March 2027, 18:00")

    organiser.post(f"/events/{event.pk}/edit/", FORM | {"capacity": "1", "place": "Alexanderplatz 7, Berlin"})
    work()
    assert "Alexanderplatz 7, Berlin, Germany" in subjects_to(zoe)[-1]
    assert not any("Another" in subject for subject in subjects_to(bea))  # she does not come
    organiser.post(f"/events/{event.pk}/cancel/", {"reason": "The room is flooded."})
    work()
    assert "The room is flooded." in mails_to(zoe.email)[-1].body
    page = browse().get(event.get_absolute_url())
    assert page.status_code == 200
    assert "Cancelled. It does not take place. The room is flooded." in text_of(page)


@pytest.mark.parametrize("admission", ["request", "invitation"])
def test_events_of_a_closed_group_are_its_members_alone(browse, bob, bea, mona, admission):
    group = make.make_group(bob, admission=admission)
    event = make.make_event(group, title="Canary of a closed group")

    pages = [event.get_absolute_url(), f"{event.get_absolute_url()}event.ics"]
    for who, codes in ((bob, [200, 200]), (bea, [404, 404]), (None, [404, 404]), (mona, [200, 200])):
        assert [browse(who).get(page).status_code for page in pages] == codes
        listed = event.title in text_of(browse(who).get("/events/"))
        assert listed == (who == bob)
    with pytest.raises(Refused, match="Members of the group come"):
        actions.answer_event(event, by=bea, comes=True)


def test_who_leaves_a_closed_group_gives_the_place_to_the_next(bob, bea, work):
    zoe = make.make_partner("zoe")
    group = make.make_group(bob, bea, zoe, admission="request")
    event = make.make_event(group, capacity=1)
    make.come_to(event, bea, zoe)

    actions.leave_group(group, by=bea)

    assert line_of(event) == {"going": ["zoe"], "waiting": []}
    work()
    assert "You have a place" in subjects_to(zoe)[-1]


def test_a_closed_account_gives_its_places_away(bob, bea):
    event = make.make_event(capacity=1)
    make.come_to(event, bea, bob)
    now = timezone.now()
    AccountClosing.objects.create(member=bea, asked_at=now, due_at=now, removes_posts=False)

    close_due_accounts()

    assert line_of(event) == {"going": ["bob"], "waiting": []}


def test_the_online_address_is_for_who_has_a_place(browse, bob, bea, carla):
    event = make.make_event(place="", country="", link="https://meet.example/secret", capacity=1)
    make.come_to(event, bob, bea)
    organiser = event.planned_by

    files = [f"{event.get_absolute_url()}{end}" for end in ("", "event.ics")]
    reads = {
        who.handle if who else "": {"meet.example" in browse(who).get(page).content.decode() for page in files}
        for who in (organiser, bob, bea, carla, None)
    }

    assert reads == {organiser.handle: {True, False}, "bob": {True}, "bea": {False}, "carla": {False}, "": {False}}


def test_who_of_ones_peers_comes(browse, bob, carla):
    colleague = make.make_partner("colleague", company=bob.company)
    followed, member, stranger, blocked, shy = (
        make.make_partner(handle) for handle in ("followed", "member", "stranger", "blocked", "shy")
    )
    event = make.make_event(make.make_group(None, bob, member))
    everybody = [colleague, followed, member, stranger, blocked]
    make.come_to(event, *everybody)
    make.come_to(event, shy, is_shown=False)
    for person in (followed, shy):
        actions.follow_peer(person, member=bob)
    PeerFollow.objects.create(member=bob, person=blocked)  # from before: by blocking it would have ended
    Block.objects.create(member=blocked, person=bob)
    actions.follow_peer(followed, member=carla)

    seen = {
        who.handle if who else "": [person.handle for person in [*everybody, shy] if person.name in text_of(page)]
        for who in (bob, carla, stranger, None)
        for page in [browse(who).get(event.get_absolute_url())]
    }

    assert seen == {"bob": ["colleague", "followed", "member"], "carla": [], "stranger": [], "": []}
    assert "6 people come" in text_of(browse().get(event.get_absolute_url()))
    event.group.members_shown_to = "organisers"
    event.group.save()
    assert member.name not in text_of(browse(bob).get(event.get_absolute_url()))


ANSWERS = some.tuples(some.integers(0, 5), some.sampled_from(["yes", "no", "back", "more", "fewer"]))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.lists(ANSWERS, max_size=14), some.integers(1, 3))
def test_places_never_exceed_the_capacity_and_the_line_keeps_its_order(once_people, answers, capacity):
    """Beside a model of lists: who has a place, and who waits, as one would do it with a sheet of paper."""
    event = make.make_event(once_people[0], capacity=capacity)
    people, going, waiting = once_people[1], [], []
    for number, answer in answers:
        person = people[number]
        if answer in {"more", "fewer"}:
            capacity = max(1, capacity + (1 if answer == "more" else -1))
            change(event, capacity=capacity)
        elif answer == "back":
            actions.take_answer_back(event, by=person)
        else:
            actions.answer_event(event, by=person, comes=answer == "yes")
        if answer in {"no", "back"}:
            going, waiting = ([one for one in row if one != person.handle] for row in (going, waiting))
        elif answer == "yes" and person.handle not in going + waiting:
            waiting = [*waiting, person.handle]
        free = max(0, capacity - len(going))
        going, waiting = going + waiting[:free], waiting[free:]
        found = line_of(event)
        assert sorted(found["going"]) == sorted(going)
        assert found["waiting"] == waiting
    event.delete()


@pytest.fixture
def once_people(db):
    people = [make.make_partner() for _number in range(6)]
    return make.make_group(), people


def test_those_who_come_are_reminded_a_day_and_an_hour_before_and_not_twice(bob, bea, work, clock):
    event = make.make_event(starts_at=NOON + dt.timedelta(days=3))
    make.come_to(event, bob)

    def told_at(**before) -> int:
        clock.move_to(event.starts_at - dt.timedelta(**before))
        told = actions.remind_of_events() + actions.remind_of_events()
        work()
        return told

    assert [told_at(hours=25), told_at(hours=24), told_at(hours=23)] == [0, 1, 0]
    make.come_to(event, bea)  # who says yes now knows of it
    assert [told_at(minutes=61), told_at(minutes=59), told_at(minutes=5), told_at(minutes=-5)] == [0, 1, 0, 0]
    assert (len(subjects_to(bob)), len(subjects_to(bea))) == (2, 1)
    assert "begins on 4 March 2027, 13:00 (Europe/Berlin, CET)" in subjects_to(bea)[0]


def test_a_moved_event_is_reminded_of_anew_and_a_cancelled_one_not(bob, clock):
    moved, cancelled, sudden = (make.make_event(starts_at=NOON + dt.timedelta(days=2)) for _number in range(3))
    clock.move_to(NOON + dt.timedelta(days=1, hours=1))
    assert actions.remind_of_events() == 3
    week_later = NOON + dt.timedelta(days=9)
    assert change(moved, starts_at=week_later, ends_at=week_later + dt.timedelta(hours=1))
    actions.cancel_event(cancelled, by=cancelled.planned_by, reason="Ill.")
    soon = timezone.now() + dt.timedelta(hours=5)  # who comes was told this moment: no reminder of a day ahead
    change(sudden, starts_at=soon, ends_at=soon + dt.timedelta(hours=1))

    assert actions.remind_of_events() == 0
    clock.move_to(NOON + dt.timedelta(days=1, hours=5, minutes=30))
    assert actions.remind_of_events() == 1
    sudden.refresh_from_db()
    assert sudden.last_reminder == "hour"
    clock.move_to(week_later - dt.timedelta(minutes=30))  # after an outage there is one, not two
    assert (actions.remind_of_events(), actions.remind_of_events()) == (1, 0)


def test_calendars_have_the_zone_and_are_right_on_both_sides_of_a_clock_change(browse, bob):
    group = make.make_group(bob)
    winter, summer = (
        make.make_event(group, starts_at=dt.datetime(2027, 3, day, 18, tzinfo=BERLIN)) for day in (27, 28)
    )
    online = make.make_event(group, starts_at=dt.datetime(2027, 3, 28, 18, tzinfo=dt.UTC), zone="Asia/Kolkata")
    make.come_to(winter, bob)
    make.come_to(summer, bob)
    make.come_to(online, bob)
    change(summer, place="Elsewhere")
    token = renew_calendar_address(bob).token

    answer = browse().get(f"/calendars/{token}/events.ics")  # whoever knows the address
    (calendar,) = vobject.readComponents(answer.content.decode())

    written = {event.uid.value.partition("@")[0]: event for event in calendar.vevent_list}
    assert [written[f"event-{one.pk}"].dtstart.value for one in (winter, summer, online)] == [
        winter.starts_at, summer.starts_at, online.starts_at
    ]  # fmt: skip
    offsets = [written[f"event-{one.pk}"].dtstart.value.utcoffset() for one in (winter, summer, online)]
    assert offsets == [dt.timedelta(hours=1), dt.timedelta(hours=2), dt.timedelta(hours=5.5)]
    assert b"DTSTART;TZID=Europe/Berlin:20270328T180000" in answer.content
    assert written[f"event-{summer.pk}"].sequence.value == "1"
    assert bob.name not in answer.content.decode()
    actions.cancel_event(summer, by=bob, reason="Ill.")
    later = browse().get(f"/calendars/{token}/events.ics").content
    assert b"STATUS:CANCELLED" in later
    assert b"SEQUENCE:2" in later
    assert browse().get("/calendars/wrong/events.ics").status_code == 404


def test_a_list_has_a_calendar_of_what_everybody_reads(browse, bob):
    shown, elsewhere = make.make_event(make.make_group(bob)), make.make_event(country="AT")
    make.make_event(make.make_group(bob, admission="request"))

    def written(address: str) -> list[str]:
        (calendar,) = vobject.readComponents(browse().get(address).content.decode())
        return [event.summary.value for event in getattr(calendar, "vevent_list", [])]

    assert written("/events/calendar.ics") == [shown.title, elsewhere.title]
    assert written("/events/calendar.ics?country=AT") == [elsewhere.title]
    assert f"/events/calendar.ics?group={shown.group_id}" in browse().get(f"/events/?group={shown.group_id}").text
    assert written(f"/events/calendar.ics?group={shown.group_id}") == [shown.title]


def test_with_its_group_an_event_ends_and_who_comes_is_told(browse, bob, bea, work):
    group = make.make_group(bob)
    make.come_to(make.make_event(group), bea)
    asked = make.make_event(make.make_group(make.make_partner("gil")))
    make.come_to(asked, bea)

    actions.end_group(group, by=bob)
    actions.leave_group(asked.group, by=asked.planned_by)  # the last one

    work()
    assert len(subjects_to(bea)) == 2
    assert all("The group has ended." in mail.body for mail in mails_to(bea.email))
    assert "Cancelled. It does not take place. The group has ended." in text_of(browse().get(asked.get_absolute_url()))


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(browse, bob):
    group = make.make_group(bob)
    wrong = {
        "starts": "2027-03-28T02:30",  # the night in which clocks are put forward
        "ends": "2027-03-28T01:00", "place": "", "link": "no address", "closes": "soon",
    }  # fmt: skip

    page = browse(bob).post(f"/groups/{group.pk}/events/new/", FORM | wrong)

    assert page.status_code == 422
    for sentence in (
        "Clocks there are put forward that night", "Copy the whole web address", "This is no day with a time"
    ):  # fmt: skip
        assert sentence in text_of(page)
    assert "We **talk**." in page.content.decode()
    page = browse(bob).post(f"/groups/{group.pk}/events/new/", FORM | {"ends": "2027-03-29T17:00", "place": ""})
    assert "It ends before it begins" in text_of(page)
    assert "Say where it is" in text_of(page)
    assert not Event.objects.exists()


def test_what_can_be_answered_until_when(bob, bea, carla, clock):
    event = make.make_event(open_until=NOON + dt.timedelta(days=2), capacity=1)
    make.come_to(event, bob, bea)

    with pytest.raises(Refused, match="Partners come to events"):
        actions.answer_event(event, by=carla, comes=True)
    clock.move_to(NOON + dt.timedelta(days=3))
    with pytest.raises(Refused, match="too late to say yes"):
        actions.answer_event(event, by=make.make_partner(), comes=True)
    actions.answer_event(event, by=bob, comes=False)  # a no is welcome until it begins
    assert line_of(event) == {"going": ["bea"], "waiting": []}
    clock.move_to(event.starts_at)
    with pytest.raises(Refused, match="has begun"):
        actions.answer_event(event, by=bea, comes=False)


def test_organisers_alone_plan_and_change(browse, bob, bea):
    group = make.make_group(bob, bea)
    event = make.make_event(group)

    pages = (f"/groups/{group.pk}/events/new/", f"/events/{event.pk}/edit/", f"/events/{event.pk}/cancel/",
             f"/events/{event.pk}/people/")  # fmt: skip
    assert [browse(bob).get(page, follow=True).redirect_chain for page in pages[:3]] == [[], [], []]
    for page in pages:
        assert browse(bea).get(page).status_code == 302
    with pytest.raises(Refused, match="organisers do that"):
        actions.cancel_event(event, by=bea, reason="No.")
    key = {"form_key": "0c7ecf2a-7f0e-4d8e-9f59-0e5f0e7f0a11"}
    for _time in range(2):
        browse(bob).post(pages[0], FORM | key)
    assert Event.objects.filter(title=FORM["title"]).count() == 1


def test_lists_are_narrowed_and_paged(browse, bob):
    group = make.make_group(bob)
    past = make.make_event(group, title="Long over", in_days=1)
    Event.objects.filter(pk=past.pk).update(starts_at=NOON - dt.timedelta(days=2), ends_at=NOON - dt.timedelta(days=1))
    berlin, vienna, online = (
        make.make_event(group, title=title, in_days=days, **where)
        for title, days, where in (
            ("Meeting in Berlin", 3, {}), ("Meeting in Vienna", 2, {"country": "AT"}),
            ("Only online", 4, {"place": "", "country": "", "link": "https://meet.example/"}),
        )
    )  # fmt: skip
    make.come_to(berlin, bob)

    def listed(**query) -> list[str]:
        page = browse(bob).get("/events/", query)
        return [event.title for event in page.context["page"].items]

    assert listed() == [vienna.title, berlin.title, online.title]
    assert listed(country="AT") == [vienna.title]
    assert listed(online="1") == [online.title]
    assert listed(mine="1") == [berlin.title]
    assert listed(past="1") == [past.title]
    assert listed(after=berlin.pk) == [online.title]
    assert listed(group=make.make_group().pk) == []
    assert [event.title for event in queries.next_events_of(bob, group)] == listed()


def test_a_page_that_everybody_reads_says_it_to_search_engines(browse):
    event = make.make_event(title='Tea & </script> "talk"', link="https://meet.example/secret")

    (written,) = re.findall(r"ld.json.>(.*?)</script>", browse().get(event.get_absolute_url()).content.decode())

    said = json.loads(written)
    assert (said["name"], said["startDate"]) == (event.title, event.local_start.isoformat())
    assert [place["@type"] for place in said["location"]] == ["Place", "VirtualLocation"]


def test_who_comes_is_in_the_copy_of_ones_data(bob):
    event = make.make_event()
    make.come_to(event, bob)

    rows = json.loads(unpacked(file_of(bob))["networking.attendance.person.json"])
    assert [(row["event_id"], row["state"]) for row in rows] == [(event.pk, Attendance.State.GOING)]
