"""The playbook and the options as the page of a change carries them along, and their earlier versions."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from community.core.differences import line_difference
from community.programs.models import Change, PlaybookLook, PlaybookStep, SheetVersion, Step, StepTick
from community.programs.prices import Option

PAGE = 10  # versions
Kind = SheetVersion.Kind


@dataclass(frozen=True)
class Sheet:
    """The latest version of a playbook or of an options table. ``number`` is 0 if there is none."""

    number: int = 0
    rows: tuple = ()
    author: str = ""
    saved_at: dt.datetime | None = None


@dataclass(frozen=True)
class Difference:
    """Rows of ``core.differences``; None if the versions are too long or too repetitive to be compared."""

    rows: list[tuple[str, str]] | None

    @property
    def is_empty(self) -> bool:
        return self.rows == []


@dataclass(frozen=True)
class VersionRow:
    """A version with what it changed."""

    version: SheetVersion
    difference: Difference


def sheet_annotations(viewer) -> dict:
    """For a query over changes: both sheets, when steps came, the viewer's own ticks. No query of its own."""
    steps = PlaybookStep.objects.filter(change=OuterRef("pk"))
    ticks = StepTick.objects.visible_to(viewer).filter(step__change=OuterRef("pk"))
    looks = PlaybookLook.objects.visible_to(viewer).filter(change=OuterRef("pk"))
    mine = {
        "step_ticks": ArraySubquery(ticks.values("step")),
        "playbook_look": Subquery(looks.values("number"), output_field=BigIntegerField()),
    }
    return {
        "playbook_sheet": _latest(Kind.PLAYBOOK),
        "options_sheet": _latest(Kind.OPTIONS),
        "step_firsts": ArraySubquery(steps.values(row=JSONObject(step="pk", number="first_number"))),
    } | (mine if viewer.is_authenticated else {})


def sheet_of(change: Change, kind: str) -> Sheet:
    """One of the sheets of a change that ``change_for`` or ``change_with_sheets`` gave. No query."""
    given = change.playbook_sheet if kind == Kind.PLAYBOOK else change.options_sheet
    if not given:
        return Sheet()
    saved_at = dt.datetime.fromisoformat(given["saved_at"])
    return Sheet(given["number"], tuple(rows_of(kind, given["rows"])), given["author"], saved_at)


def rows_of(kind: str, rows: list[dict]) -> list[Step] | list[Option]:
    """What a version keeps, as things."""
    return [Step(**row) if kind == Kind.PLAYBOOK else Option.from_row(row) for row in rows]


def lines_of(kind: str, rows: list[dict]) -> list[str]:
    """What a version keeps, in words, a line for each fact."""
    return [line for row in rows_of(kind, rows) for line in row.lines]


def sheet_versions(change: Change, kind: str, *, before: int | None = None) -> tuple[list[VersionRow], int | None]:
    """The latest versions with what each changed, and the number before which there are more. One query."""
    versions = change.sheet_versions.filter(kind=kind).select_related("author").order_by("-number")
    if before:
        versions = versions.filter(number__lt=before)
    found = list(versions[: PAGE + 1])
    rows = [
        VersionRow(version, sheet_difference(lines_of(kind, older.rows) if older else [], lines_of(kind, version.rows)))
        for version, older in zip(found, [*found, None][1:], strict=True)
    ][:PAGE]
    return rows, rows[-1].version.number if len(found) > PAGE else None


def sheet_version(change: Change, kind: str, number: int) -> SheetVersion | None:
    """One version of a change that the viewer may see. One query."""
    return change.sheet_versions.filter(kind=kind, number=number).first()


def sheet_difference(old: list[str], new: list[str]) -> Difference:
    """What to take out and put in, line by line."""
    return Difference(line_difference("\n".join(old), "\n".join(new)))


def _latest(kind: str) -> Subquery:
    versions = SheetVersion.objects.filter(change=OuterRef("pk"), kind=kind).order_by("-number")
    facts = JSONObject(number="number", rows="rows", saved_at="created_at", author="author__name")
    return Subquery(versions.values(row=facts)[:1])
