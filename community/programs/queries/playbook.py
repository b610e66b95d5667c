"""The playbook of a change as somebody reads it: with days, and with their own ticks."""

import datetime as dt
from dataclasses import dataclass

from community.core.dates import FuzzyDate, Precision
from community.programs.models import Change, Step
from community.programs.queries.sheets import Kind, Sheet, sheet_of


@dataclass(frozen=True)
class StepRow:
    """One step. ``due`` is None where it has no date, or where its date is not known yet (``is_open``)."""

    step: Step
    due: FuzzyDate | None = None
    is_ticked: bool = False
    is_new: bool = False
    is_over: bool = False  # the change was taken back: nothing is due any more

    @property
    def is_open(self) -> bool:
        """It hangs on a date that nobody knows yet."""
        return bool(self.step.anchor) and self.due is None

    @property
    def is_vague(self) -> bool:
        """Due by the end of a month or a quarter."""
        return self.due is not None and self.due.precision != Precision.DAY

    @property
    def is_passed(self) -> bool:
        return self.due is not None and self.due.days_left < 0 and not (self.is_ticked or self.is_over)


@dataclass(frozen=True)
class Playbook:
    """All steps in order."""

    sheet: Sheet
    steps: list[StepRow]

    @property
    def done(self) -> int:
        return sum(row.is_ticked for row in self.steps)

    @property
    def new(self) -> int:
        return sum(row.is_new for row in self.steps)


def playbook(change: Change) -> Playbook:
    """The steps of a change that ``change_for`` gave, with the days that follow from its dates now. No query."""
    sheet = sheet_of(change, Kind.PLAYBOOK)
    ticked = set(getattr(change, "step_ticks", None) or [])
    look = getattr(change, "playbook_look", None)
    firsts = {row["step"]: row["number"] for row in change.step_firsts}
    rows = [
        StepRow(
            step,
            due=due(step, change),
            is_ticked=step.step in ticked,
            is_new=look is not None and firsts.get(step.step, 0) > look and step.step not in ticked,
            is_over=change.is_over,
        )
        for step in sheet.rows
    ]
    return Playbook(sheet, rows)


def due(step: Step, change: Change) -> FuzzyDate | None:
    """When a step is due, as exactly as the date that it hangs on is known.

    Before a month or quarter one counts from its first day, after it from its last, and names the month.
    """
    date = {"act_by": change.act_by, "effective": change.effective}.get(step.anchor)
    if date is None or not step.days:
        return date
    try:
        day = (date.first_day if step.days < 0 else date.last_day) + dt.timedelta(days=step.days)
    except OverflowError:
        return None
    if date.precision == Precision.DAY:
        return FuzzyDate(day, Precision.DAY)
    return FuzzyDate(day.replace(day=1), Precision.MONTH)
