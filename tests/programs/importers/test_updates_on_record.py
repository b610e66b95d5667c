"""What a source changes of a published record: an edit that is kept, a step where a date moved, and who hears of it."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from community.notifications.actions import remind
from community.notifications.models import Notification
from community.programs import actions, queries
from community.programs.actions import Evidence
from community.programs.calendars import write_calendar
from community.programs.models import Change, ChangeDate, ChangeRevision, ImportedUpdate
from community.programs.queries.vendor_history import vendor_record_from_history
from tests import factories as make

pytestmark = pytest.mark.django_db

MOVED = {"act_by": ["2027-05-31", "2027-06-30"]}
WORDS = {"summary": ["One line.\n\nAnother line.", "One line.\n\nA better line."]}
WHOM = {"audience_note": ["", "Resellers in Europe."]}


@pytest.fixture
def change():
    return make.make_change(
        vendor=make.make_vendor("Kestrel"), summary="One line.\n\nAnother line.", act_by=make.day("2027-05-31"),
        effective=make.day("2027-12-01"),
        evidence=[Evidence("Kestrel: what is new", "https://kestrel.example/new", captured_on=dt.date(2027, 1, 5))],
    )  # fmt: skip


@pytest.fixture
def item(change):
    return make.make_imported_item(change)


@pytest.fixture
def followers(change, bob, bea, carla):
    """Bob follows the vendor and watches the change, Bea follows the vendor, Carla nothing."""
    for member, thing in ((bob, change.vendor), (bob, change), (bea, change.vendor)):
        actions.follow(thing, member=member)


def say(item, *said: dict) -> ImportedUpdate | None:
    """The trusted source says so."""
    return actions.note_update(item, fields={name: pair for one in said for name, pair in one.items()}, trusted=True)


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("recipient__handle", "kind"))


def steps(change) -> list[tuple]:
    fields = ("from_state", "to_state", "effective_was", "effective_now", "act_by_was", "act_by_now", "by_itself")
    return list(change.steps.order_by("pk").values_list(*fields))[1:]


def at(day: str):
    """Noon of a day."""
    return time_machine.travel(dt.datetime.fromisoformat(f"{day}T12:00Z"), tick=False)


def revisions(change) -> list[tuple]:
    return [(row.touched, row.is_substantive, row.edited_by) for row in change.revisions.all()]


# --- What is kept -------------------------------------------------------------------------------------------


def test_date_that_the_source_moved_is_a_step_on_that_source(item, change):
    say(item, MOVED)

    assert steps(change) == [("announced", "announced", "", "", "2027-05-31", "2027-06-30", True)]
    assert revisions(change) == []
    step = change.steps.last()
    assert (step.source, step.recorded_by) == (change.sources.get(), None)
    assert step.why.startswith("The vendor’s page says so since ")
    assert str(Change.objects.get(pk=change.pk).act_by_on) == "2027-06-30"


def test_words_are_an_edit_and_both_come_together(change, mona):
    update = make.make_imported_update(change, act_by="2027-06-30", summary="Other words.", audience_note="All.")

    actions.apply_update(update, by=mona)

    assert steps(change) == [("announced", "announced", "", "", "2027-05-31", "2027-06-30", False)]
    assert revisions(change) == [(["summary", "audience_note"], True, mona)]
    assert change.steps.last().recorded_by == mona
    assert change.revisions.get().source == change.sources.get()


@pytest.fixture
def make_update(change):
    return lambda **said: make.make_imported_update(change, **said)


def test_words_and_dates_of_one_update(make_update, change):
    actions.apply_update(make_update(effective="2028-01", announced="2026-10-02", title="A title as the source says"))

    assert steps(change) == [("announced", "announced", "2027-12-01", "2028-01", "", "", True)]
    assert revisions(change) == [(["title", "announced"], True, None)]


def test_date_that_the_source_takes_back_and_one_that_is_new(item, change):
    say(item, {"act_by": ["2027-05-31", ""]})
    say(item, {"act_by": ["", "2027-07-01"]})

    assert [step[4:6] for step in steps(change)] == [("2027-05-31", ""), ("", "2027-07-01")]


def test_what_a_moderator_has_mended_already_is_written_once(item, change, mona):
    Change.objects.filter(pk=change.pk).update(act_by_on="2027-06-30", summary="One line.\n\nA better line.")
    say(item, MOVED, WORDS)

    assert ImportedUpdate.objects.get().applied_at is not None
    assert (steps(change), revisions(change)) == ([], [])


def test_record_that_is_no_longer_public_gets_no_step(change, mona):
    draft = make.make_draft(act_by=make.day("2027-05-31"))
    actions.apply_update(make.make_imported_update(draft, act_by="2027-06-30"), by=mona)

    assert steps(draft) == []
    assert [(row.touched, row.circle) for row in draft.revisions.all()] == [(["act_by"], "proposer")]


def test_reason_of_a_late_last_day_is_kept_with_the_edit(item, change):
    say(item, {"act_by": ["2027-05-31", "2028-02-01"]})

    assert revisions(change) == [(["act_by_reason"], False, None)]
    assert steps(change)[0][4:6] == ("2027-05-31", "2028-02-01")


def test_step_is_dated_when_the_source_said_so_but_not_before_the_one_it_follows(change, mona):
    update = make.make_imported_update(change, act_by="2027-06-30")
    ImportedUpdate.objects.update(seen_at=timezone.now() - dt.timedelta(days=5))
    last = timezone.localdate() - dt.timedelta(days=2)
    actions.move_change(change, to="confirmed", on=last, why="A letter.", source=change.sources.get())

    actions.apply_update(update, by=mona)

    assert change.steps.order_by("pk").last().happened_on == last
    assert [step[:2] for step in steps(change)] == [("announced", "confirmed"), ("confirmed", "confirmed")]


def test_edit_by_nobody_names_its_source(change):
    facts = {"number": 1, "edited_at": timezone.now(), "is_substantive": False, "circle": "everybody", "touched": []}
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRevision.objects.create(change=change, fields={}, **facts)


def test_history_of_updates_is_never_changed(item, change):
    say(item, MOVED, WORDS)
    for rows in (change.steps, change.revisions):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(source=None)


@pytest.mark.parametrize("state", ["in_force", "withdrawn"])
def test_another_day_for_what_is_settled_waits_for_a_moderator(item, change, state, mona):
    actions.move_change(change, to=state, on=timezone.localdate(), why="A letter.", source=change.sources.get())
    item.change.refresh_from_db()

    update = say(item, {"effective": ["2027-12-01", "2028-03-01"]})

    assert update.is_pending
    assert str(Change.objects.get(pk=change.pk).effective_on) == "2027-12-01"
    assert actions.apply_update(update, by=mona) is True
    assert steps(change)[-1][:4] == (state, state, "2027-12-01", "2028-03-01")


# --- Who sees the move --------------------------------------------------------------------------------------


def test_vendor_record_counts_the_slip_and_its_history_agrees(item, change):
    say(item, {"effective": ["2027-12-01", "2028-03-01"]})

    record = queries.vendor_record(change.vendor)
    assert (record.slips, record.slipped) == (1, 1)
    assert vendor_record_from_history(change.vendor) == record


def test_calendar_shows_the_move(item, change, visitor):
    before = ChangeDate.objects.get(change=change, field="act_by").sequence
    say(item, MOVED)

    row = ChangeDate.objects.get(change=change, field="act_by")
    assert (str(row.day), str(row.was_day), row.sequence) == ("2027-06-30", "2027-05-31", before + 1)
    written = write_calendar(queries.calendar_of(change, visitor)).decode()
    assert "DTSTART;VALUE=DATE:20270630" in written
    assert "20270531" not in written


def test_deadline_ladder_tells_the_new_date_once(item, change, followers, work):
    with at("2027-05-01"):
        remind()
        assert told() == [("bea", "deadline.due"), ("bob", "deadline.due")]
        Notification.objects.all().delete()

        say(item, MOVED)
        remind()
        remind()

    assert [row for row in told() if row[1].startswith("deadline.")] == [
        ("bea", "deadline.moved"), ("bob", "deadline.moved"),
    ]  # fmt: skip


def test_moved_day_comes_into_force_also_when_only_act_by_moved_after_a_postponement(item, change):
    actions.move_change(
        change, to="postponed", on=dt.date(2027, 1, 6), why="A letter.", source=change.sources.get(),
        effective=make.day("2027-12-05"),
    )  # fmt: skip
    say(item, MOVED)

    with at("2027-12-06"):
        assert actions.put_all_in_force() == 1
    assert [step[:2] for step in steps(change)] == [
        ("announced", "postponed"), ("postponed", "postponed"), ("postponed", "in_force"),
    ]  # fmt: skip


def test_timeline_says_that_it_moved_by_itself(item, change, browse):
    say(item, MOVED)
    page = " ".join(browse().get(change.get_absolute_url()).content.decode().split())

    assert ">Date moved</span> <b>act by <s>31 May 2027</s> → 30 Jun 2027</b>" in page
    assert "taken over by itself" in page
    assert "by itself on the day" not in page


def test_difference_is_readable_and_names_the_source(item, change, browse, work):
    say(item, WORDS)
    work()
    revision = change.revisions.get()
    for address in (revision.get_absolute_url(), f"{change.get_absolute_url()}revisions/"):
        page = " ".join(browse().get(address).content.decode().split())
        assert (
            'by itself from <a href="https://kestrel.example/new" rel="nofollow noopener">Kestrel: what is new</a>'
            in page
        )
    page = browse().get(revision.get_absolute_url()).content.decode()
    assert "<del>Another line.</del>" in page
    assert "<ins>A better line.</ins>" in page


def test_edit_of_a_moderator_from_a_source_names_both_to_moderators(change, browse, mona):
    actions.apply_update(make.make_imported_update(change, summary="Other words."), by=mona)
    address = f"{change.get_absolute_url()}revisions/"
    ours, theirs = (browse(who).get(address).content.decode() for who in (mona, None))

    assert f"{mona.name}, from <a" in " ".join(ours.split())
    assert "a moderator, from <a" in " ".join(theirs.split())


# --- Who hears of it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ([MOVED], "change.moved"),
        ([MOVED, WORDS], "change.moved"),
        ([MOVED, WORDS, WHOM], "change.moved"),
        ([WHOM], "change.revised"),
        ([WHOM, WORDS], "change.revised"),
    ],
)
def test_followers_hear_once_of_what_matters(item, followers, work, said, verb):
    say(item, *said)
    work()

    assert told() == [("bea", f"{verb}.vendor"), ("bob", f"{verb}.watching")]
    assert len(mail.outbox) == 2


def test_wording_is_news_for_nobody(item, followers, change, work):
    moved_at = change.moved_at
    say(item, WORDS, {"title": [change.title, "A title as the source has it now"]})
    work()

    assert revisions(change) == [(["title", "summary"], False, None)]
    assert Change.objects.get(pk=change.pk).moved_at == moved_at
    assert (told(), mail.outbox) == ([], [])


def test_mail_says_what_moved(item, followers, change, work):
    say(item, MOVED)
    work()

    assert {message.subject for message in mail.outbox} == {f"Act by 31 May 2027 → 30 Jun 2027: “{change.title}”"}
