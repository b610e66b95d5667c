"""The clock of a question: its boundaries in days, and the table of what an answer is worth."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.programs import actions
from community.programs.clock import TickVerdicts, clock_on, outcome_of, running_state
from community.programs.models import Change, Question
from tests import factories as make

DAY = dt.date(2026, 11, 2)


def tick(kind="answers", on=DAY, **words) -> TickVerdicts:
    return TickVerdicts(kind, on, **words)


@pytest.mark.parametrize(
    ("ticks", "fixes", "outcome"),
    [
        ([], 0, ""),
        ([], 1, ""),
        ([], 2, "fixed"),
        ([tick()], 0, "given"),
        ([tick(agreed=1)], 0, "answered"),
        ([tick(agreed=1, disputed=1)], 0, "answered"),  # as many confirm as dispute
        ([tick(agreed=1, disputed=2)], 0, ""),  # the clock runs on
        ([tick(disputed=1)], 0, ""),
        ([tick(disputed=9, moderator=True)], 0, "answered"),  # a moderator decides
        ([tick(agreed=9, moderator=False)], 0, ""),
        ([tick("partly")], 0, "given"),
        ([tick("partly", agreed=1)], 0, "partly"),
        ([tick("partly", disputed=1)], 0, ""),
        ([tick("partly", agreed=1), tick(agreed=1)], 0, "answered"),
        ([tick("partly", agreed=1), tick()], 0, "partly"),
        ([tick("refuses")], 0, "refused"),
        ([tick("refuses"), tick()], 0, "refused"),
        ([tick("refuses"), tick(agreed=1)], 0, "answered"),
        ([tick("refuses")], 2, "fixed"),
        ([tick()], 2, "fixed"),
        ([tick(agreed=1)], 2, "answered"),  # late, and yet an answer
        ([tick("partly", agreed=1)], 2, "partly"),
    ],
)
def test_what_a_question_comes_to(ticks, fixes, outcome):
    assert outcome_of(ticks, [DAY] * fixes)[0] == outcome


def test_the_day_is_that_of_the_answer_and_of_the_second_who_saw_the_fix():
    later = DAY + dt.timedelta(days=3)

    assert outcome_of([tick(on=later, agreed=1), tick(on=DAY, agreed=1)], []) == ("answered", DAY)
    assert outcome_of([tick(on=DAY), tick(on=later, agreed=1)], []) == ("answered", later)
    assert outcome_of([], [later, DAY, later + dt.timedelta(days=1)]) == ("fixed", later)


def test_a_question_without_dates_collects():
    assert running_state(DAY, due_on=None, overdue_on=None) == "collecting"


def sent(country: str) -> Question:
    change = make.make_change(vendor=make.make_vendor(country=country))
    return make.make_question(change, signers=10)


def state_on(question: Question, moment: str) -> tuple[str, int | None]:
    with time_machine.travel(moment, tick=False):
        clock = Question.objects.with_signature_count().get(pk=question.pk).clock
        return str(clock.state), clock.day


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "sent_on", "due", "after_due", "overdue", "after_overdue"),
    [
        # 23 Nov 2026, a Monday. The US have Thanksgiving, Christmas and New Year's Day within.
        ("US", "2026-11-23", "2026-12-22", "2026-12-23", "2027-01-22", "2027-01-25"),
        # Germany has 25 December (a Friday) and 1 January.
        ("DE", "2026-11-23", "2026-12-21", "2026-12-22", "2027-01-20", "2027-01-21"),
        # Unknown: weekends only.
        ("", "2026-11-23", "2026-12-21", "2026-12-22", "2027-01-18", "2027-01-19"),
    ],
)
def test_the_clock_goes_from_awaiting_over_delayed_to_overdue(country, sent_on, due, after_due, overdue, after_overdue):
    with time_machine.travel(f"{sent_on} 10:00", tick=False):
        question = sent(country)

    assert (question.sent_on, question.calendar) == (dt.date.fromisoformat(sent_on), country)
    assert state_on(question, f"{sent_on} 23:59") == ("awaiting", 0)
    assert state_on(question, f"{due} 23:59") == ("awaiting", 20)
    assert state_on(question, f"{after_due} 00:00") == ("delayed", 21)
    assert state_on(question, f"{overdue} 23:59") == ("delayed", 40)
    assert state_on(question, f"{after_overdue} 00:00") == ("overdue", 41)


@pytest.mark.django_db
def test_a_day_ends_at_midnight_of_the_site():
    with timezone.override("Pacific/Auckland"):  # 13 hours ahead in November
        with time_machine.travel("2026-11-22 10:59", tick=False):  # 23:59 of the 22nd in Auckland
            assert sent("").sent_on == dt.date(2026, 11, 22)
        with time_machine.travel("2026-11-22 11:00", tick=False):
            question = sent("")
        assert question.sent_on == dt.date(2026, 11, 23)
        assert state_on(question, "2026-12-21 10:59")[0] == "awaiting"
        assert state_on(question, "2026-12-21 11:00")[0] == "delayed"


@pytest.mark.django_db
def test_a_list_reads_the_same_clock_as_the_question():
    change = make.make_change(vendor=make.make_vendor(country="DE"))
    with time_machine.travel("2026-11-23 10:00", tick=False):
        question = make.make_question(change, signers=10)
        make.make_question(change, signers=3)
    for moment in ("2026-11-24 10:00", "2026-12-22 10:00", "2027-02-01 10:00"):
        with time_machine.travel(moment, tick=False):
            row = Change.objects.with_clock().get(pk=change.pk)

            assert row.clock == Question.objects.with_signature_count().get(pk=question.pk).clock
            assert (row.clock.number, row.clock.signatures) == (1, 10)


@pytest.mark.django_db
def test_the_most_urgent_question_stands_in_the_row(bob):
    change = make.make_change()
    assert Change.objects.with_clock().get(pk=change.pk).clock is None
    few, more = make.make_question(change, signers=2), make.make_question(change, signers=4)
    answered = make.make_question(change, signers=10)
    make.make_answer(answered, kind="refuses")
    hidden = make.make_question(change, signers=10)
    actions.hide_question(hidden, by=make.make_moderator(), reason="Not a question.")

    def number() -> int:
        return Change.objects.with_clock().get(pk=change.pk).clock.number

    assert number() == more.number
    with time_machine.travel("2026-11-23 10:00", tick=False):
        early = make.make_question(change, signers=10)
    make.make_question(change, signers=10)
    assert number() == early.number
    assert few.number == 1


def test_the_drawing_has_a_tick_for_each_day_up_to_forty():
    facts = {"number": 1, "outcome": "", "outcome_on": None, "calendar": "", "signatures": 10, "clock_from": DAY}
    dates = {"due_on": dt.date(2026, 11, 30), "overdue_on": dt.date(2026, 12, 28)}

    def drawing(day: str) -> tuple[int, int]:
        clock = clock_on(dt.date.fromisoformat(day), **facts, **dates)
        return clock.filled, clock.width

    assert drawing("2026-11-02") == (0, 40)
    assert drawing("2026-11-05") == (6, 40)
    assert drawing("2026-12-01") == (42, 42)
    assert drawing("2028-01-01") == (80, 80)
