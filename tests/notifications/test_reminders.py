"""The ladder: who is reminded of which date, on which day, and what they read."""

import datetime as dt
import threading
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from community.accounts.models import Membership, User
from community.activity.models import Activity
from community.core.dates import parse_fuzzy
from community.notifications import actions, queries
from community.notifications.models import DeadlineNotice, Ladder, Notification, Reminder
from community.programs import actions as programs
from community.programs.actions import Evidence
from community.programs.models import Change
from community.tags.actions import follow_tag
from tests import factories as make
from tests.accounts.pages import link_in
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    with time_machine.travel("2026-11-01 12:00", tick=False) as clock:
        yield clock


@pytest.fixture
def change(now, carla):
    """In force on 1 March 2027. Carla watches it; the usual ladder is 90, 30, 7 and 1 days."""
    change = make.make_change(title="Annual partner fee goes up", effective=make.day("2027-03-01"))
    programs.follow(change, member=carla)
    return change


def on(now, day: str, hour: int = 12) -> int:
    """The job runs on a day."""
    now.move_to(dt.datetime.fromisoformat(day).replace(hour=hour, tzinfo=dt.UTC))
    return actions.remind()


def told() -> list[tuple]:
    """Everything that was told, in order: on which day, to whom, what."""
    rows = Reminder.objects.select_related("notice", "recipient").order_by("pk")
    return [(f"{row.told_on}", row.recipient.handle, _said(row.notice)) for row in rows]


def _said(notice: DeadlineNotice) -> str:
    match notice.kind:
        case "due":
            return f"{notice.field} {notice.day}: {notice.rung}"
        case "moved":
            return f"{notice.field} {notice.was_day} -> {notice.day}"
    return f"{notice.field} {notice.day} off"


def move(change, to="postponed", **dates):
    source = programs.add_source(change, given=Evidence("Letter", "https://vendor.example/"))
    dates = {name: parse_fuzzy(text) for name, text in dates.items()}
    programs.move_change(change, to=to, on=dt.date(2026, 11, 1), why="It moved.", source=source, **dates)


def set_ladder(member, *rungs, of_act_by=True, of_effective=True, channel="mail") -> bool:
    return actions.set_ladder(
        member, rungs=list(rungs), of_act_by=of_act_by, of_effective=of_effective, channel=channel
    )


# --- The usual course ------------------------------------------------------------------------------------


def test_each_rung_is_told_once_on_its_day(now, change):
    day = dt.date(2026, 11, 1)
    while day < dt.date(2027, 3, 5):
        for hour in (3, 21):
            on(now, f"{day}", hour)
        day += dt.timedelta(days=1)

    assert told() == [
        ("2026-12-01", "carla", "effective 2027-03-01: 90"),
        ("2027-01-30", "carla", "effective 2027-03-01: 30"),
        ("2027-02-22", "carla", "effective 2027-03-01: 7"),
        ("2027-02-28", "carla", "effective 2027-03-01: 1"),
    ]
    assert Notification.objects.count() == 4


def test_both_dates_have_their_rungs(now, carla):
    change = make.make_change(act_by=make.day("2026-12-01"), effective=make.day("2027-01-30"))
    programs.follow(change, member=carla)

    on(now, "2026-11-01")
    on(now, "2026-12-31")

    assert [said for _day, _who, said in told()] == ["act_by 2026-12-01: 30", "effective 2027-01-30: 90",
                                                     "effective 2027-01-30: 30"]  # fmt: skip


def test_follower_of_vendor_program_or_tag_is_reminded_too_and_once(now, bob, bea, carla, alice):
    vendor, tag = make.make_vendor(), make.make_tag()
    program = make.make_program(vendor)
    change = make.make_change(vendor=vendor, programs=[program], tags=[tag], effective=make.day("2026-12-01"))
    programs.follow(vendor, member=bob)
    programs.follow(program, member=bea)
    follow_tag(tag, member=carla)
    for thing in (change, vendor, program):
        programs.follow(thing, member=alice)
    follow_tag(tag, member=alice)
    make.make_user("nobody")

    on(now, "2026-11-01")

    assert sorted(who for _day, who, _said in told()) == ["alice", "bea", "bob", "carla"]


