"""What three programs give and ask: written down by an administrator, and moved by the changes of the demo."""

import datetime as dt
from pathlib import Path

import yaml

from community.programs import actions
from community.programs.actions import CellEdit, Layout
from community.programs.forms.matrix import read_lines
from community.programs.models import Program

ADMINISTRATOR = "ada"


def plan(story) -> None:
    """Each entry of the file is an edit on its day, by its hand, as the page of the matrix would send it."""
    for row in yaml.safe_load((Path(__file__).parent / "catalogue.yaml").read_text()):
        story.at(_evening(row["rows_on"]), lambda row=row: _write_rows(story, row))
        for edit in row["edits"]:
            story.at(_evening(edit["recorded"]), lambda row=row, edit=edit: _edit(story, row, edit))


def _evening(day) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T19:00:00+00:00")


def _program(row: dict) -> Program:
    return Program.objects.get(vendor__slug=row["vendor"], slug=row["program"])


def _write_rows(story, row: dict) -> None:
    for facts in row["rows"]:
        new = {"kind": "benefit", "section": "", "description": ""} | facts
        actions.arrange_matrix(_program(row), by=story.people[ADMINISTRATOR], layout=Layout(new_row=new))


def _edit(story, row: dict, edit: dict) -> None:
    program = _program(row)
    rows = {one.name: one for one in program.matrix_rows.all()}
    tiers = {one.name: one for one in program.tiers.all()} | {"all": None}
    actions.edit_cells(
        program, by=story.people[ADMINISTRATOR], on=dt.date.fromisoformat(str(edit["from"])), late=True,
        since_unknown=edit.get("since_unknown", False),
        change=story.changes[edit["change"]] if edit.get("change") else None,
        edits=[
            CellEdit(rows[name], tiers[tier], read_lines(str(text)))
            for name, cells in edit["cells"].items()
            for tier, text in cells.items()
        ],
    )  # fmt: skip
