"""A peer round of some weeks ago, and what came of it. All of it is invented."""

import datetime as dt

from django.utils import timezone

from community.networking import actions
from community.networking.models import RoundSeat
from community.networking.rules.rounds import ASKED_AFTER, first_monday

TAKE_PART = {"bob": "month", "ingrid": "month", "hal": "quarter", "claire": "month", "lucie": "month", "priya": "month"}


def plan(story) -> None:
    """After all profiles are told. The round is the last one of which it can be asked how it was."""
    day = _last_monday(timezone.localdate(story.now) - ASKED_AFTER)
    morning = dt.datetime.combine(day, dt.time(8), story.now.tzinfo)
    story.at(morning - dt.timedelta(hours=1), lambda: _opt_in(story))
    story.at(morning, lambda: actions.hold_round(day, seed=1))
    story.at(morning + dt.timedelta(days=1), lambda: _say_hello(story))
    story.at(morning + ASKED_AFTER, actions.ask_how_rounds_were)


def _last_monday(day: dt.date) -> dt.date:
    """The day of the last round until then."""
    found = first_monday(day)
    return found if found <= day else first_monday(day.replace(day=1) - dt.timedelta(days=1))


def _opt_in(story) -> None:
    for handle, rounds in TAKE_PART.items():
        actions.set_peer_settings(story.people[handle], rounds=rounds)


def _say_hello(story) -> None:
    seat = RoundSeat.objects.get(person=story.people["bob"])
    other = seat.others[0]
    actions.say(
        seat.group.conversation, author=other, source="Hello! I have half an hour on Thursday. Coffee on video?"
    )