def test_after_a_time_away_only_the_nearest_rung_is_told(now, change):
    on(now, "2027-02-26")
    on(now, "2027-02-27")

    assert told() == [("2027-02-26", "carla", "effective 2027-03-01: 7")]


def test_what_is_over_is_not_reminded_of(now, change):
    on(now, "2027-03-02")

    assert told() == []


def test_day_zero_is_the_day_itself(now, change, carla):
    set_ladder(carla, 0)

    for day in ("2027-02-28", "2027-03-01", "2027-03-01", "2027-03-02"):
        on(now, day)

    assert told() == [("2027-03-01", "carla", "effective 2027-03-01: 0")]


def test_who_begins_to_watch_late_hears_at_the_next_rung(now, change, bob):
    now.move_to("2027-02-09T12:00:00+00:00")  # 20 days ahead
    programs.follow(change, member=bob)

    on(now, "2027-02-10")
    on(now, "2027-02-22")

    assert [row for row in told() if row[1] == "bob"] == [("2027-02-22", "bob", "effective 2027-03-01: 7")]


def test_who_begins_to_watch_on_the_day_of_a_rung_hears_it(now, change, bob):
    now.move_to("2027-01-30T12:00:00+00:00")
    programs.follow(change, member=bob)

    on(now, "2027-01-30", 13)

    assert ("2027-01-30", "bob", "effective 2027-03-01: 30") in told()


def test_change_recorded_late_is_reminded_of_at_once_with_what_is_left(now, bob):
    vendor = make.make_vendor()
    programs.follow(vendor, member=bob)
    now.move_to("2026-12-01T12:00:00+00:00")
    make.make_change(vendor=vendor, effective=make.day("2026-12-21"))

    on(now, "2026-12-01")
    on(now, "2026-12-02")

    assert told() == [("2026-12-01", "bob", "effective 2026-12-21: 30")]


def test_who_stops_watching_hears_no_more(now, change, carla):
    on(now, "2026-12-01")
    programs.unfollow(change, member=carla)
    move(change, effective="2027-04-01")

    on(now, "2027-01-30")

    assert told() == [("2026-12-01", "carla", "effective 2027-03-01: 90")]


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Pacific/Auckland", (10, 11)), ("America/Los_Angeles", (7, 8)), ("UTC", (-1, 0))],
)
def test_day_begins_in_the_zone_of_the_site(now, change, settings, zone, hours):
    """30 days before 1 March is 30 January: in Auckland from 11:00 UTC the day before, in Los Angeles from 08:00."""
    settings.TIME_ZONE = zone
    on(now, "2026-12-02")
    before, after = hours
    start = dt.datetime(2027, 1, 29 if zone == "Pacific/Auckland" else 30, tzinfo=dt.UTC)

    now.move_to(start + dt.timedelta(hours=before, minutes=59))
    actions.remind()
    assert len(told()) == 1
    now.move_to(start + dt.timedelta(hours=after))
    actions.remind()

    assert told()[1:] == [("2027-01-30", "carla", "effective 2027-03-01: 30")]


@pytest.mark.parametrize(
    ("known", "day"), [("2027-03", "2027-01-30"), ("2027-Q2", "2027-03-02"), ("2027-03-02", "2027-01-31")]
)
def test_month_and_quarter_count_from_their_first_day(now, carla, known, day):
    change = make.make_change(effective=parse_fuzzy(known))
    programs.follow(change, member=carla)
    set_ladder(carla, 30)

    on(now, f"{dt.date.fromisoformat(day) - dt.timedelta(days=1)}")
    assert told() == []
    on(now, day)

    assert [row[0] for row in told()] == [day]


# --- Moves -----------------------------------------------------------------------------------------------


