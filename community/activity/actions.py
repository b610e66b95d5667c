"""Writing down what happened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from community.activity.models import Activity, Withdrawal
from community.core.jobs import defer

# Before when nobody is told of what is recorded now, and the list that it goes into.
_held: ContextVar[tuple[datetime, list[Activity]] | None] = ContextVar("told_later", default=None)


@contextmanager
def told_later(at: datetime) -> Iterator[list[Activity]]:
    """Of what is recorded in here nobody is told before ``at``, and nobody at all if it is withdrawn until then.

    Gives the list of what was recorded.
    """
    recorded: list[Activity] = []
    token = _held.set((at, recorded))
    try:
        yield recorded
    finally:
        _held.reset(token)


def record(verb: str, *, actor, target, **facts) -> Activity:
    """Write one activity and queue the job that tells those concerned.

    Must run inside the transaction of the fact: both exist, or neither.
    """
    activity = Activity.objects.create(
        verb=verb,
        actor=actor,
        target_kind=target._meta.model_name,
        target_id=target.pk,
        facts=facts,
    )
    held = _held.get()
    if held is not None:
        held[1].append(activity)
    defer("notifications.announce", at=held[0] if held else None, activity_id=activity.pk)
    return activity


def withdraw(activities: Iterable[int]) -> None:
    """These are not so any more: nobody is told who has not been told. Whoever is just telling is waited for."""
    rows = _locked().filter(pk__in=activities).order_by("pk")
    Withdrawal.objects.bulk_create([Withdrawal(activity=row) for row in rows], ignore_conflicts=True)


def still_stands(activity: Activity) -> bool:
    """Whether nobody has withdrawn it. In the transaction that tells; whoever is just withdrawing it is waited for."""
    _locked().get(pk=activity.pk)
    return not Withdrawal.objects.filter(activity=activity).exists()


def _locked():
    return Activity.objects.select_for_update(no_key=True)
