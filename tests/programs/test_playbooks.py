"""The playbook: steps that keep who they are, days that move with the change, ticks that nobody else sees."""

import datetime as dt
import threading

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, close_old_connections, transaction

from community.activity.models import Activity
from community.core.dates import FuzzyDate, Precision, parse_fuzzy
from community.core.refusals import Refused
from community.programs import actions, queries
from community.programs.actions import SheetOvertaken, Step
from community.programs.models import Change, PlaybookLook, PlaybookStep, SheetVersion, StepTick
from tests import factories as make

pytestmark = pytest.mark.django_db


def known(change, *texts: str) -> list[Step]:
    """Steps with the identity that they have in the latest version."""
    by_text = {step.text: step.pk for step in change.playbook_steps.all()}
    return [Step(text=text, step=by_text[text]) for text in texts]


def read(change, viewer) -> list[tuple]:
    """(text, ticked, new) of each step as somebody reads it."""
    rows = queries.playbook(queries.change_for(viewer, change.pk)).steps
    return [(row.step.text, row.is_ticked, row.is_new) for row in rows]


def step_named(change, text: str) -> PlaybookStep:
    return change.playbook_steps.get(text=text)


# --- versions --------------------------------------------------------------------------------------------


def test_every_version_is_kept_with_who_and_why(bob, bea):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("Call them.")], by=bob, base=0, note="First.")
    actions.revise_playbook(change, steps=[Step("Call them."), Step("Write.")], by=bea, base=1, note="Second.")

    kept = change.sheet_versions.order_by("number").values_list("number", "author__handle", "note", "kind")
    assert list(kept) == [(1, "bob", "First.", "playbook"), (2, "bea", "Second.", "playbook")]
    recorded = Activity.objects.filter(verb="playbook.revised", target_id=change.pk)
    assert [activity.actor_id for activity in recorded.order_by("pk")] == [bob.pk, bea.pk]


def test_the_database_keeps_versions_from_being_changed(bob):
    version = make.make_playbook(by=bob)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SheetVersion.objects.filter(pk=version.pk).update(rows=[])


def test_a_step_stays_itself_when_it_is_reworded_and_moved(bob, carla):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One"), Step("Two")], by=bob, base=0)
    actions.tick_step(step_named(change, "Two"), member=carla, seen=1)
    one, two = known(change, "One", "Two")

    reworded = Step(text="Two, but better", step=two.step, note="*Now* with a note.")
    actions.revise_playbook(change, steps=[reworded, one], by=bob, base=1)

    assert read(change, carla) == [("Two, but better", True, False), ("One", False, False)]
    rows = queries.playbook(queries.change_for(carla, change.pk)).steps
    assert rows[0].step.note_html == "<p><em>Now</em> with a note.</p>"


def test_the_tick_of_a_removed_step_is_kept_and_shown_again_when_it_comes_back(bob, mona, carla):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One"), Step("Two")], by=bob, base=0)
    actions.tick_step(step_named(change, "Two"), member=carla, seen=1)
    actions.revise_playbook(change, steps=known(change, "One"), by=bob, base=1)
    assert read(change, carla) == [("One", False, False)]
    assert StepTick.objects.count() == 1

    actions.revise_playbook(change, steps=[*known(change, "One"), Step("two")], by=bob, base=2)
    assert read(change, carla) == [("One", False, False), ("two", True, False)]

    actions.revise_playbook(change, steps=known(change, "One"), by=bob, base=3)
    assert actions.restore_version(change.sheet_versions.get(number=1), by=mona)
    assert read(change, carla) == [("One", False, False), ("Two", True, False)]
    assert change.sheet_versions.get(number=5).restores == 1


def test_a_step_that_came_since_one_was_here_is_new_until_one_knows_it(bob, carla, bea):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One")], by=bob, base=0)
    actions.tick_step(step_named(change, "One"), member=carla, seen=1)
    actions.revise_playbook(change, steps=[*known(change, "One"), Step("Two"), Step("Three")], by=bob, base=1)

    assert read(change, carla) == [("One", True, False), ("Two", False, True), ("Three", False, True)]
    assert read(change, bea) == [("One", False, False), ("Two", False, False), ("Three", False, False)]
    actions.tick_step(step_named(change, "Three"), member=carla, seen=2)
    assert read(change, carla) == [("One", True, False), ("Two", False, True), ("Three", True, False)]
    assert actions.see_playbook(change, member=carla, number=2) is True
    assert read(change, carla) == [("One", True, False), ("Two", False, False), ("Three", True, False)]
    assert actions.see_playbook(change, member=carla, number=1) is False
    assert PlaybookLook.objects.get(member=carla).number == 2