def test_move_is_told_once_to_those_who_were_reminded_and_then_the_ladder_runs_anew(now, change, bob):
    on(now, "2026-12-01")
    now.move_to("2026-12-02T12:00:00+00:00")
    programs.follow(change, member=bob)  # was told nothing yet
    move(change, effective="2027-04-01")

    for day in ("2026-12-02", "2026-12-03", "2027-01-01", "2027-03-02", "2027-03-25"):
        on(now, day)

    assert told() == [
        ("2026-12-01", "carla", "effective 2027-03-01: 90"),
        ("2026-12-02", "carla", "effective 2027-03-01 -> 2027-04-01"),
        ("2027-01-01", "carla", "effective 2027-04-01: 90"),
        ("2027-01-01", "bob", "effective 2027-04-01: 90"),
        ("2027-03-02", "carla", "effective 2027-04-01: 30"),
        ("2027-03-02", "bob", "effective 2027-04-01: 30"),
        ("2027-03-25", "carla", "effective 2027-04-01: 7"),
        ("2027-03-25", "bob", "effective 2027-04-01: 7"),
    ]


def test_who_hears_of_a_move_is_not_reminded_in_the_same_breath(now, change):
    on(now, "2026-12-01")
    move(change, effective="2026-12-20")

    for day in ("2026-12-02", "2026-12-03", "2026-12-13"):
        on(now, day)

    assert told()[1:] == [
        ("2026-12-02", "carla", "effective 2027-03-01 -> 2026-12-20"),
        ("2026-12-13", "carla", "effective 2026-12-20: 7"),
    ]


def test_move_there_and_back_is_told_twice_and_no_rung_again(now, change):
    on(now, "2027-01-30")
    move(change, effective="2027-04-01")
    on(now, "2027-01-31")
    move(change, effective="2027-03-01")
    for day in ("2027-02-01", "2027-02-02", "2027-02-22"):
        on(now, day)

    assert told() == [
        ("2027-01-30", "carla", "effective 2027-03-01: 30"),
        ("2027-01-31", "carla", "effective 2027-03-01 -> 2027-04-01"),
        ("2027-02-01", "carla", "effective 2027-04-01 -> 2027-03-01"),
        ("2027-02-22", "carla", "effective 2027-03-01: 7"),
    ]


def test_two_moves_between_two_runs_are_one(now, change):
    on(now, "2026-12-01")
    move(change, effective="2027-04-01")
    move(change, effective="2027-05-01")
    on(now, "2026-12-02")

    assert told()[1:] == [("2026-12-02", "carla", "effective 2027-03-01 -> 2027-05-01")]


def test_move_from_a_day_that_is_over_into_the_past_is_no_news(now, change):
    on(now, "2027-02-28")
    on(now, "2027-03-05")
    Change.objects.filter(pk=change.pk).update(effective_on=dt.date(2027, 3, 2))
    on(now, "2027-03-05")
    assert len(told()) == 1

    move(change, effective="2027-03-20")
    on(now, "2027-03-06")
    assert told()[1:] == [("2027-03-06", "carla", "effective 2027-03-01 -> 2027-03-20")]


@pytest.mark.parametrize("state", ["withdrawn", "superseded"])
def test_what_was_taken_back_is_told_once_to_those_who_were_reminded(now, change, bob, state):
    on(now, "2026-12-01")
    now.move_to("2026-12-02T12:00:00+00:00")
    programs.follow(change, member=bob)
    move(change, state)

    for day in ("2026-12-02", "2026-12-03", "2027-01-30"):
        on(now, day)

    assert told()[1:] == [("2026-12-02", "carla", "effective 2027-03-01 off")]


def test_date_that_was_taken_out_is_told_and_may_come_back(now, change):
    on(now, "2026-12-01")
    Change.objects.filter(pk=change.pk).update(effective_on=None, effective_precision="unknown")
    on(now, "2026-12-02")
    Change.objects.filter(pk=change.pk).update(effective_on=dt.date(2027, 3, 8), effective_precision="day")
    on(now, "2026-12-05")
    on(now, "2026-12-08")

    assert told()[1:] == [
        ("2026-12-02", "carla", "effective 2027-03-01 off"),
        ("2026-12-08", "carla", "effective 2027-03-08: 90"),
    ]


