"""Calendars and reminders: some members' own ladders, reminders that are due, and a date that moved after one."""

import datetime as dt

from community.notifications.actions import remind_of, set_ladder
from community.programs import actions as programs
from community.programs.models import Change, Vendor

# Who is reminded how many days ahead, and of which vendors' changes.
LADDERS = {
    "bob": ([120, 60, 30, 14, 7, 1], ["microsoft"]),
    "carla": ([365, 90, 40, 7], ["microsoft", "broadcom"]),
    "bea": ([180, 50, 2], ["microsoft"]),
}
BEFORE = dt.timedelta(days=500)
MOVED = "ms-ews-2027"  # from October 2026 to April 2027
MOST_REMINDED = 3  # of the next dates: an inbox holds more than reminders


def plan(story) -> None:
    """Members choose long before; one is reminded of a date, it moves, and the next dates are near today."""
    for handle, (rungs, vendors) in LADDERS.items():
        story.at(story.now - BEFORE, lambda h=handle, r=rungs, v=vendors: _choose(story.people[h], r, v))
    moved = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
    for moment in (moved - dt.timedelta(days=60), moved + dt.timedelta(days=1)):
        story.at(moment, lambda: remind_of(story.changes[MOVED].pk))
    story.at(story.now, lambda: _remind_of_the_next(story.now.date()))


def _choose(member, rungs: list[int], vendors: list[str]) -> None:
    set_ladder(member, rungs=rungs, of_act_by=True, of_effective=True, channel="mail")
    programs.renew_calendar_address(member)
    for vendor in Vendor.objects.filter(slug__in=vendors):
        programs.follow(vendor, member=member)


def _remind_of_the_next(today: dt.date) -> None:
    for change in Change.objects.published().filter(vendor__slug="microsoft").ahead(today)[:MOST_REMINDED]:
        remind_of(change.pk)
