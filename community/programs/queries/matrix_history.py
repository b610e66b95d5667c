"""What administrators see while they edit a matrix: the cells, the past of a row, and who edited what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from community.activity.models import Activity
from community.programs.models import Change, Line, MatrixRow, MatrixTerm, Program, Tier
from community.programs.states import State

EDITS_SHOWN = 12  # the latest; the rest is in the rows' own histories


@dataclass(frozen=True)
class Edit:
    """Who changed what. ``old`` and ``new`` are the terms that went and came."""

    activity: Activity
    row: MatrixRow | None
    tier: Tier | None
    old: list[MatrixTerm]
    new: list[MatrixTerm]

    @property
    def what(self) -> str:
        return self.activity.facts["what"]

    @property
    def came(self) -> list[MatrixTerm]:
        """What is new, without what was only cut at the day from which it no longer holds."""
        on = self.on
        return [term for term in self.new if self.what == "corrected" or on is None or term.valid_until != on]

    @property
    def on(self) -> dt.date | None:
        day = self.activity.facts.get("on")
        return dt.date.fromisoformat(day) if day else None


def cells_on(program: Program, day: dt.date) -> dict[tuple[int, int | None], list[Line]]:
    """What each cell says of a day, by (row id, tier id), for its editors. One query."""
    cells: dict[tuple[int, int | None], list[Line]] = {}
    for term in MatrixTerm.objects.current().of_program(program):
        if term.holds_on(day):
            cells.setdefault((term.row_id, term.tier_id), []).append(term.line)
    return {place: sorted(lines, key=str) for place, lines in cells.items()}


def row_of_matrix(program: Program, pk: int) -> MatrixRow | None:
    """A row of this very program. One query."""
    return program.matrix_rows.filter(pk=pk).first()


def terms_of_row(row: MatrixRow) -> list[MatrixTerm]:
    """All that the row has ever said, also what was replaced, tier by tier in the order of days. One query."""
    terms = row.terms.select_related("tier", "change", "ended_by", "recorded_by")
    return list(terms.order_by("tier__rank", "scope", "currency", F("valid_from").asc(nulls_first=True), "pk"))


def term_of_matrix(program: Program, pk: int) -> MatrixTerm | None:
    """A current term of this very program, with its row and tier. One query."""
    terms = MatrixTerm.objects.current().of_program(program)
    return terms.select_related("row__program__vendor", "tier").filter(pk=pk).first()


def changes_that_bring_terms(program: Program):
    """The changes that an edit may name: announced ones of the vendor, latest moves first."""
    changes = Change.objects.published().filter(vendor=program.vendor_id)
    return changes.exclude(state=State.RUMOURED).newest_moves_first()


def edits_of_matrix(program: Program) -> list[Edit]:
    """The latest edits, newest first. Four queries."""
    activities = Activity.objects.filter(
        target_kind="program", target_id=program.pk, verb="catalogue.edited"
    ).select_related("actor")  # fmt: skip
    shown = list(activities.order_by("-pk")[:EDITS_SHOWN])
    ids = {pk for one in shown for side in ("old", "new") for pk in one.facts.get(side, [])}
    terms = MatrixTerm.objects.select_related("tier").in_bulk(ids)
    rows = MatrixRow.objects.in_bulk({one.facts["row"] for one in shown if one.facts.get("row")})
    tiers = {tier.pk: tier for tier in program.tiers.all()}
    return [_edit(activity, terms, rows, tiers) for activity in shown]


def _edit(activity: Activity, terms: dict, rows: dict, tiers: dict) -> Edit:
    facts = activity.facts
    old, new = ([terms[pk] for pk in facts.get(side, []) if pk in terms] for side in ("old", "new"))
    return Edit(activity, rows.get(facts.get("row")), tiers.get(facts.get("tier")), old, new)
