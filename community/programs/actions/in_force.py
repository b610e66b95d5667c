"""What happens by itself on the day: changes come into force."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.dates import FuzzyDate, Precision
from community.programs.actions.changes import move_change
from community.programs.models import Change, ChangeStep
from community.programs.states import WAITING_FOR_THEIR_DAY, State


def put_all_in_force() -> int:
    """Put every change into force whose day has come in the site's time zone. Returns how many; again: 0.

    One transaction for each change: a worker that is killed in the middle leaves the rest for the next one.
    """
    due = _waiting().filter(effective_on__lte=timezone.localdate()).order_by("effective_on", "pk")
    return sum(put_in_force(change) is not None for change in due)


@transaction.atomic
def put_in_force(change: Change) -> ChangeStep | None:
    """Put one change into force if its day has come, on the source of the step that set the day.

    The step is dated on that day, however late the worker comes, but never before the step that it follows.
    The row is locked and asked again, so that two workers write one step.

    Returns:
        None, with nothing written, if the day has not come, is not known, or the change does not wait for it.
    """
    change = _waiting().select_for_update(no_key=True).filter(pk=change.pk).first()
    if change is None or not change.effective or not _has_come(change.effective):
        return None
    steps = list(change.steps.select_related("source").order_by("pk"))
    setter = _setter(steps)
    if setter is None or _is_past(setter, steps):
        return None
    day = max(change.effective.last_day, *(step.happened_on for step in steps))
    return move_change(
        change, to=State.IN_FORCE, on=day, why=_("Its day has come."), source=setter.source, by_itself=True
    )


def _has_come(date: FuzzyDate) -> bool:
    """A day has come when it begins; a month or quarter, within which nobody named the day, when it is over."""
    today = timezone.localdate()
    return date.first_day <= today if date.precision == Precision.DAY else date.last_day < today


def _waiting():
    return Change.objects.filter(publication=Change.Publication.PUBLISHED, state__in=WAITING_FOR_THEIR_DAY)


def _setter(steps: list[ChangeStep]) -> ChangeStep | None:
    """The step that set the day: the last that moved it, else the first one that something to read stands under."""
    evident = [step for step in steps if not step.source.is_hearsay]
    moved = [step for step in evident if step.effective_now]
    return moved[-1] if moved else (evident[0] if evident else None)


def _is_past(setter: ChangeStep, steps: list[ChangeStep]) -> bool:
    """Whether the day that was set is used up: it has come before, or was postponed without a new one."""
    after = [step for step in steps if step.pk >= setter.pk]
    was_postponed = any(step.to_state == State.POSTPONED != step.from_state for step in after[1:])
    return was_postponed or any(step.to_state == State.IN_FORCE for step in after)
