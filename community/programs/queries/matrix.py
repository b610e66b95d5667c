"""What a program gives and asks, tier by tier, as of a day, or of two days side by side."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, DateField, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from community.programs.models import Change, Line, MatrixRow, MatrixTerm, Program, Tier

ONE_DAY = dt.timedelta(days=1)
FIRST_ROWS = 8  # on the page of the program, above its timetable


@dataclass(frozen=True)
class Matrix:
    """The matrix of a program. ``before`` is the earlier of two days that are compared, None for one day alone."""

    program: Program
    on: dt.date
    before: dt.date | None
    tiers: list[Tier]
    sections: list["Section"]
    changes: list["Named"]
    days: list["DayOfChange"]
    quiet: int

    @property
    def cells(self) -> list["Cell"]:
        return [cell for section in self.sections for row in section.rows for cell in row.cells]

    @property
    def first(self) -> list["Section"]:
        """The first rows, for a place where the whole would be too long."""
        left, sections = FIRST_ROWS, []
        for section in self.sections:
            if left > 0:
                sections.append(Section(section.name, section.rows[:left]))
                left -= len(section.rows)
        return sections

    @property
    def rest(self) -> int:
        """How many rows do not stand in ``first``."""
        return max(sum(len(section.rows) for section in self.sections) - FIRST_ROWS, 0)

    @property
    def marked(self) -> int:
        """How many cells differ."""
        return sum(1 for cell in self.cells if cell.mark in {"added", "removed", "changed"})


@dataclass(frozen=True)
class Section:
    name: str
    rows: list["Row"]


@dataclass(frozen=True)
class Row:
    """A row with what it says: a cell for each tier, or one over all of them where no tier is told apart."""

    row: MatrixRow
    cells: list["Cell"]


@dataclass(frozen=True)
class Cell:
    """What stands in one place, and what stood there on the earlier day.

    ``mark``: "added", "removed", "changed", "kept" (something else was planned, and taken back) or "".
    """

    tier: Tier | None
    span: int
    lines: list[Line]
    was: list[Line] = field(default_factory=list)
    plans: list[Line] = field(default_factory=list)
    changes: list["Named"] = field(default_factory=list)
    mark: str = ""


@dataclass(frozen=True)
class Named:
    """A change with its number in the list below the matrix."""

    number: int
    change: Change


@dataclass(frozen=True)
class DayOfChange:
    """A day on which cells began to say something else, or were to; ``eve`` is the day before.

    ``count``: the cells that did; ``plans``: the cells for which something planned was taken back.
    """

    day: dt.date
    count: int
    plans: int = 0

    @property
    def eve(self) -> dt.date:
        return self.day - ONE_DAY


def matrix(program: Program, viewer, *, on: dt.date, before: dt.date | None = None) -> Matrix:
    """The matrix as of a day: one query. With ``before``, what differs from that earlier day, and by what: two.

    The tiers are those that ``program_by_slug`` has fetched. A change is named only to those who may see it, and
    what a change brings is shown only to them.
    """
    terms = list(MatrixTerm.objects.visible_to(viewer).of_program(program).select_related("row"))
    changes = _changes_of(terms, viewer) if before else {}
    return _Builder(program, terms, changes, on, before).build()


def compare(program: Program, viewer, day_a: dt.date, day_b: dt.date) -> Matrix:
    """Two days side by side, in whatever order they are given. Two queries."""
    before, on = sorted([day_a, day_b])
    return matrix(program, viewer, on=on, before=before)


def _changes_of(terms: list[MatrixTerm], viewer) -> dict[int, Change]:
    """The changes that brought or ended these terms, of those that the viewer may see. One query."""
    ids = {pk for term in terms for pk in (term.change_id, term.ended_by_id) if pk}
    return Change.objects.visible_to(viewer).published().select_related("vendor").in_bulk(ids)


def matrix_of_change(viewer) -> Subquery:
    """An annotation of changes: the first day on which the change moves a matrix, the day before, and whose it is.

    Null if the change brought and ended no term. What it planned in vain counts, what was a mistake does not.
    """
    brought, ended = Q(change=OuterRef("pk")), Q(ended_by=OuterRef("pk"))
    terms = MatrixTerm.objects.visible_to(viewer).filter(Q(replaced_at=None) | Q(how=MatrixTerm.How.TAKEN_BACK))
    moving = terms.filter(brought | ended).annotate(
        day=Case(When(ended, then="valid_until"), default="valid_from", output_field=DateField())
    )
    where = JSONObject(
        vendor="row__program__vendor__slug", program="row__program__slug", day="day",
        eve=ExpressionWrapper(F("day") - Value(1, output_field=IntegerField()), output_field=DateField()),
    )  # fmt: skip
    return Subquery(moving.exclude(day=None).order_by("day", "pk").values(where=where)[:1])


def days_of_change(terms: list[MatrixTerm]) -> list[DayOfChange]:
    """The days on which anything changed or was to change, latest first. Asks nothing."""
    cells, plans = defaultdict(list), defaultdict(set)
    for term in terms:
        place = (term.row_id, term.tier_id)
        if term.replaced_at is None:
            cells[place].append(term)
        elif term.how == MatrixTerm.How.TAKEN_BACK:
            plans[term.valid_from].add(place)
    counts: dict[dt.date, int] = defaultdict(int)
    for own in cells.values():
        edges = {day for term in own for day in (term.valid_from, term.valid_until) if day}
        for day in edges:
            if _lines(own, day) != _lines(own, day - ONE_DAY):
                counts[day] += 1
    days = sorted({*counts, *plans}, reverse=True)
    return [DayOfChange(day, counts.get(day, 0), len(plans.get(day, ()))) for day in days]


class _Builder:
    """Puts rows, terms and changes together."""

    def __init__(self, program, terms, changes, on, before):
        self.program, self.changes, self.on, self.before = program, changes, on, before
        rows = {term.row_id: term.row for term in terms}
        self.rows = sorted(rows.values(), key=lambda row: (row.position, row.pk))
        self.tiers = list(program.tiers.all())
        self.numbers: dict[int, Named] = {}
        self.current: dict[tuple, list[MatrixTerm]] = defaultdict(list)
        self.taken_back: dict[tuple, list[MatrixTerm]] = defaultdict(list)
        for term in terms:
            place = (term.row_id, term.tier_id)
            if term.replaced_at is None:
                self.current[place].append(term)
            elif term.how == MatrixTerm.How.TAKEN_BACK:
                self.taken_back[place].append(term)
        self.days = days_of_change(terms)

    def build(self) -> Matrix:
        sections: list[Section] = []
        quiet = 0
        for row in self.rows:
            built = Row(row, self._cells(row))
            if not any(cell.lines or cell.was or cell.plans for cell in built.cells):
                quiet += 1
                continue
            if not sections or sections[-1].name != row.section:
                sections.append(Section(row.section, []))
            sections[-1].rows.append(built)
        named = sorted(self.numbers.values(), key=lambda one: one.number)
        return Matrix(self.program, self.on, self.before, self.tiers, sections, named, self.days, quiet)

    def _cells(self, row: MatrixRow) -> list[Cell]:
        told_apart = any(self._says((row.pk, tier.pk)) for tier in self.tiers)
        if not told_apart:
            return [self._cell(row, None, span=max(len(self.tiers), 1))]
        return [self._cell(row, tier, span=1) for tier in self.tiers]

    def _says(self, place: tuple) -> bool:
        """Whether the tier has a word of its own on one of the days, or was to have between them."""
        days = [day for day in (self.on, self.before) if day]
        return any(term.holds_on(day) for term in self.current[place] for day in days) or bool(self._plans(place))

    def _cell(self, row: MatrixRow, tier: Tier | None, *, span: int) -> Cell:
        own, all_tiers = (row.pk, tier.pk if tier else None), (row.pk, None)
        lines = self._lines(own, self.on) or self._lines(all_tiers, self.on)
        if self.before is None:
            return Cell(tier, span, lines)
        was = self._lines(own, self.before) or self._lines(all_tiers, self.before)
        plans = self._plans(own)
        mark = _mark(was, lines) or ("kept" if plans else "")
        changes = self._between(own, all_tiers) if mark else []
        return Cell(tier, span, lines, was, sorted({term.line for term in plans}, key=str), changes, mark)

    def _lines(self, place: tuple, day: dt.date) -> list[Line]:
        return _lines(self.current[place], day)

    def _plans(self, place: tuple) -> list[MatrixTerm]:
        """What was planned for a day between the two, and taken back before it came."""
        if self.before is None:
            return []
        return [term for term in self.taken_back[place] if self.before < term.valid_from <= self.on]

    def _between(self, *places: tuple) -> list[Named]:
        """The changes, of those that the viewer may see, by which a place came to say something else."""
        found = []
        for place in dict.fromkeys(places):
            for term in [*self.current[place], *self._plans(place)]:
                if term.valid_from and self.before < term.valid_from <= self.on:
                    found.append(term.change_id)
                if term.valid_until and self.before < term.valid_until <= self.on:
                    found.append(term.ended_by_id)
        return [self._named(pk) for pk in dict.fromkeys(found) if pk in self.changes]

    def _named(self, pk: int) -> Named:
        return self.numbers.setdefault(pk, Named(len(self.numbers) + 1, self.changes[pk]))


def _lines(terms: list[MatrixTerm], day: dt.date) -> list[Line]:
    return sorted((term.line for term in terms if term.holds_on(day)), key=str)


def _mark(was: list[Line], now: list[Line]) -> str:
    if was == now:
        return ""
    if not was:
        return "added"
    return "changed" if now else "removed"
