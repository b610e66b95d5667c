"""The matrix as of a day, two days side by side, and the days on which anything changed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from community.programs import actions, queries
from community.programs.actions import CellEdit
from community.programs.models import Change, Line, MatrixTerm
from community.programs.models.money import money
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-27T12:00:00+00:00")]

NOBODY = AnonymousUser()
OLD, JULY, AUTUMN = dt.date(2020, 1, 1), dt.date(2020, 7, 1), dt.date(2020, 10, 1)
JUNE_30 = dt.date(2020, 6, 30)


@pytest.fixture
def program():
    return make.make_program(tiers=["Silver", "Gold"])


@pytest.fixture
def silver(program):
    return program.tiers.get(name="Silver")


@pytest.fixture
def gold(program):
    return program.tiers.get(name="Gold")


def value(text: str) -> Line:
    return Line(value=text)


def seen(matrix) -> dict[str, list]:
    """Row by row what a reader sees in each cell: the mark, what was, what is."""
    return {
        row.row.name: [
            (cell.mark, [line.shown for line in cell.was], [line.shown for line in cell.lines]) for cell in row.cells
        ]
        for section in matrix.sections
        for row in section.rows
    }


def named(matrix) -> list[Change]:
    return [one.change for one in matrix.changes]


# --- one day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(2019, 12, 31), {}),
        (OLD, {"Cases": [("", [], ["10"]), ("", [], [])]}),
        (JUNE_30, {"Cases": [("", [], ["10"]), ("", [], [])]}),
        (JULY, {"Cases": [("", [], ["5"]), ("", [], ["20"])]}),
        (dt.date(2020, 9, 30), {"Cases": [("", [], ["5"]), ("", [], ["20"])]}),
        (AUTUMN, {"Cases": [("", [], []), ("", [], ["20"])]}),
        (dt.date(2099, 1, 1), {"Cases": [("", [], []), ("", [], ["20"])]}),
    ],
)
def test_the_matrix_is_that_of_the_day(program, silver, gold, day, shown):
    row = make.make_row(program, name="Cases")
    make.make_matrix_term(row, silver, value("10"), valid_from=OLD, valid_until=JULY)
    make.make_matrix_term(row, silver, value("5"), valid_from=JULY, valid_until=AUTUMN)
    make.make_matrix_term(row, gold, value("20"), valid_from=JULY)

    found = queries.matrix(program, NOBODY, on=day)

    assert seen(found) == shown
    assert found.quiet == (0 if shown else 1)


def test_a_term_of_all_tiers_stands_over_all_unless_one_says_otherwise(program, silver, gold):
    agreement, cases = make.make_row(program, name="Agreement"), make.make_row(program, name="Cases")
    make.make_matrix_term(agreement, None, Line())
    make.make_matrix_term(cases, None, value("5"))
    make.make_matrix_term(cases, gold, value("20"), valid_from=JULY)

    (one,), (other,) = (queries.matrix(program, NOBODY, on=day).sections for day in (JUNE_30, JULY))

    assert [[cell.span for cell in row.cells] for row in one.rows] == [[2], [2]]
    assert [[cell.span for cell in row.cells] for row in other.rows] == [[2], [1, 1]]
    assert [cell.lines for cell in other.rows[1].cells] == [[value("5")], [value("20")]]


def test_rows_stand_in_their_order_under_their_sections(program):
    for name, section in [("A", "Sales"), ("B", "Sales"), ("C", "Support"), ("D", "Sales"), ("E", "")]:
        make.make_matrix_term(make.make_row(program, name=name, section=section))
    make.make_row(program, name="Has never said anything", section="Sales")
    make.make_matrix_term(make.make_row(program, name="Says nothing yet", section="Sales"), valid_from=AUTUMN)

    found = queries.matrix(program, NOBODY, on=JULY)

    assert [(section.name, [row.row.name for row in section.rows]) for section in found.sections] == [
        ("Sales", ["A", "B"]), ("Support", ["C"]), ("Sales", ["D"]), ("", ["E"]),
    ]  # fmt: skip
    assert found.quiet == 1


def test_a_program_without_tiers_has_one_column():
    program = make.make_program(tiers=[])
    make.make_matrix_term(make.make_row(program, name="Fee"), None, value("free"))

    assert seen(queries.matrix(program, NOBODY, on=JULY)) == {"Fee": [("", [], ["free"])]}


def test_what_was_replaced_is_not_shown(program, silver, ada):
    row = make.make_row(program, name="Cases")
    for wanted in ("100", "10"):
        actions.edit_cells(program, by=ada, on=JULY, late=True, edits=[CellEdit(row, silver, [value(wanted)])])

    assert seen(queries.matrix(program, NOBODY, on=JULY)) == {"Cases": [("", [], ["10"]), ("", [], [])]}


# --- two days ----------------------------------------------------------------------------------------------


def test_two_days_show_what_came_what_went_and_what_is_different_and_by_which_change(program, silver, gold):
    brought, ended, unrelated = (make.make_change(vendor=program.vendor) for _n in range(3))
    names = ("Came", "Went", "Differs", "Same", "Later")
    rows = {name: make.make_row(program, name=name) for name in names}
    make.make_matrix_term(rows["Came"], gold, Line(), valid_from=JULY, change=brought)
    make.make_matrix_term(rows["Went"], gold, Line(), valid_until=JULY, ended_by=ended)
    make.make_matrix_term(rows["Differs"], gold, value("10"), valid_until=JULY, ended_by=brought)
    make.make_matrix_term(rows["Differs"], gold, value("5"), valid_from=JULY, change=brought)
    make.make_matrix_term(rows["Same"], gold, value("7"), valid_from=OLD, change=unrelated)
    make.make_matrix_term(rows["Later"], gold, value("7"))
    make.make_matrix_term(rows["Later"], silver, value("8"), valid_from=AUTUMN, change=unrelated)

    found = queries.compare(program, NOBODY, JUNE_30, JULY)

    assert seen(found) == {
        "Came": [("", [], []), ("added", [], [""])],
        "Went": [("", [], []), ("removed", [""], [])],
        "Differs": [("", [], []), ("changed", ["10"], ["5"])],
        "Same": [("", [], []), ("", ["7"], ["7"])],
        "Later": [("", [], []), ("", ["7"], ["7"])],
    }
    assert named(found) == [brought, ended]
    assert [[one.number for one in cell.changes] for cell in found.cells if cell.mark] == [[1], [2], [1]]
    assert found.marked == 3
    assert seen(queries.compare(program, NOBODY, JULY, JUNE_30)) == seen(found)


def test_a_change_back_and_forth_between_the_days_is_no_difference(program, gold):
    row = make.make_row(program, name="Cases")
    make.make_matrix_term(row, gold, value("10"), valid_until=JULY)
    make.make_matrix_term(row, gold, value("5"), valid_from=JULY, valid_until=AUTUMN)
    make.make_matrix_term(row, gold, value("10"), valid_from=AUTUMN)

    assert seen(queries.compare(program, NOBODY, JUNE_30, AUTUMN)) == {"Cases": [("", [], []), ("", ["10"], ["10"])]}


def test_a_plan_taken_back_is_told_with_its_change(program, gold, ada, time_machine):
    row, change = make.make_row(program, name="Own use"), make.make_change(vendor=program.vendor)
    make.make_matrix_term(row, gold, Line())
    time_machine.move_to("2019-07-08T12:00:00+00:00")
    for lines in ([value("to be bought")], [Line()]):
        actions.edit_cells(program, by=ada, on=JULY, change=change, edits=[CellEdit(row, gold, lines)])

    found = queries.compare(program, NOBODY, JUNE_30, JULY)

    cell = found.sections[0].rows[0].cells[1]
    assert (cell.mark, cell.lines, cell.plans) == ("kept", [Line()], [value("to be bought")])
    assert named(found) == [change]
    assert found.marked == 0
    assert [(day.day, day.count, day.plans) for day in found.days] == [(JULY, 0, 1)]
    assert queries.compare(program, NOBODY, JULY, AUTUMN).sections[0].rows[0].cells[1].plans == []


def test_what_a_rumour_brings_is_neither_shown_nor_named_to_visitors(program, gold, bob, carla):
    """The actions refuse it; should it come into the database all the same, it still does not get out."""
    row, rumour = make.make_row(program, name="Cases"), make.make_rumour(vendor=program.vendor)
    make.make_matrix_term(row, gold, value("whispered"), valid_from=JULY, change=rumour)
    make.make_matrix_term(row, gold, value("10"), valid_until=JULY, ended_by=rumour)
    draft = make.make_draft(vendor=program.vendor)
    make.make_matrix_term(make.make_row(program, name="Logo"), gold, value("drafted"), change=draft)

    for person in (NOBODY, carla):
        found = queries.compare(program, person, JUNE_30, JULY)
        assert seen(found) == {"Cases": [("", [], []), ("removed", ["10"], [])]}
        assert named(found) == []
        assert [day.day for day in found.days] == [JULY]
    found = queries.compare(program, bob, JUNE_30, JULY)
    assert seen(found) == {"Cases": [("", [], []), ("changed", ["10"], ["whispered"])]}
    assert named(found) == [rumour]


# --- days --------------------------------------------------------------------------------------------------


def test_days_of_change_count_the_cells_that_say_something_else(program, silver, gold):
    cases, logo = make.make_row(program), make.make_row(program)
    make.make_matrix_term(cases, silver, value("10"), valid_from=OLD, valid_until=JULY)
    make.make_matrix_term(cases, silver, value("5"), valid_from=JULY)
    make.make_matrix_term(cases, gold, value("10"), valid_until=JULY)
    make.make_matrix_term(logo, gold, Line(), valid_until=AUTUMN)
    make.make_matrix_term(logo, gold, Line(), valid_from=AUTUMN)  # the same goes on
    make.make_matrix_term(logo, silver, Line(scope="DE"), valid_from=AUTUMN)

    days = queries.matrix(program, NOBODY, on=JULY).days

    assert [(one.day, one.count, one.plans, one.eve) for one in days] == [
        (AUTUMN, 1, 0, dt.date(2020, 9, 30)), (JULY, 2, 0, JUNE_30), (OLD, 1, 0, dt.date(2019, 12, 31)),
    ]  # fmt: skip


def test_the_matrix_takes_two_queries_whatever_its_size(program, gold, django_assert_num_queries):
    def fill(times: int) -> None:
        for _n in range(times):
            change = make.make_change(vendor=program.vendor)
            row = make.make_row(program)
            make.make_matrix_term(row, gold, valid_until=JULY, ended_by=change)
            make.make_matrix_term(row, gold, valid_from=JULY, change=change)

    for times in (1, 5):
        fill(times)
        found = queries.program_by_slug(program.vendor.slug, program.slug, NOBODY)
        with django_assert_num_queries(2):
            matrix = queries.compare(found, NOBODY, JUNE_30, JULY)
            assert [one.change.vendor.name for one in matrix.changes]
        with django_assert_num_queries(1):
            queries.matrix(found, NOBODY, on=JULY)
        assert matrix.marked == program.matrix_rows.count()


def test_a_change_knows_where_it_moved_a_matrix(program, gold, silver, bob):
    change, ending, still, rumour = (
        *(make.make_change(vendor=program.vendor) for _n in range(3)), make.make_rumour(vendor=program.vendor),
    )  # fmt: skip
    row = make.make_row(program)
    make.make_matrix_term(row, gold, valid_from=AUTUMN, change=change)
    make.make_matrix_term(row, silver, valid_from=JULY, valid_until=AUTUMN, change=change, ended_by=ending)
    make.make_matrix_term(make.make_row(program), gold, valid_from=JULY, change=rumour)
    make.make_matrix_term(make.make_row(program), gold, change=still)  # nobody knows since when

    where = {"vendor": program.vendor.slug, "program": program.slug}
    assert [queries.change_for(NOBODY, one.pk).matrix for one in (change, ending, still)] == [
        where | {"day": "2020-07-01", "eve": "2020-06-30"}, where | {"day": "2020-10-01", "eve": "2020-09-30"}, None,
    ]  # fmt: skip
    assert queries.change_for(bob, rumour.pk).matrix == where | {"day": "2020-07-01", "eve": "2020-06-30"}


# --- history, for administrators ---------------------------------------------------------------------------


def test_the_history_tells_who_edited_what(program, gold, ada):
    row = make.make_row(program, name="Cases")
    for lines, on in (([value("10")], JULY), ([value("5")], AUTUMN), ([], dt.date(2021, 1, 1))):
        actions.edit_cells(program, by=ada, on=on, late=True, edits=[CellEdit(row, gold, lines)])

    told = [
        (one.activity.actor, one.row, one.tier, [t.value for t in one.old], [t.value for t in one.came], one.on)
        for one in queries.edits_of_matrix(program)
    ]

    assert told == [
        (ada, row, gold, ["5"], [], dt.date(2021, 1, 1)),
        (ada, row, gold, ["10"], ["5"], AUTUMN),
        (ada, row, gold, [], ["10"], JULY),
    ]
    assert queries.edits_of_matrix(make.make_program()) == []


def test_rows_and_terms_are_found_in_their_own_program_only(program):
    term = make.make_matrix_term(make.make_row(program))
    old = make.make_matrix_term(term.row, valid_from=JULY, replaced_at="2020-01-01T00:00Z", how="corrected")
    other = make.make_program()

    assert [queries.row_of_matrix(one, term.row_id) for one in (program, other)] == [term.row, None]
    assert [queries.term_of_matrix(one, term.pk) for one in (program, other)] == [term, None]
    assert queries.term_of_matrix(program, old.pk) is None
    assert set(queries.terms_of_row(term.row)) == {term, old} == set(MatrixTerm.objects.all())


# --- money -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "english", "german"),
    [
        ("475", "475 EUR", "475 EUR"),
        ("300000.000", "300,000 EUR", "300.000 EUR"),
        ("1250.5", "1,250.50 EUR", "1.250,50 EUR"),
        ("0.125", "0.125 EUR", "0,125 EUR"),
        ("0", "0 EUR", "0 EUR"),
    ],
)
def test_amounts_are_written_as_the_reader_writes_them(amount, english, german):
    written = []
    for language in ("en", "de"):
        with translation.override(language):
            written.append(money(Decimal(amount), "EUR").replace("\u00a0", " "))
    assert written == [english, german]


def test_a_line_says_what_it_costs_for_whom(program):
    assert Line("DE", "EUR", Decimal("1250.500"), "year", "from the second").shown == (
        "1,250.50\u00a0EUR a year, from the second"
    )
    assert [Line("DE").scope_name, Line("EMEA").scope_name, Line().shown] == ["Germany", "EMEA", ""]
