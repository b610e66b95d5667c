"""The record of a vendor: by hand, by the page, and from the history alone."""

import datetime as dt
import random

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from community.core.dates import FuzzyDate, Precision
from community.core.refusals import Refused
from community.programs import actions, queries
from community.programs.actions import Evidence
from community.programs.models import Change, HistoryEntry
from community.programs.queries.vendor_record import moved_later
from community.programs.states import MOVES, State
from tests import factories as make

pytestmark = pytest.mark.django_db


def move(change: Change, to: str, **dates) -> None:
    change.refresh_from_db()
    source = actions.add_source(change, given=Evidence(make.unique("Source")))
    actions.move_change(change, to=to, on=dt.date(2026, 1, 1), why="It moved.", source=source, **dates)


def judged(question, kind="answers", *, confirmed=True) -> None:
    tick = make.make_answer(question, kind=kind)
    if confirmed:
        actions.judge_answer(tick, member=question.asked_by, agrees=True)


def hand_made(vendor) -> None:
    """Three changes with notice of 10, 30 and 92 days; one slip; one withdrawal; three of four questions answered."""
    first = make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2026-01-11"))
    make.make_change(vendor=vendor, announced=make.day("2007-12-02"), effective=make.day("2008-01-01"))
    slipped = make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2026-03-01"))
    move(slipped, State.POSTPONED, effective=make.day("2026-04-03"))  # 92 days after 1 January
    month = FuzzyDate(dt.date(2026, 5, 1), Precision.MONTH)
    vague = make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=month)  # no notice in days
    move(vague, State.CONFIRMED, effective=make.day("2026-05-20"))  # said more exactly: 139 days, and no slip
    gone = make.make_change(vendor=vendor, announced=None, effective=make.day("2026-02-01"))
    move(gone, State.WITHDRAWN)
    # What does not count: a rumour, a rumour that came to nothing, a draft, an incident.
    make.make_rumour(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2026-01-02"))
    move(make.make_rumour(vendor=vendor), State.WITHDRAWN)
    make.make_draft(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2026-01-02"))
    incident = make.make_change(
        vendor=vendor, kind="incident", state=State.OPEN, announced=make.day("2026-01-01"),
        effective=make.day("2026-01-02"),
    )  # fmt: skip
    for sent_on, answered_on, change in (
        ("2026-11-02", "2026-11-03", first),  # 1 working day
        ("2026-11-02", "2026-11-09", incident),  # 5
        ("2026-11-02", "2026-12-07", slipped),  # 25
        ("2026-11-02", None, slipped),
    ):
        with time_machine.travel(f"{sent_on} 10:00", tick=False):
            question = make.make_question(change, signers=10)
        if answered_on:
            with time_machine.travel(f"{answered_on} 10:00", tick=False):
                judged(question)
    make.make_question(first, signers=9)  # not sent


def test_an_example_that_can_be_counted_by_hand():
    vendor = make.make_vendor()
    hand_made(vendor)
    make.make_change(announced=make.day("2026-01-01"), effective=make.day("2026-12-31"))  # of another vendor
    record = queries.vendor_record(vendor)

    assert record.changes == 5
    assert [notice.days for notice in record.notices] == [30, 10, 92, 139]
    assert record.median_notice == 61  # half-way between 30 and 92
    assert (record.slips, record.slipped, record.withdrawn) == (1, 1, 1)
    assert (record.answered, record.sent) == (3, 4)
    assert (record.answer_days, record.median_answer_days) == ((1, 5, 25), 5)
    assert [(year.year, year.days, year.n) for year in record.years] == [(2007, 30, 1), (2026, 92, 3)]
    assert queries.vendor_record_from_history(vendor) == record


def test_too_few_are_not_said():
    vendor = make.make_vendor()
    for day in ("2026-01-11", "2026-01-21"):
        make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day(day))
    record = queries.vendor_record(vendor)
    assert (len(record.notices), record.median_notice, record.median_answer_days) == (2, None, None)
    make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2025-12-22"))
    assert queries.vendor_record(vendor).median_notice == 10  # and below zero counts: -10, 10, 20


@pytest.mark.parametrize(
    ("was", "now", "later"),
    [
        ("2027-01-01", "2027-01-02", True),
        ("2027-01-02", "2027-01-01", False),
        ("2027-Q1", "2027-02-15", False),
        ("2027-01", "2027-02", True),
        ("2027-02-15", "2027-Q1", False),
        ("2027-02-15", "2027-Q2", True),
        ("", "2027-02-15", False),
    ],
)
def test_what_counts_as_moved_later(was, now, later):
    assert moved_later(was, now) is later


def test_a_date_that_is_corrected_without_a_step_counts_as_it_stands():
    """However it is written, the database itself notes it; a correction is no slip."""
    vendor = make.make_vendor()
    change = make.make_change(vendor=vendor, announced=make.day("2026-01-01"), effective=make.day("2026-01-11"))
    Change.objects.filter(pk=change.pk).update(announced_on=dt.date(2025, 12, 1))
    Change.objects.filter(pk=change.pk).update(title="The title of a change is no fact of its record")

    record = queries.vendor_record(vendor)
    assert [notice.days for notice in record.notices] == [41]
    assert record.slips == 0
    assert queries.vendor_record_from_history(vendor) == record
    entries = HistoryEntry.objects.filter(change_id=change.pk).order_by("pk")
    assert list(entries.values_list("publication", "announced_on")) == [
        ("draft", dt.date(2026, 1, 1)),
        ("published", dt.date(2026, 1, 1)),
        ("published", dt.date(2025, 12, 1)),
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE programs_historyentry SET state = 'x'", "DELETE FROM programs_historyentry"]
)
def test_the_history_cannot_be_rewritten(statement):
    make.make_draft()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_command_compares_and_fails_where_they_differ(capsys):
    vendor = make.make_vendor("Nordwind")
    hand_made(vendor)
    call_command("vendor_record", "nordwind")
    said = capsys.readouterr().out
    for part in ("nordwind: 5 changes", "median notice 61 days (n 4)", "1 slips in 1 changes", "1 withdrawn",
                 "3 of 4 questions answered", "median 5 working days to an answer (n 3)"):  # fmt: skip
        assert part in said
    # Somebody meddles with a question behind the actions' back.
    vendor.changes.first().questions.model.objects.filter(outcome="answered").update(outcome="partly")
    with pytest.raises(CommandError, match="nordwind"):
        call_command("vendor_record")
    assert "answered: page 0, history 3" in capsys.readouterr().err
    with pytest.raises(CommandError, match="No vendor"):
        call_command("vendor_record", "nobody")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_page_and_history_agree(seed):
    dice = random.Random(seed)
    vendor, mona = make.make_vendor(country=dice.choice(["DE", "US", ""])), make.make_moderator()
    people = [make.make_partner() for _company in range(10)]
    speaker = make.make_representative(vendor=vendor)
    changes, moment = [], dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)

    def some_date():
        first = dt.date(2026, 1, 1) + dt.timedelta(days=dice.randrange(700))
        if dice.random() < 0.3:
            return FuzzyDate(first.replace(day=1), Precision.MONTH)
        return None if dice.random() < 0.1 else FuzzyDate(first, Precision.DAY)

    def new_change() -> None:
        facts = {"announced": some_date(), "effective": some_date(), "vendor": vendor}
        kind, state = dice.choice(
            [("fee", "announced"), ("fee", "rumoured"), ("fee", "in_force"), ("incident", "open")]
        )
        build = make.make_draft if dice.random() < 0.15 else make.make_change
        changes.append(build(kind=kind, state=state, **facts))

    def step() -> None:
        change = dice.choice(changes)
        change.refresh_from_db()
        ways = sorted(MOVES[change.state])
        if ways:
            move(change, dice.choice(ways), effective=some_date())

    def correct() -> None:
        day = dt.date(2025, 1, 1) + dt.timedelta(days=dice.randrange(700))
        Change.objects.filter(pk=dice.choice(changes).pk).update(announced_on=day, announced_precision="day")

    def questions():
        return list(Change.objects.get(pk=dice.choice(changes).pk).questions.all())

    def ask() -> None:
        question = actions.ask_question(dice.choice(changes), member=people[0], text=make.unique("What about number"))
        for person in people[1 : dice.choice([3, 10, 10, 10])]:
            actions.sign_question(question, member=person)

    def answer() -> None:
        for question in questions()[:1]:
            kind = dice.choice(["answers", "answers", "partly", "refuses"])
            tick = make.make_answer(question, kind=kind, author=speaker)
            for person in dice.sample(people[:3], 2):
                actions.judge_answer(tick, member=person, agrees=dice.random() < 0.7)

    def curate() -> None:
        about = questions()
        if about:
            question, into = dice.choice(about), dice.choice(about)
            acts = [
                lambda: actions.hide_question(question, by=mona, reason="Spam."),
                lambda: actions.show_question(question, by=mona),
                lambda: actions.hand_over_question(question, by=mona, on=moment.date()),
                lambda: actions.merge_questions(question, into=into, by=mona),
                lambda: [actions.report_fixed(question, member=person) for person in people[:2]],
                lambda: [actions.hide_answer(tick.answer, by=mona, reason="Spam.") for tick in question.ticks.all()],
                lambda: [actions.show_answer(tick.answer, by=mona) for tick in question.ticks.all()],
            ]
            dice.choice(acts)()

    new_change()
    for _turn in range(40):
        moment += dt.timedelta(days=dice.randrange(1, 9))
        with time_machine.travel(moment, tick=False):
            try:
                with transaction.atomic():
                    dice.choice([new_change, step, step, correct, ask, ask, answer, answer, curate])()
            except Refused:
                continue

    record = queries.vendor_record(vendor)
    assert queries.vendor_record_from_history(vendor) == record
    assert record.changes > 0
