"""Calendars and reminders: some members' own ladders, reminders that are due, and a date that moved after one."""

import datetime as dt

from community.notifications.actions import remind_of, set_ladder
from community.programs import actions as programs
from community.programs.models import Change

# Who is reminded how many days ahead; everybody else by the usual ladder.
LADDERS = {"bob": [120, 60, 30, 14, 7, 1], "carla": [365, 90, 7], "bea": [180, 30, 2]}
MOST_REMINDED = 4  # of the next dates: an inbox holds more than reminders
BEFORE = dt.timedelta(days=400)


def plan(story) -> None:
    """Members choose long before; they are reminded today of the next dates, and before a date moved and after it."""
    for handle, rungs in LADDERS.items():
        story.at(story.now - BEFORE, lambda member=handle, rungs=rungs: _choose(story.people[member], rungs))
    story.at(story.now - BEFORE, lambda: _follow(story))
    story.at(story.now, lambda: _remind(story))


def _choose(member, rungs: list[int]) -> None:
    set_ladder(member, rungs=rungs, of_act_by=True, of_effective=True, channel="mail")
    programs.renew_calendar_address(member)


def _follow(story) -> None:
    for handle in LADDERS:
        for vendor in {change.vendor for change in story.changes.values()}:
            programs.follow(vendor, member=story.people[handle])


def _remind(story) -> None:
    for change in Change.objects.published().ahead(story.now.date())[:MOST_REMINDED]:
        remind_of(change.pk)