# --- Who may hear ----------------------------------------------------------------------------------------


def test_rumour_is_told_to_partners_only(now, bob, carla, mona):
    rumour = make.make_rumour(effective=make.day("2026-12-01"))
    for person in (bob, carla, mona):
        programs.follow(rumour.vendor, member=person)

    on(now, "2026-11-01")
    assert [who for _day, who, _said in told()] == ["bob", "mona"]

    Membership.objects.filter(user=bob).delete()
    on(now, "2026-11-24")
    assert [row[1] for row in told()[2:]] == ["mona"]


def test_draft_is_told_to_nobody(now, bob):
    draft = make.make_draft(proposed_by=bob, effective=make.day("2026-12-01"))
    programs.follow(draft.vendor, member=bob)

    assert on(now, "2026-11-01") == 0


def test_suspended_member_is_told_nothing(now, change, carla):
    User.objects.filter(pk=carla.pk).update(is_active=False)

    assert on(now, "2026-12-01") == 0


def test_who_lost_the_right_meanwhile_reads_and_gets_nothing(now, bob, browse):
    rumour = make.make_rumour(title="Canary of a rumour that goes on", effective=make.day("2026-12-01"))
    programs.follow(rumour, member=bob)
    on(now, "2026-11-01")
    Membership.objects.filter(user=bob).delete()

    (row,) = Notification.objects.all()
    assert actions.mail(row.pk) is False
    page = browse(User.objects.get(pk=bob.pk)).get("/inbox/").text
    assert "Something you were told of is no longer shown." in page
    assert "Canary" not in page
    assert mail.outbox == []


# --- The member's own ladder -----------------------------------------------------------------------------


def test_own_rungs_dates_and_place(now, bob, bea, carla, work):
    change = make.make_change(act_by=make.day("2027-01-01"), effective=make.day("2027-02-01"))
    for person in (bob, bea, carla):
        programs.follow(change, member=person)
    set_ladder(bob, 60, of_effective=False)
    set_ladder(bea, 60, of_act_by=False, channel="inbox")
    set_ladder(carla, 60, channel="off")

    for day in ("2026-11-02", "2026-12-03"):
        on(now, day)
        work()

    assert [(who, said) for _day, who, said in told()] == [
        ("bob", "act_by 2027-01-01: 60"), ("bea", "effective 2027-02-01: 60"),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    assert set(Notification.objects.values_list("kind", "recipient__handle")) == {
        ("deadline.due", "bob"), ("deadline.due.inbox", "bea"),
    }  # fmt: skip


def test_rungs_that_are_past_when_they_are_set_are_not_made_up_for(now, change, carla):
    now.move_to("2027-01-10T12:00:00+00:00")
    assert set_ladder(carla, 60, 45, 10)
    assert not set_ladder(carla, 10, 45, 60, 60)

    for day in ("2027-01-10", "2027-01-15", "2027-02-19"):
        on(now, day)

    assert [said for _day, _who, said in told()] == ["effective 2027-03-01: 45", "effective 2027-03-01: 10"]


def test_another_place_makes_up_for_what_was_missed_and_waking_up_does_not(now, change, carla):
    now.move_to("2027-01-31T12:00:00+00:00")  # the rung of 30 was yesterday, and no job has run
    assert set_ladder(carla, 90, 30, 7, 1, channel="inbox")
    on(now, "2027-01-31")
    assert len(told()) == 1
    set_ladder(carla, 90, 30, 7, 1, channel="off")
    on(now, "2027-02-22")
    now.move_to("2027-02-23T12:00:00+00:00")
    set_ladder(carla, 90, 30, 7, 1, channel="mail")
    on(now, "2027-02-23")

    assert len(told()) == 1


PAGE = "/inbox/reminders/"
FORM = {"days": "90, 30, 7, 1", "of_act_by": "on", "of_effective": "on", "channel": "mail"}


def test_page_shows_and_saves_the_ladder(browse, carla):
    client = browse(carla)
    assert 'value="90, 30, 7, 1"' in client.get(PAGE).text

    answer = client.post(PAGE, {"days": "5; 14 100", "of_act_by": "on", "channel": "inbox"}, follow=True)

    assert "Saved. It holds for every date from today on." in answer.text
    assert 'value="100, 14, 5"' in answer.text
    ladder = Ladder.objects.get()
    assert (ladder.member, ladder.rungs, ladder.of_effective, ladder.channel) == (carla, [100, 14, 5], False, "inbox")
    assert (
        "Saved" not in client.post(PAGE, {"days": "100 14 5", "of_act_by": "on", "channel": "inbox"}, follow=True).text
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": "soon"}, "“soon” is no number of days."),
        ({"days": "-3"}, "“-3” is no number of days."),
        ({"days": "7.5"}, "“7.5” is no number of days."),
        ({"days": "٣"}, "“٣” is no number of days."),
        ({"days": "366"}, "366 days is more than a year. Choose 365 or less."),
        ({"days": "1,2,3,4,5,6,7,8,9"}, "9 numbers are too many. Keep the 8 that help."),
        ({"days": " , "}, "Name at least one number of days, or choose “Not at all”."),
        ({"of_act_by": "", "of_effective": ""}, "Choose at least one of the two dates, or choose “Not at all”."),
        ({"days": "1" * 61}, "Ensure this value has at most 60 characters"),
        ({"channel": "pigeon"}, "pigeon is not one of the available choices"),
    ],
)
def test_nonsense_is_given_back_with_what_to_do(browse, carla, wrong, sentence):
    answer = browse(carla).post(PAGE, {name: value for name, value in (FORM | wrong).items() if value})

    assert answer.status_code == 422
    assert sentence in answer.text.replace("&quot;", '"')
    assert not Ladder.objects.exists()


