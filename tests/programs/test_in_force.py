"""Changes come into force by themselves: on the day, in the site's time zone, once."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.activity.models import Activity
from community.core.dates import parse_fuzzy
from community.programs import actions, jobs
from community.programs.actions import Evidence
from community.programs.models import ChangeStep
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = "2026-12-01"


def steps(change) -> list[tuple]:
    rows = change.steps.order_by("pk").values_list("from_state", "to_state", "happened_on", "by_itself")
    return [(old, new, f"{day}", by_itself) for old, new, day, by_itself in rows]


def state(change) -> str:
    change.refresh_from_db()
    return change.state


def at(moment: str):
    return time_machine.travel(dt.datetime.fromisoformat(moment), tick=False)


def step(change, to: str, **facts):
    facts = {"on": dt.date(2026, 11, 10), "why": "A letter says so.", "source": change.sources.first()} | facts
    return actions.move_change(change, to=to, **facts)


@pytest.fixture
def change():
    with at("2026-10-05T12:00+00:00"):
        return make.make_change(effective=make.day(DAY))


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("UTC", "2026-11-30T23:59:59+00:00", "2026-12-01T00:00:00+00:00"),
        ("Pacific/Auckland", "2026-11-30T23:59:59+13:00", "2026-12-01T00:00:00+13:00"),
        ("America/Los_Angeles", "2026-11-30T23:59:59-08:00", "2026-12-01T00:00:00-08:00"),
    ],
)
def test_the_day_begins_at_midnight_where_the_site_is(zone, before, after, change, settings):
    settings.TIME_ZONE = zone
    with timezone.override(None):
        with at(before):
            assert actions.put_all_in_force() == 0
        assert state(change) == "announced"
        with at(after):
            assert actions.put_all_in_force() == 1
            assert actions.put_all_in_force() == 0  # killed and started again
    assert state(change) == "in_force"
    assert steps(change) == [
        ("", "announced", "2026-10-01", False), ("announced", "in_force", DAY, True),
    ]  # fmt: skip


def test_worker_that_was_away_for_a_week_dates_the_step_on_the_day(change):
    with at("2026-12-08T09:00+00:00"):
        assert actions.put_all_in_force() == 1

    last = change.steps.last()
    assert (last.happened_on, last.recorded_by, last.source) == (dt.date(2026, 12, 1), None, change.sources.get())


def test_step_stands_on_the_source_of_the_one_that_set_the_day(change, mona):
    moving = actions.record_step(
        change, by=mona, to="postponed", on=dt.date(2026, 11, 10), why="Moved.", source=Evidence("Second letter"),
        effective=make.day("2026-12-15"),
    )  # fmt: skip
    step(change, "confirmed", source=actions.add_source(change, given=Evidence("A mere confirmation")))

    with at("2026-12-14T23:59+00:00"):
        assert actions.put_all_in_force() == 0
    with at("2026-12-15T00:00+00:00"):
        assert actions.put_all_in_force() == 1

    assert change.steps.last().source == moving.source


@pytest.mark.parametrize(
    ("known", "not_yet", "then", "dated"),
    [
        ("2026-12", "2026-12-31T23:59+00:00", "2027-01-01T00:00+00:00", "2026-12-31"),
        ("2026-Q4", "2026-12-31T23:59+00:00", "2027-01-01T00:00+00:00", "2026-12-31"),
    ],
)
def test_month_or_quarter_has_come_when_it_is_over(known, not_yet, then, dated):
    with at("2026-10-05T12:00+00:00"):
        change = make.make_change(effective=parse_fuzzy(known))

    with at(not_yet):
        assert actions.put_all_in_force() == 0
    with at(then):
        assert actions.put_all_in_force() == 1

    assert steps(change)[-1] == ("announced", "in_force", dated, True)


def withdrawn(change):
    step(change, "withdrawn")


def postponed_without_a_day(change):
    step(change, "postponed", undated=True)


def postponed_and_the_old_day_left(change):
    step(change, "postponed")


def in_force_then_softened(change):
    step(change, "in_force")
    step(change, "softened")


@pytest.mark.parametrize(
    "what", [withdrawn, postponed_without_a_day, postponed_and_the_old_day_left, in_force_then_softened]
)
def test_some_never_come_into_force_by_themselves(what, change):
    what(change)
    before = state(change), steps(change)

    with at("2027-06-01T09:00+00:00"):
        assert actions.put_all_in_force() == 0

    assert (state(change), steps(change)) == before


def test_neither_rumours_nor_drafts_nor_undated_ones_come_into_force():
    others = [
        make.make_rumour(effective=make.day(DAY)), make.make_draft(effective=make.day(DAY)), make.make_change(),
        make.make_change(kind="incident", state="open", effective=make.day(DAY)),
    ]  # fmt: skip

    with at("2027-06-01T09:00+00:00"):
        assert actions.put_all_in_force() == 0

    assert [state(other) for other in others] == ["rumoured", "announced", "announced", "open"]


def test_rumour_that_was_announced_comes_into_force_on_what_can_be_read(bob, mona):
    rumour = make.make_rumour(evidence=[], proposed_by=bob, effective=make.day(DAY))
    letter = actions.add_source(rumour, given=Evidence("The letter"))
    step(rumour, "announced", source=letter)

    with at("2026-12-01T09:00+00:00"):
        assert actions.put_all_in_force() == 1

    assert rumour.steps.last().source == letter


def test_a_step_is_never_dated_before_the_one_it_follows(change):
    step(change, "softened", on=dt.date(2026, 12, 3))

    with at("2026-12-09T09:00+00:00"):
        actions.put_all_in_force()

    assert steps(change)[-1] == ("softened", "in_force", "2026-12-03", True)


def test_page_says_that_the_day_came_by_itself(change, browse):
    with at("2026-12-01T09:00+00:00"):
        jobs.put_in_force(timestamp=0)
        page = browse().get(change.get_absolute_url()).content.decode()

    assert "by itself on the day" in page
    assert "In force" in page


def test_worker_calls_it_every_ten_minutes():
    from procrastinate.contrib.django import app

    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert (crons["programs.put_in_force"], crons["programs.lapse_rumours"]) == ("*/10 * * * *", "17 * * * *")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_step():
    with at("2026-10-05T12:00+00:00"):
        change = make.make_change(effective=make.day(DAY))
    start, counts = threading.Barrier(2), []

    def worker() -> None:
        try:
            start.wait(10)
            counts.append(actions.put_all_in_force())
        finally:
            connection.close()

    with at("2026-12-01T09:00+00:00"):
        threads = [threading.Thread(target=worker) for _n in range(2)]
        [thread.start() for thread in threads]
        [thread.join(20) for thread in threads]

    assert sorted(counts) == [0, 1]
    assert ChangeStep.objects.filter(change=change, to_state="in_force").count() == 1
    assert Activity.objects.filter(verb="change.moved", target_id=change.pk).count() == 1
