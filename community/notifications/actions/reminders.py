"""Reminding people of dates, each by their own ladder."""

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.actions import record
from community.activity.models import Activity
from community.core.jobs import without_jobs
from community.notifications import queries
from community.notifications.actions.telling import announce
from community.notifications.models import DeadlineNotice, Ladder, Reminder
from community.programs.models import Change


def remind() -> int:
    """Tell everybody what is to be told today about the dates of what they follow. Returns how many things it told.

    Change by change, each in a transaction of its own: whoever is killed in the middle has told some things whole
    and others not at all, and the next run tells the rest. What was told is asked of the rows, never remembered.
    """
    return sum(remind_of(change) for change in queries.changes_to_tell_of())


@transaction.atomic
def remind_of(change_id: int) -> int:
    """Tell what is to be told about one change. Doing it twice tells nothing twice.

    First that a date moved or no longer holds, then that it is near: who has just heard the new date is not
    reminded of it in the same breath.
    """
    change = Change.objects.select_for_update(no_key=True).filter(pk=change_id).first()  # no date moves meanwhile
    if change is None:
        return 0
    moves = groupby(queries.moved(change_id), key=_move)
    count = sum(_tell(change, notice, [row.member for row in rows]) for notice, rows in _each(moves))
    near = groupby(sorted(queries.due(change_id), key=_in_order), key=_nearness)
    return count + sum(_tell(change, notice, [row.member for row in rows]) for notice, rows in _each(near))


@transaction.atomic
def set_ladder(member, *, rungs: list[int], of_act_by: bool, of_effective: bool, channel: str) -> bool:
    """How many days ahead the member is reminded, of which dates and where. False if it was so already.

    Rungs that lie in the past are not made up for: who asks for 60 days when 50 are left hears at the next rung.
    """
    ladder = queries.ladder_of(member)
    steps = {"rungs": sorted(set(rungs), reverse=True), "of_act_by": of_act_by, "of_effective": of_effective}
    same_steps = all(getattr(ladder, name) == value for name, value in steps.items())
    if same_steps and ladder.channel == channel:
        return False
    goes_on = same_steps and ladder.channel != Ladder.Channel.OFF
    since = ladder.since if goes_on else timezone.localdate()
    Ladder.objects.update_or_create(member=member, defaults=steps | {"channel": channel, "since": since})
    return True


def _each(groups) -> Iterable:
    """The groups as lists: the rows are read before anything is written."""
    return [(key, list(rows)) for key, rows in groups]


def _move(row: queries.Moved) -> tuple:
    """What is to be said, as the facts of a notice."""
    if row.is_off:
        return (("kind", "off"), ("field", row.field), ("day", row.was_day), ("precision", row.was_precision),
                ("sequence", row.sequence))  # fmt: skip
    return (("kind", "moved"), ("field", row.field), ("day", row.day), ("precision", row.precision),
            ("was_day", row.was_day), ("was_precision", row.was_precision), ("sequence", row.sequence))  # fmt: skip


def _nearness(row: queries.Due) -> tuple:
    return (("kind", "due"), ("field", row.field), ("day", row.day), ("precision", row.precision),
            ("rung", row.rung))  # fmt: skip


def _in_order(row: queries.Due) -> tuple:
    return row.field, row.rung, row.member


def _tell(change: Change, said: tuple, members: list[int]) -> int:
    """Write that the members are told, and their notifications, and queue their mails: all in one transaction."""
    people = User.objects.with_company().filter(pk__in=members).order_by("pk")
    hearing = [person for person in people if queries.may_hear(person, change.pk)]
    if not hearing:
        return 0
    notice, _created = DeadlineNotice.objects.get_or_create(change=change, **dict(said))
    Reminder.objects.bulk_create(
        [Reminder(notice=notice, recipient=person, told_on=timezone.localdate()) for person in hearing]
    )
    announce(_activity(notice))
    return len(hearing)


def _activity(notice: DeadlineNotice) -> Activity:
    """The one activity of the notice; it is announced here and now, so no job is queued for that."""
    known = Activity.objects.filter(target_kind="deadlinenotice", target_id=notice.pk).first()
    if known:
        return known
    with without_jobs():
        return record(f"deadline.{notice.kind}", actor=None, target=notice)
