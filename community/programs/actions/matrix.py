"""Writing down what a program gives and asks, from which day on. Nothing that was said before is lost."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.refusals import Refused
from community.programs import rules
from community.programs.models import Change, Line, MatrixRow, MatrixTerm, Program, Tier


@dataclass(frozen=True)
class CellEdit:
    """What a cell says from a day on. ``seen`` is what it said of that day when its editor began."""

    row: MatrixRow
    tier: Tier | None
    lines: list[Line]
    seen: list[Line] | None = None


class CellsOvertaken(Refused):
    """Somebody else edited a cell meanwhile. ``cells``: what each says now, by (row id, tier id)."""

    def __init__(self, cells: dict[tuple[int, int | None], list[Line]]):
        super().__init__(
            _("Somebody edited meanwhile what you edited. Both are shown below. Save again to let yours stand.")
        )
        self.cells = cells


@dataclass
class _Cell:
    """The terms of a cell while it is edited."""

    row: MatrixRow
    tier_id: int | None
    terms: list[MatrixTerm]
    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)

    def on(self, day: dt.date) -> list[MatrixTerm]:
        return [term for term in self.terms if term.holds_on(day)]


@transaction.atomic
def edit_cells(
    program: Program, *, by, on: dt.date, edits: list[CellEdit], change: Change | None = None, late: bool = False,
    since_unknown: bool = False,
) -> int:  # fmt: skip
    """Let cells say something else from a day on, until what is planned for them later.

    What held before that day still does; what had been planned from that very day is kept as taken back. A cell
    that says so already is left alone.

    Args:
        change: the change that brings this, if one is recorded.
        late: the editor knows that the day is over.
        since_unknown: what a cell says now for the first time held before the day as well; nobody knows since when.
    Returns:
        How many cells were changed.
    Raises:
        CellsOvertaken: a cell no longer says what its editor saw; nothing is written.
        Refused: the person may not; the change may not be named; two lines of a cell are for the same.
    """
    rules.check_can_edit_matrix(by)
    rules.check_is_not_past(on, late=late)
    change = _as_it_is_now(change, program)
    cells = _lock(program, edits)
    pairs = [(edit, cells[edit.row.pk, edit.tier and edit.tier.pk]) for edit in edits]
    _check_nothing_moved(pairs, on)
    facts = {"on": on, "by": by, "change": change, "since_unknown": since_unknown}
    return sum(_edit(edit, cell, **facts) for edit, cell in pairs)


@transaction.atomic
def end_row(row: MatrixRow, *, by, on: dt.date, change: Change | None = None, late: bool = False) -> int:
    """From a day on the program no longer gives or asks this, in no tier; what was planned later is taken back.

    Returns:
        How many terms ended; 0 if nothing was left to end.
    Raises:
        Refused: as ``edit_cells``.
    """
    rules.check_can_edit_matrix(by)
    rules.check_is_not_past(on, late=late)
    change = _as_it_is_now(change, row.program)
    MatrixRow.objects.select_for_update(no_key=True).get(pk=row.pk)
    terms = [term for term in row.terms.current() if term.valid_until is None or term.valid_until > on]
    cell = _Cell(row, None, terms)
    for term in terms:
        _end(cell, term, on=on, by=by, change=change)
    if terms:
        _record(cell, what="ended", by=by, on=on, change=change)
    return len(terms)


@transaction.atomic
def correct_term(
    term: MatrixTerm, *, by, why: str, line: Line | None, valid_from: dt.date | None, valid_until: dt.date | None
) -> MatrixTerm | None:
    """Say that a term was recorded wrongly, and what is right: also about days that are over.

    The wrong term is kept with the reason, for administrators.

    Args:
        line: what is right; None if the cell never said anything of the kind.
    Returns:
        The right term: the same one if nothing differs, None if there is none.
    Raises:
        Refused: the person may not; somebody replaced the term meanwhile; the days are taken by another term.
    """
    rules.check_can_edit_matrix(by)
    MatrixRow.objects.select_for_update(no_key=True).get(pk=term.row_id)
    term = MatrixTerm.objects.select_related("row__program").get(pk=term.pk)
    if term.replaced_at:
        raise Refused(_("Somebody replaced this term meanwhile. Look at the row again."))
    if line == term.line and (valid_from, valid_until) == (term.valid_from, term.valid_until):
        return term
    if valid_from and valid_until and valid_from >= valid_until:
        raise Refused(_("The last day lies before the first. Correct one of them."))
    others = term.row.terms.current().filter(tier=term.tier_id).exclude(pk=term.pk)
    cell = _Cell(term.row, term.tier_id, list(others))
    _replace(cell, term, MatrixTerm.How.CORRECTED, why=why)
    right = None
    if line is not None:
        _check_free(cell, line, valid_from, valid_until)
        ended_by = term.ended_by if valid_until else None
        right = _write(cell, line, valid_from, valid_until, by=by, change=term.change, ended_by=ended_by)
    _record(cell, what="corrected", by=by, on=valid_from, change=None)
    return right


def _as_it_is_now(change: Change | None, program: Program) -> Change | None:
    if change is None:
        return None
    change = Change.objects.get(pk=change.pk)
    rules.check_can_bring_terms(change, program)
    return change


def _lock(program: Program, edits: list[CellEdit]) -> dict[tuple, _Cell]:
    """The cells with their current terms; nobody else edits these rows until the transaction ends."""
    ids = sorted({edit.row.pk for edit in edits})
    rows = list(program.matrix_rows.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if [row.pk for row in rows] != ids:
        raise Refused(_("A row was removed meanwhile. Look at the matrix again."))
    cells = {
        (edit.row.pk, edit.tier and edit.tier.pk): _Cell(edit.row, edit.tier and edit.tier.pk, []) for edit in edits
    }
    for term in MatrixTerm.objects.current().filter(row__in=ids):
        if (term.row_id, term.tier_id) in cells:
            cells[term.row_id, term.tier_id].terms.append(term)
    return cells


def _check_nothing_moved(pairs: list[tuple[CellEdit, _Cell]], on: dt.date) -> None:
    overtaken = {}
    for edit, cell in pairs:
        now = _lines(cell.on(on))
        if edit.seen is not None and now != sorted(edit.seen, key=str) and now != sorted(edit.lines, key=str):
            overtaken[cell.row.pk, cell.tier_id] = now
    if overtaken:
        raise CellsOvertaken(overtaken)


def _lines(terms: list[MatrixTerm]) -> list[Line]:
    return sorted((term.line for term in terms), key=str)


def _edit(edit: CellEdit, cell: _Cell, *, on: dt.date, by, change, since_unknown: bool) -> bool:
    if len({(line.scope, line.currency) for line in edit.lines}) < len(edit.lines):
        raise Refused(_("Two lines of “%(row)s” are for the same. Make one of them.") % {"row": edit.row})
    ends: dict[tuple, MatrixTerm] = {}
    wanted = list(edit.lines)
    for term in cell.on(on):
        if term.line in wanted:
            wanted.remove(term.line)
        else:
            _end(cell, term, on=on, by=by, change=change)
            ends[term.scope, term.currency] = term
    for line in wanted:
        before = ends.get((line.scope, line.currency))
        until = before.valid_until if before else _next_start(cell, line, on)
        begin = None if since_unknown and not _said_before(cell, line, on) else on
        _write(cell, line, begin, until, by=by, change=change, ended_by=before.ended_by if before else None)
    if cell.old or cell.new:
        _record(cell, what="edited", by=by, on=on, change=change)
    return bool(cell.old or cell.new)


def _next_start(cell: _Cell, line: Line, on: dt.date) -> dt.date | None:
    """The day from which something else is planned for the same scope and currency."""
    starts = [term.valid_from for term in _same(cell, line)]
    return min((day for day in starts if day and day > on), default=None)


def _said_before(cell: _Cell, line: Line, on: dt.date) -> bool:
    return any(term.valid_from is None or term.valid_from < on for term in _same(cell, line))


def _same(cell: _Cell, line: Line) -> list[MatrixTerm]:
    return [term for term in cell.terms if (term.scope, term.currency) == (line.scope, line.currency)]


def _end(cell: _Cell, term: MatrixTerm, *, on: dt.date, by, change) -> None:
    """Let a term hold until the day; one that begins no earlier was planned in vain, or just a slip of today."""
    if term.valid_from is None or term.valid_from < on:
        _replace(cell, term, MatrixTerm.How.ENDED)
        _write(cell, term.line, term.valid_from, on, by=by, change=term.change, ended_by=change, tier_id=term.tier_id)
    else:
        planned = term.valid_from > timezone.localdate()
        _replace(cell, term, MatrixTerm.How.TAKEN_BACK if planned else MatrixTerm.How.CORRECTED)


def _replace(cell: _Cell, term: MatrixTerm, how: str, *, why: str = "") -> None:
    term.replaced_at, term.how, term.why = timezone.now(), how, why
    term.save(update_fields=["replaced_at", "how", "why"])
    cell.old.append(term.pk)


def _write(cell: _Cell, line: Line, valid_from, valid_until, *, by, change, ended_by, tier_id=None) -> MatrixTerm:
    term = MatrixTerm.objects.create(
        row=cell.row, tier_id=tier_id or cell.tier_id, scope=line.scope, currency=line.currency, amount=line.amount,
        per=line.per, value=line.value, valid_from=valid_from, valid_until=valid_until, change=change,
        ended_by=ended_by, recorded_by=by,
    )  # fmt: skip
    cell.new.append(term.pk)
    return term


def _check_free(cell: _Cell, line: Line, valid_from: dt.date | None, valid_until: dt.date | None) -> None:
    """Before the database says so without a sentence."""
    for other in cell.terms:
        if (other.scope, other.currency) != (line.scope, line.currency):
            continue
        begins_before_its_end = other.valid_until is None or valid_from is None or valid_from < other.valid_until
        ends_after_its_begin = other.valid_from is None or valid_until is None or other.valid_from < valid_until
        if begins_before_its_end and ends_after_its_begin:
            raise Refused(
                _("On some of these days another term holds: %(term)s. Correct that one first.")
                % {"term": other.line.shown or _("included")}
            )


def _record(cell: _Cell, *, what: str, by, on: dt.date | None, change: Change | None) -> None:
    record(
        "catalogue.edited", actor=by, target=cell.row.program, what=what, row=cell.row.pk, tier=cell.tier_id,
        old=cell.old, new=cell.new, on=on and on.isoformat(), change=change and change.pk,
    )  # fmt: skip
