"""Real programs in the matrix: the pages beside the repository, every cell of theirs. Skipped without them."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest

from community.programs import actions, queries
from community.programs.actions import CellEdit, Layout
from community.programs.forms.matrix import read_lines
from community.programs.models import Line
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-27T12:00:00+00:00")]

DATA = Path(os.environ.get("BACKCHANNEL_SHARED") or Path(__file__).parents[2].parent / "shared") / "data"
GUIDE = DATA / "gitlab-partner-program/en-2022/resellers/Channel-Program-Guide/index.html.md"
LATER = DATA / "gitlab-partner-program/ja-2026/resellers/channel-program-guide/_index.md"
PAGES = DATA / "ms-partner-center-bilingual-de/program-pages"
DAY = dt.date(2026, 11, 27)


@pytest.fixture(autouse=True)
def pages_are_here():
    if not (GUIDE.exists() and PAGES.is_dir()):
        pytest.skip("the real pages are not here; set BACKCHANNEL_SHARED to the folder that holds data/")


def cells_of(line: str) -> list[str]:
    return [part.strip() for part in line.strip().strip("|").split("|")]


def write(program, by, table: list[tuple[str, str, list[str]]]) -> int:
    """Enter a table of (section, name, cell for each tier) as an administrator would."""
    for section, name, _cells in table:
        actions.arrange_matrix(program, by=by, layout=Layout(new_row={"name": name, "section": section}))
    rows = {row.name: row for row in program.matrix_rows.all()}
    tiers = list(program.tiers.order_by("rank"))
    edits = [
        CellEdit(rows[name], tier, read_lines(text))
        for _section, name, cells in table
        for tier, text in zip(tiers, cells, strict=True)
    ]
    return actions.edit_cells(program, by=by, on=DAY, edits=edits, since_unknown=True)


def shown(program) -> dict[str, list[list[str]]]:
    matrix = queries.matrix(program, None or make.make_user(), on=DAY)
    return {
        row.row.name: [[line.shown or "X" for line in cell.lines] for cell in row.cells]
        for section in matrix.sections
        for row in section.rows
    }


def gitlab_table() -> list[tuple[str, str, list[str]]]:
    table, section = [], ""
    lines = [line for line in GUIDE.read_text().splitlines() if line.startswith("|")]
    for line in lines[2:]:
        name, *cells = cells_of(line)
        if name.startswith("**"):
            section = name.strip("*")
        elif name:
            table.append((section, name, [cell.replace("$300K", "300,000 USD") for cell in cells]))
    return table


def test_two_tracks_against_all_requirements_and_benefits(ada):
    program = make.make_program(tiers=["Open", "Select"])
    table = gitlab_table()

    filled = write(program, ada, table)

    assert len(table) == 27
    assert filled == sum(1 for _section, _name, cells in table for cell in cells if cell)
    assert list(dict.fromkeys(section for section, _name, _cells in table)) == [
        section.name for section in queries.matrix(program, ada, on=DAY).sections
    ]
    held = shown(program)
    assert list(held) == [name for _section, name, _cells in table]
    assert held["Deal Registration Discounts"] == [["X"], ["X"]]
    assert held["Proposal Based MDF"] == [["Through Distribution"], ["X"]]
    assert held["GitLab.com Listing"] == [["X"], ["X (featured)"]]
    assert held["Program Rev Targets Min - BusPlan Committed"] == [[], ["300,000\u00a0USD"]]
    assert held["Leads"] == [[], ["X"]]


def test_four_years_later_the_same_program_is_compared_with_itself(ada):
    """The later guide has no table: all that is read from it is that the two tracks are still there."""
    assert "Open および Select" in LATER.read_text()
    program = make.make_program(tiers=["Open", "Select"])
    write(program, ada, gitlab_table())
    row, select = program.matrix_rows.get(name="Leads"), program.tiers.get(name="Select")
    later = dt.date(2026, 12, 1)
    actions.edit_cells(program, by=ada, on=later, edits=[CellEdit(row, select, [])])

    compared = queries.compare(program, ada, DAY, later)

    assert [(cell.tier, cell.mark, cell.was) for cell in compared.cells if cell.mark] == [(select, "removed", [Line()])]


def microsoft_support() -> list[tuple[str, str, list[str]]]:
    """The English half of the table of support cases; a cell may have several parts."""
    text = (PAGES / "mpn-benefits-technical-support.md").read_text()
    table = []
    for line in text.splitlines():
        if not line.startswith("|") or "---" in line:
            continue
        name, *cells = cells_of(line)
        table.append(("Support", english(name)[0], ["\n".join(by_part(english(cell))) for cell in cells[:3]]))
    return table[1:]


def english(cell: str) -> list[str]:
    halves = re.findall(r'sxs-lookup"><span[^>]*>(.*?)</span>', cell)
    return [re.sub(r"<[^>]+>", "", half).strip() for half in halves]


def by_part(texts: list[str]) -> list[str]:
    """ "Cloud competencies:", "Unlimited" becomes "[Cloud competencies] Unlimited"."""
    lines, part = [], ""
    for text in texts:
        if text.endswith(":"):
            part = f"[{text.removesuffix(':')}] "
        else:
            lines.append(part + text)
    return lines


def test_support_cases_by_competency_and_part_of_it(ada):
    program = make.make_program(tiers=["Action Pack", "Silver", "Gold"])

    write(program, ada, microsoft_support())

    matrix = queries.matrix(program, ada, on=DAY)
    rows = {row.row.name: [cell.lines for cell in row.cells] for row in matrix.sections[0].rows}
    assert rows == {
        "Microsoft Product Support": [[Line(value=f"{count} Incidents")] for count in (10, 15, 20)],
        "Signature Cloud Support": [
            [],
            [Line("Cloud Competencies", value="Unlimited"), Line("Other competencies", value="5 Incidents")],
            [Line("Cloud Competencies", value="Unlimited"), Line("Other competencies", value="10 Incidents")],
        ],
    }


def test_fees_and_credits_of_the_pages_are_held_in_words_and_in_money(ada):
    """The pages name no fee in figures ("note the amount due … and the specific currency"), a discount, and credits."""
    fees = (PAGES / "mpn-pay-fee-silver-gold-competency.md").read_text()
    credits = (PAGES / "mpn-benefits-azure-cloud.md").read_text()
    discount = re.search(r"(25) percent fee discount", fees)[1]
    monthly = re.search(r"\$(100) per month", credits)[1]
    yearly = re.search(r"\$(6000)/year", credits)[1]
    program = make.make_program(tiers=["Silver", "Gold"])

    write(program, ada, [
        ("Fees", "Discount on the gold fee after silver", ["", f"{discount} %"]),
        ("Credits", "Cloud credit by the month", [f"{monthly} USD a month", f"{monthly} USD a month"]),
        ("Credits", "Cloud credit in one sum", [f"{yearly} USD a year, or as much in local currency", ""]),
        ("Fees", "Membership", ["1 USD a year\n[DE] 1 EUR a year\n[JP] 100 JPY a year", ""]),
    ])  # fmt: skip

    assert shown(program) == {
        "Discount on the gold fee after silver": [[], ["25 %"]],
        "Cloud credit by the month": [["100\u00a0USD a month"]] * 2,
        "Cloud credit in one sum": [["6,000\u00a0USD a year, or as much in local currency"], []],
        "Membership": [["1\u00a0USD a year", "1\u00a0EUR a year", "100\u00a0JPY a year"], []],
    }