def test_the_second_editor_is_told_and_nothing_is_lost(bob, bea):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One")], by=bob, base=0)
    actions.revise_playbook(change, steps=[*known(change, "One"), Step("Bea’s")], by=bea, base=1)

    with pytest.raises(SheetOvertaken) as caught:
        actions.revise_playbook(change, steps=[*known(change, "One"), Step("Bob’s")], by=bob, base=1)

    assert [row["text"] for row in caught.value.latest.rows] == ["One", "Bea’s"]
    assert change.sheet_versions.count() == 2
    assert not PlaybookStep.objects.filter(text="Bob’s").exists()


def test_the_same_list_sent_twice_is_one_version(bob):
    change = make.make_change()
    steps = [Step("One", note="A note."), Step("Two")]

    first = actions.revise_playbook(change, steps=steps, by=bob, base=0)
    assert actions.revise_playbook(change, steps=steps, by=bob, base=0) == first
    assert PlaybookStep.objects.count() == 2


def test_steps_of_another_change_do_not_come_along(bob):
    other = make.make_playbook(by=bob).change
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One")], by=bob, base=0)
    foreign = other.playbook_steps.first().pk

    with pytest.raises(Refused, match="do not fit"):
        actions.revise_playbook(change, steps=[Step("Taken", step=foreign)], by=bob, base=1)
    with pytest.raises(Refused, match="do not fit"):
        actions.revise_playbook(change, steps=[*known(change, "One"), *known(change, "One")], by=bob, base=1)
    with pytest.raises(Refused, match="at least one"):
        actions.revise_playbook(make.make_change(), steps=[], by=bob, base=0)


def test_who_may_write_and_who_may_put_back(bob, nils, carla, alice, mona, sam):
    version = make.make_playbook(by=bob)
    change = version.change
    for person, says in (
        (AnonymousUser(), "Sign in"), (carla, "Partners write"), (alice, "Partners write"),
        (nils, "approved your first"), (sam, "Sign in"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=says):
            actions.revise_playbook(change, steps=[Step("Mine")], by=person, base=1)
    with pytest.raises(Refused, match="Only moderators"):
        actions.restore_version(version, by=bob)
    assert actions.restore_version(version, by=mona) is False  # it is the latest
    assert change.sheet_versions.count() == 1
    actions.revise_playbook(change, steps=[Step("Hers")], by=mona, base=1)
    with pytest.raises(Refused, match="Sign in"):
        actions.tick_step(change.playbook_steps.first(), member=AnonymousUser())


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_make_two_versions_or_one_is_told():
    bob, bea, change = make.make_partner("bob"), make.make_partner("bea"), make.make_change()
    start, outcomes = threading.Barrier(2), []

    def save(person) -> None:
        try:
            start.wait(10)
            actions.revise_playbook(change, steps=[Step(f"By {person.handle}")], by=person, base=0)
            outcomes.append("saved")
        except SheetOvertaken:
            outcomes.append("told")
        finally:
            close_old_connections()

    threads = [threading.Thread(target=save, args=[person]) for person in (bob, bea)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["saved", "told"]
    assert SheetVersion.objects.count() == 1
    assert PlaybookStep.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_ticks_once():
    carla, step = make.make_user("carla"), make.make_playbook().change.playbook_steps.first()
    start, outcomes = threading.Barrier(2), []

    def tick() -> None:
        try:
            start.wait(10)
            outcomes.append(actions.tick_step(step, member=carla, seen=1))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=tick) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == [False, True]
    assert StepTick.objects.count() == PlaybookLook.objects.count() == 1


# --- days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act_by", "days", "due"),
    [
        ("2027-01-12", 0, FuzzyDate(dt.date(2027, 1, 12), Precision.DAY)),
        ("2027-01-12", -30, FuzzyDate(dt.date(2026, 12, 13), Precision.DAY)),
        ("2027-01-12", 14, FuzzyDate(dt.date(2027, 1, 26), Precision.DAY)),
        ("2027-03", 0, FuzzyDate(dt.date(2027, 3, 1), Precision.MONTH)),
        ("2027-03", -30, FuzzyDate(dt.date(2027, 1, 1), Precision.MONTH)),
        ("2027-03", 1, FuzzyDate(dt.date(2027, 4, 1), Precision.MONTH)),
        ("2027-Q2", 0, FuzzyDate(dt.date(2027, 4, 1), Precision.QUARTER)),
        ("2027-Q2", -1, FuzzyDate(dt.date(2027, 3, 1), Precision.MONTH)),
        ("2027-Q2", 31, FuzzyDate(dt.date(2027, 7, 1), Precision.MONTH)),
        ("", 0, None),
        ("", -30, None),
    ],
)
def test_a_step_is_due_as_exactly_as_its_date_is_known(act_by, days, due):
    change = Change(kind="fee", act_by_on=None)
    date = parse_fuzzy(act_by)
    if date:
        change.act_by_on, change.act_by_precision = date.first_day, date.precision

    assert queries.due(Step("One", anchor="act_by", days=days), change) == due
    assert queries.due(Step("One", anchor="effective", days=days), change) is None
    assert queries.due(Step("One"), change) is None


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_a_moved_date_moves_what_hangs_on_it(bob):
    change = make.make_change(act_by=make.day("2026-12-01"), effective=make.day("2027-01-01"))
    steps = [Step("Before", anchor="act_by", days=-10), Step("After", anchor="effective", days=5), Step("Any day")]
    actions.revise_playbook(change, steps=steps, by=bob, base=0)

    def days() -> list[str]:
        rows = queries.playbook(queries.change_for(bob, change.pk)).steps
        return [f"{row.due}{' passed' if row.is_passed else ''}" for row in rows]

    assert days() == ["21 Nov 2026 passed", "6 Jan 2027", "None"]
    actions.move_change(
        change, to="postponed", on=dt.date(2026, 11, 23), why="Later.", source=change.sources.first(),
        effective=make.day("2027-02-01"), act_by=make.day("2027-01-15"),
    )  # fmt: skip
    assert days() == ["5 Jan 2027", "6 Feb 2027", "None"]
    assert change.sheet_versions.count() == 1