def test_not_at_all_needs_no_days(browse, carla):
    assert browse(carla).post(PAGE, {"days": "", "channel": "off"}).status_code == 302
    assert Ladder.objects.get().channel == "off"


def test_visitor_signs_in_first(browse):
    assert browse().get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


# --- Words -----------------------------------------------------------------------------------------------


def test_mail_says_what_when_why_and_how_to_change_it(now, change, carla, browse, work):
    on(now, "2027-01-30")
    work()

    (message,) = mail.outbox
    assert message.subject == "In force from 1 Mar 2027, in 30 days: “Annual partner fee goes up”"
    assert "Why you get this: You watch the change, or follow its vendor, program or tag." in message.body
    assert "Change what you are reminded of: http://localhost:8000/inbox/reminders/" in message.body
    assert 'href="http://localhost:8000/inbox/reminders/"' in message.alternatives[0][0]
    client = browse(carla)
    assert "Annual partner fee goes up" in client.get(link_in(message)).text
    assert client.get(PAGE).status_code == 200


def test_move_shows_the_old_date_struck(now, change, carla, browse, work):
    on(now, "2027-01-30")
    move(change, effective="2027-04")
    on(now, "2027-01-31")
    work()

    message = mail.outbox[-1]
    assert message.subject == "Day in force moved to April 2027: “Annual partner fee goes up”"
    assert "No longer true: 1 Mar 2027" in message.body
    assert "<s>1 Mar 2027</s>" in message.alternatives[0][0]
    assert "<s>1 Mar 2027</s>" in browse(carla).get("/inbox/").text


def test_words_of_the_other_reminders(now, change, carla, browse):
    month = make.make_change(title="A fee that nobody knows the day of", effective=parse_fuzzy("2027-01"))
    programs.follow(month, member=carla)
    on(now, "2026-12-02")
    move(change, "withdrawn")
    Change.objects.filter(pk=month.pk).update(effective_on=None, effective_precision="unknown")
    on(now, "2026-12-03")

    page = browse(carla).get("/inbox/").text

    for sentence in (
        "In force from 1 Mar 2027, in 88 days: “Annual partner fee goes up”",
        "In force from January 2027, which begins in 29 days: “A fee that nobody knows the day of”",
        "Day in force no longer holds: “Annual partner fee goes up” (Withdrawn)",
        "Day in force no longer holds: “A fee that nobody knows the day of” has no such date now",
    ):
        assert sentence in page


