"""What moved since the reader was here last."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.core.dates import parse_fuzzy
from community.programs import actions, queries
from community.programs.models import ChangeVisit
from tests import factories as make
from tests.counting import statements
from tests.pages import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def change():
    return make.make_change(effective=make.day("2026-12-01"), announced=make.day("2026-10-01"))


def strip(reader, change) -> str | None:
    """The words of the strip, or None if there is none."""
    page = parse(reader.get(change.get_absolute_url()).text)
    found = [e for e in page.iter() if e.get("class") == "since-visit"]
    return " ".join("".join(found[0].itertext()).split()) if found else None


def move(change, to: str, **dates) -> None:
    dates = {name: parse_fuzzy(date) for name, date in dates.items()}
    day = make.day("2026-11-20").first_day
    change.refresh_from_db()
    actions.move_change(change, to=to, on=day, why="It moved.", source=change.sources.first(), **dates)


def test_three_visits_tell_each_time_what_moved_since_the_one_before(browse, bob, bea, change):
    reader = browse(bob)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        assert strip(reader, change) is None  # the first visit knows of nothing before
    with time_machine.travel("2026-11-20 09:00", tick=False):
        move(change, "postponed", effective="2027-01-01")
        for _post in range(2):
            make.make_post(change.thread, bea)
    with time_machine.travel("2026-11-20 12:00", tick=False):
        assert strip(reader, change) == (
            "Since your visit 1 Nov State: Announced becomes→ Postponed"
            "Effective date moved: 1 Dec 2026 becomes→ 1 Jan 20272 new posts"
        )
        make.make_post(change.thread, bea)
    with time_machine.travel("2026-11-22 12:00", tick=False):
        assert strip(reader, change) == "Since your visit 20 Nov 1 new post"
    with time_machine.travel("2026-11-23 12:00", tick=False):
        assert strip(reader, change) is None


def test_questions_answers_edits_and_steps_to_take_are_news_too(browse, bob, mona, change):
    reader = browse(bob)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        strip(reader, change)
    with time_machine.travel("2026-11-20 09:00", tick=False):
        question = make.make_question(change, signers=10)
        tick = make.make_answer(question)
        actions.judge_answer(tick, member=mona, agrees=True)
        facts = queries.facts_of(change)
        version = queries.version_of(queries.texts_of(facts))
        actions.revise_change(change, by=mona, version=version, **facts | {"summary": "Other words."})
        make.make_playbook(change)

    with time_machine.travel("2026-11-21 12:00", tick=False):
        assert strip(reader, change) == (
            "Since your visit 1 Nov edited once1 new question1 question answeredthe playbook has a new version"
        )


def test_the_strip_stays_during_the_visit_that_it_was_shown_to(browse, bob, bea, change):
    reader = browse(bob)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        strip(reader, change)
    make.make_post(change.thread, bea)
    told = []
    for moment in ("2026-11-20 12:00", "2026-11-20 12:09:59", "2026-11-20 12:10"):
        with time_machine.travel(moment, tick=False):
            told.append(strip(reader, change))

    assert told == ["Since your visit 1 Nov 1 new post"] * 2 + [None]


def test_a_second_look_within_ten_minutes_writes_nothing(browse, bob, change):
    reader = browse(bob)
    with time_machine.travel("2026-11-01 12:00", tick=False):
        first = [s for s in statements(reader, change.get_absolute_url()) if not s.startswith("SELECT")]
        again = [s for s in statements(reader, change.get_absolute_url()) if not s.startswith("SELECT")]

    assert [(len(first), "ON CONFLICT" in first[0]), again] == [(1, True), []]


def test_visitors_are_told_and_remembered_nothing(browse, bea, change):
    for _time in range(2):
        assert strip(browse(), change) is None
        make.make_post(change.thread, bea)

    assert ChangeVisit.objects.count() == 0


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}])
def test_a_page_fetched_in_case_is_no_visit(headers, browse, bob, change):
    browse(bob).get(change.get_absolute_url(), headers=headers)
    browse(bob).head(change.get_absolute_url())

    assert ChangeVisit.objects.count() == 0


def test_what_one_has_seen_is_not_what_another_has(browse, bob, bea, carla, change):
    with time_machine.travel("2026-11-01 12:00", tick=False):
        strip(browse(bob), change)
    make.make_post(change.thread, bea)
    with time_machine.travel("2026-11-02 12:00", tick=False):
        assert [strip(browse(carla), change), strip(browse(bob), change)] == [
            None,
            "Since your visit yesterday 1 new post",
        ]
    assert {v.member for v in ChangeVisit.objects.visible_to(bob)} == {bob}


def test_held_posts_are_no_news(browse, bob, nils, change):
    with time_machine.travel("2026-11-01 12:00", tick=False):
        strip(browse(bob), change)
    make.make_held_post(change.thread, nils)
    with time_machine.travel("2026-11-02 12:00", tick=False):
        assert strip(browse(bob), change) is None


SEEN = {"state": "announced", "announced": "", "effective": "2026-12-01", "act_by": "", "steps": 1, "posts": 4,
        "answered": 0, "questions": 2, "revisions": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({}, []),
        ({"posts": 5}, [("1 new post", "", "")]),
        ({"posts": 3}, []),  # one was removed
        ({"answered": 1, "posts": 6}, [("1 question answered", "", ""), ("2 new posts", "", "")]),
        ({"questions": 4}, [("2 new questions", "", "")]),
        ({"revisions": 2}, [("edited once", "", "")]),
        ({"steps": 2}, [("1 new step", "", "")]),
        ({"steps": 2, "state": "softened"}, [("State", "Announced", "Softened")]),
        ({"effective": "2027-Q1"}, [("Effective date moved", "1 Dec 2026", "Q1 2027")]),
        ({"effective": ""}, [("Effective date moved", "1 Dec 2026", "not known")]),
        ({"act_by": "2026-11"}, [("Act by moved", "", "November 2026")]),
        ({"playbook": 3}, []),  # not counted on the visit before
    ],
)  # fmt: skip
def test_news_are_told_in_words(now, told):
    with time_machine.travel("2026-11-20 12:00", tick=False):
        last = {"at": timezone.now() - dt.timedelta(days=3), "facts": SEEN, "before_at": None, "before": None}
        since = queries.since_visit(last, SEEN | now)

    assert ([(n.text, n.was, n.now) for n in since.news] if since else []) == told


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_leave_one_row():
    bob, change = make.make_partner("bob"), make.make_change()
    start, errors = threading.Barrier(2), []

    def look() -> None:
        try:
            start.wait(5)
            actions.note_visit(change, member=bob, facts=SEEN, last=None)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    tabs = [threading.Thread(target=look) for _tab in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(10)

    assert (errors, ChangeVisit.objects.count()) == ([], 1)