@time_machine.travel("2026-11-23 12:00", tick=False)
def test_what_is_ticked_or_taken_back_has_not_passed(bob, carla):
    change = make.make_change(act_by=make.day("2026-11-01"), effective=make.day("2026-12-01"))
    actions.revise_playbook(change, steps=[Step("One", anchor="act_by"), Step("Two", anchor="act_by")], by=bob, base=0)
    actions.tick_step(step_named(change, "One"), member=carla, seen=1)

    def passed() -> list[bool]:
        return [row.is_passed for row in queries.playbook(queries.change_for(carla, change.pk)).steps]

    assert passed() == [False, True]
    actions.move_change(
        change, to="withdrawn", on=dt.date(2026, 11, 23), why="Taken back.", source=change.sources.first()
    )
    assert passed() == [False, False]


# --- differences -----------------------------------------------------------------------------------------


def test_versions_say_line_by_line_what_changed(bob, bea):
    change = make.make_change()
    actions.revise_playbook(change, steps=[Step("One"), Step("Two", anchor="act_by", days=-3)], by=bob, base=0)
    one, two = known(change, "One", "Two")
    steps = [one, Step("Two", anchor="act_by", days=-5, step=two.step), Step("Three", note="Why.")]
    actions.revise_playbook(change, steps=steps, by=bea, base=1)

    rows, more = queries.sheet_versions(change, "playbook")
    assert [row.difference.rows for row in rows] == [
        [
            (" ", "One"),
            ("-", "Two (3 days before the day to act by)"),
            ("+", "Two (5 days before the day to act by)"),
            ("+", "Three"),
            ("+", "  Why."),
        ],
        [("+", "One"), ("+", "Two (3 days before the day to act by)")],
    ]
    assert more is None


def test_comparing_hostile_lists_is_quick_and_says_that_it_gave_up():
    import time

    old = ["a", "b"] * 2000
    new = ["b", "b", "a"] * 1500
    begun = time.perf_counter()
    found = queries.sheet_difference(old, new)

    assert time.perf_counter() - begun < 1
    assert (found.rows, found.is_empty) == (None, False)


def test_versions_are_read_ten_at_a_time(bob):
    change = make.make_change()
    for number in range(13):
        actions.revise_playbook(change, steps=[Step(f"Step {number}")], by=bob, base=number)

    first, more = queries.sheet_versions(change, "playbook")
    rest, end = queries.sheet_versions(change, "playbook", before=more)

    assert [row.version.number for row in first] == list(range(13, 3, -1))
    assert first[-1].difference.rows == [("-", "Step 2"), ("+", "Step 3")]  # the one on the next page is known
    assert [row.version.number for row in rest] == [3, 2, 1]
    assert end is None