@pytest.mark.parametrize(("day", "left"), [("2027-02-28", ", tomorrow"), ("2027-03-01", ", today"), ("2027-03-02", "")])
def test_what_is_left_is_counted_when_it_is_read(now, change, carla, day, left):
    on(now, "2027-02-22")
    now.move_to(f"{day}T12:00:00+00:00")

    (line,) = queries.lines(list(Notification.objects.all()), carla)

    assert line.text == f"In force from 1 Mar 2027{left}: “Annual partner fee goes up”"


def test_mail_that_was_overtaken_while_the_server_was_away_is_not_sent(now, change, carla):
    on(now, "2027-01-30")
    (row,) = Notification.objects.all()
    move(change, effective="2027-04-01")

    assert actions.mail(row.pk) is False
    on(now, "2027-01-31")
    assert [actions.mail(pk) for pk in Notification.objects.order_by("pk").values_list("pk", flat=True)] == [
        False,
        True,
    ]

    move(change, "withdrawn")
    on(now, "2027-02-01")
    Notification.objects.update(mailed_at=None)
    ids = Notification.objects.order_by("pk").values_list("pk", flat=True)
    assert [actions.mail(pk) for pk in ids] == [False, False, True]


def test_reminder_of_a_day_that_has_passed_is_not_mailed(now, change):
    on(now, "2027-02-28")
    now.move_to("2027-03-02T00:00:00+00:00")

    assert actions.mail(Notification.objects.get().pk) is False


# --- Once ------------------------------------------------------------------------------------------------


def test_late_companion_gets_the_same_notice_and_nobody_hears_twice(now, change, bob, carla, work):
    programs.follow(change, member=bob)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    on(now, "2027-01-30")
    User.objects.filter(pk=bob.pk).update(is_active=True)
    on(now, "2027-01-31")
    work()

    assert DeadlineNotice.objects.count() == Activity.objects.filter(verb="deadline.due").count() == 1
    assert [message.to for message in mail.outbox] == [["carla@example.org"], ["bob@example.org"]]


@pytest.mark.parametrize("where", ["record", "announce", "Reminder.objects.bulk_create"])
def test_run_that_breaks_off_leaves_nothing_half_told(now, change, where):
    with (
        mock.patch(f"community.notifications.actions.reminders.{where}", side_effect=RuntimeError("the power went")),
        pytest.raises(RuntimeError),
    ):
        on(now, "2027-01-30")
    assert (told(), Notification.objects.count(), DeadlineNotice.objects.count()) == ([], 0, 0)

    on(now, "2027-01-30")
    assert (len(told()), Notification.objects.count()) == (1, 1)


def test_quiet_hour_costs_two_queries_whatever_there_is(now, change, carla, django_assert_num_queries):
    for _more in range(3):
        programs.follow(make.make_change(effective=make.day("2028-03-01")), member=carla)

    with django_assert_num_queries(2):
        assert actions.remind() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once():
    empty_queue()
    people = [make.make_user() for _person in range(5)]
    changes = [
        make.make_change(effective=make.day(f"{timezone.localdate() + dt.timedelta(days=7)}")) for _n in range(4)
    ]
    for change in changes:
        for person in people:
            programs.follow(change, member=person)
    Ladder.objects.bulk_create(Ladder(member=person, rungs=[7]) for person in people)
    ready, counts, errors = threading.Barrier(2), [], []

    def run() -> None:
        try:
            ready.wait(timeout=5)
            counts.append(actions.remind())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert errors == []
    assert sum(counts) == Reminder.objects.count() == Notification.objects.count() == 20
    empty_queue()
