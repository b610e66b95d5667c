"""Editing what a program gives and asks: from a day on, never losing what was said, never over somebody else's head."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection, connections

from community.activity.models import Activity
from community.core.jobs import without_jobs
from community.core.refusals import Refused
from community.programs import actions
from community.programs.actions import CellEdit, CellsOvertaken, Layout
from community.programs.models import Line, MatrixRow, MatrixTerm, Tier
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-27T12:00:00+00:00")]

TODAY, TOMORROW = dt.date(2026, 11, 27), dt.date(2026, 11, 28)
JANUARY, JULY = dt.date(2027, 1, 1), dt.date(2027, 7, 1)
CASES = Line(value="10 cases")
FEWER = Line(value="5 cases")
FEE = Line(currency="USD", amount=Decimal(475), per="year")
DEARER = Line(currency="USD", amount=Decimal(500), per="year")
IN_EURO = Line(scope="DE", currency="EUR", amount=Decimal(430), per="year")


@pytest.fixture
def row():
    return make.make_row()


@pytest.fixture
def gold(row):
    return row.program.tiers.get(name="Gold")


def edit(row, tier, *lines, by, on=TODAY, **more):
    seen = more.pop("seen", None)
    return actions.edit_cells(row.program, by=by, on=on, edits=[CellEdit(row, tier, list(lines), seen)], **more)


def story(row, tier=None) -> list[tuple]:
    """What the cell says now about all days, in order."""
    terms = row.terms.current().filter(tier=tier).order_by("scope", "currency", "valid_from")
    return [(str(term.line), term.valid_from, term.valid_until) for term in terms]


def replaced(row) -> list[tuple[str, str]]:
    return [(str(term.line), term.how) for term in row.terms.exclude(replaced_at=None).order_by("pk")]


# --- from a day on -----------------------------------------------------------------------------------------


def test_an_edit_closes_the_old_term_and_opens_the_new_one(row, gold, ada):
    change = make.make_change(vendor=row.program.vendor)
    edit(row, gold, CASES, by=ada)

    assert edit(row, gold, FEWER, by=ada, on=JULY, change=change) == 1

    assert story(row, gold) == [("10 cases", TODAY, JULY), ("5 cases", JULY, None)]
    old, new = row.terms.current().order_by("valid_from")
    assert (old.change, old.ended_by, new.change, new.ended_by) == (None, change, change, None)
    assert replaced(row) == [("10 cases", "ended")]  # as it was, without an end


def test_saving_what_stands_there_already_writes_nothing(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    before = list(MatrixTerm.objects.values())
    told = Activity.objects.count()

    assert edit(row, gold, CASES, by=ada, on=JULY) == 0

    assert list(MatrixTerm.objects.values()) == before
    assert Activity.objects.count() == told


def test_what_is_planned_for_later_stays_planned(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    edit(row, gold, FEWER, by=ada, on=JULY)

    edit(row, gold, Line(value="7 cases"), by=ada, on=JANUARY)

    assert story(row, gold) == [("10 cases", TODAY, JANUARY), ("7 cases", JANUARY, JULY), ("5 cases", JULY, None)]


def test_an_empty_cell_is_filled_until_what_is_planned(row, gold, ada):
    edit(row, gold, FEWER, by=ada, on=JULY)
    edit(row, gold, CASES, by=ada, on=JANUARY)

    assert story(row, gold) == [("10 cases", JANUARY, JULY), ("5 cases", JULY, None)]


def test_a_planned_end_stays_the_end(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    edit(row, gold, by=ada, on=JULY)
    edit(row, gold, FEWER, by=ada, on=JANUARY)

    assert story(row, gold) == [("10 cases", TODAY, JANUARY), ("5 cases", JANUARY, JULY)]


def test_a_plan_that_is_taken_back_is_kept_as_such(row, gold, ada):
    change = make.make_change(vendor=row.program.vendor)
    edit(row, gold, CASES, by=ada)
    edit(row, gold, FEWER, by=ada, on=JULY, change=change)

    edit(row, gold, CASES, by=ada, on=JULY, change=change)

    assert story(row, gold) == [("10 cases", TODAY, JULY), ("10 cases", JULY, None)]
    assert replaced(row) == [("10 cases", "ended"), ("5 cases", "taken_back")]


def test_a_slip_of_the_same_day_is_a_correction_and_no_plan(row, gold, ada):
    edit(row, gold, Line(value="100 cases"), by=ada)
    edit(row, gold, CASES, by=ada)

    assert story(row, gold) == [("10 cases", TODAY, None)]
    assert replaced(row) == [("100 cases", "corrected")]


def test_what_held_before_as_well_has_no_first_day_unless_something_is_known_before(row, gold, ada):
    silver = row.program.tiers.get(name="Silver")
    edit(row, silver, FEWER, by=ada)
    edits = [CellEdit(row, tier, [CASES]) for tier in (silver, gold)]

    actions.edit_cells(row.program, by=ada, on=JANUARY, edits=edits, since_unknown=True)

    assert story(row, gold) == [("10 cases", None, None)]
    assert story(row, silver) == [("5 cases", TODAY, JANUARY), ("10 cases", JANUARY, None)]


def test_each_scope_and_currency_has_a_time_of_its_own(row, ada):
    edit(row, None, FEE, IN_EURO, by=ada)
    edit(row, None, DEARER, IN_EURO, by=ada, on=JULY)
    edit(row, None, FEE, by=ada, on=JANUARY)

    assert story(row) == [
        ("475 USD a year", TODAY, JULY), ("500 USD a year", JULY, None), ("[DE] 430 EUR a year", TODAY, JANUARY),
    ]  # fmt: skip


def test_two_lines_for_the_same_are_refused(row, gold, ada):
    with pytest.raises(Refused, match="are for the same"):
        edit(row, gold, CASES, FEWER, by=ada)
    assert MatrixTerm.objects.count() == 0


def test_many_cells_are_saved_together_or_not_at_all(row, gold, ada):
    silver = row.program.tiers.get(name="Silver")
    edits = [CellEdit(row, gold, [CASES]), CellEdit(row, silver, [CASES, FEWER])]

    with pytest.raises(Refused):
        actions.edit_cells(row.program, by=ada, on=TODAY, edits=edits)
    assert MatrixTerm.objects.count() == 0

    assert actions.edit_cells(row.program, by=ada, on=TODAY, edits=[edits[0], CellEdit(row, silver, [FEWER])]) == 2
    assert (story(row, gold), story(row, silver)) == ([("10 cases", TODAY, None)], [("5 cases", TODAY, None)])


# --- the past ----------------------------------------------------------------------------------------------


def test_a_day_that_is_over_is_written_only_by_one_who_says_so(row, gold, ada):
    long_ago = dt.date(2020, 7, 1)
    with pytest.raises(Refused, match="This day is over"):
        edit(row, gold, CASES, by=ada, on=long_ago)
    with pytest.raises(Refused, match="This day is over"):
        actions.end_row(row, by=ada, on=long_ago)
    assert MatrixTerm.objects.count() == 0

    edit(row, gold, CASES, by=ada, on=long_ago, late=True)
    assert story(row, gold) == [("10 cases", long_ago, None)]


def test_a_mistake_is_corrected_for_all_its_days_and_kept_with_the_reason(row, gold, ada):
    edit(row, gold, Line(value="100 cases"), by=ada, on=dt.date(2020, 7, 1), late=True)
    wrong = row.terms.get()

    right = actions.correct_term(
        wrong, by=ada, why="A nought too many.", line=CASES, valid_from=dt.date(2020, 10, 1), valid_until=None
    )

    assert story(row, gold) == [("10 cases", dt.date(2020, 10, 1), None)]
    wrong.refresh_from_db()
    assert (wrong.how, wrong.why, wrong.valid_from) == ("corrected", "A nought too many.", dt.date(2020, 7, 1))
    assert right == row.terms.current().get()


def test_what_never_was_is_struck_out(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    term = row.terms.get()

    assert actions.correct_term(term, by=ada, why="Misread.", line=None, valid_from=None, valid_until=None) is None
    assert story(row, gold) == []


def test_a_correction_that_corrects_nothing_writes_nothing(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    term = row.terms.get()

    same = actions.correct_term(term, by=ada, why="?", line=CASES, valid_from=TODAY, valid_until=None)

    assert (same, MatrixTerm.objects.count(), same.replaced_at) == (term, 1, None)


def test_a_correction_may_not_reach_into_another_term(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    edit(row, gold, FEWER, by=ada, on=JULY)
    first = row.terms.current().get(value="10 cases")

    for until in (None, dt.date(2027, 7, 2)):
        with pytest.raises(Refused, match="another term holds: 5 cases"):
            actions.correct_term(first, by=ada, why="Longer.", line=CASES, valid_from=TODAY, valid_until=until)
    with pytest.raises(Refused, match="before the first"):
        actions.correct_term(first, by=ada, why="Odd.", line=CASES, valid_from=JULY, valid_until=JANUARY)
    assert story(row, gold) == [("10 cases", TODAY, JULY), ("5 cases", JULY, None)]


def test_who_corrects_what_is_replaced_already_is_told(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    seen = row.terms.get()
    edit(row, gold, FEWER, by=ada)

    with pytest.raises(Refused, match="replaced this term meanwhile"):
        actions.correct_term(seen, by=ada, why="Late.", line=CASES, valid_from=TODAY, valid_until=None)


# --- ends --------------------------------------------------------------------------------------------------


def test_a_row_ends_in_all_tiers_and_its_plans_with_it(row, gold, ada):
    silver = row.program.tiers.get(name="Silver")
    edit(row, gold, CASES, by=ada)
    edit(row, silver, FEWER, by=ada)
    edit(row, gold, FEWER, by=ada, on=JULY)
    change = make.make_change(vendor=row.program.vendor)

    assert actions.end_row(row, by=ada, on=JANUARY, change=change) == 3

    assert story(row, gold) == [("10 cases", TODAY, JANUARY)]
    assert story(row, silver) == [("5 cases", TODAY, JANUARY)]
    assert set(row.terms.current().values_list("ended_by", flat=True)) == {change.pk}
    assert ("5 cases", "taken_back") in replaced(row)
    assert actions.end_row(row, by=ada, on=JANUARY) == 0


def test_only_a_row_without_a_past_can_be_removed(row, ada):
    other = make.make_row(row.program)
    edit(row, None, CASES, by=ada)

    with pytest.raises(Refused, match="has a history"):
        actions.remove_row(row, by=ada)
    assert [actions.remove_row(other, by=ada), actions.remove_row(other, by=ada)] == [True, False]
    assert list(MatrixRow.objects.all()) == [row]


# --- who, and by which change ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["visitor", "carla", "bob", "alice", "mona", "sam"])
def test_only_administrators_edit(who, row, request):
    person = request.getfixturevalue(who)
    term = make.make_matrix_term(row)
    attempts = [
        lambda: edit(row, None, CASES, by=person),
        lambda: actions.end_row(row, by=person, on=TODAY),
        lambda: actions.remove_row(row, by=person),
        lambda: actions.arrange_matrix(row.program, by=person, layout=Layout(new_row={"name": "Another"})),
        lambda: actions.correct_term(term, by=person, why="x", line=CASES, valid_from=None, valid_until=None),
    ]
    before = list(MatrixTerm.objects.values())
    for attempt in attempts:
        with pytest.raises(Refused, match="Administrators"):
            attempt()
    assert list(MatrixTerm.objects.values()) == before
    assert list(MatrixRow.objects.all()) == [row]


def test_a_rumour_a_draft_and_another_vendors_change_bring_no_terms(row, ada):
    vendor = row.program.vendor
    for change, said in [
        (make.make_rumour(vendor=vendor), "not announced yet"),
        (make.make_draft(vendor=vendor), "not announced yet"),
        (make.make_change(), "another vendor"),
    ]:
        with pytest.raises(Refused, match=said):
            edit(row, None, CASES, by=ada, change=change)
        with pytest.raises(Refused, match=said):
            actions.end_row(row, by=ada, on=TODAY, change=change)
    assert MatrixTerm.objects.count() == 0


def test_every_edit_is_recorded_with_what_went_and_came_and_no_text(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    edit(row, gold, FEWER, by=ada, on=JULY)

    done = Activity.objects.filter(verb="catalogue.edited").order_by("pk")
    first, cut, second = MatrixTerm.objects.order_by("pk")
    place = {"what": "edited", "row": row.pk, "tier": gold.pk, "change": None}
    assert [(one.actor, one.target_kind, one.target_id) for one in done] == [(ada, "program", row.program_id)] * 2
    assert [one.facts for one in done] == [
        place | {"old": [], "new": [first.pk], "on": "2026-11-27"},
        place | {"old": [first.pk], "new": [cut.pk, second.pk], "on": "2027-07-01"},
    ]


# --- two at once -------------------------------------------------------------------------------------------


def test_the_second_of_two_editors_is_told_what_the_first_wrote(row, gold, ada):
    edit(row, gold, CASES, by=ada)
    edit(row, gold, FEWER, by=ada, seen=[CASES])

    with pytest.raises(CellsOvertaken) as told:
        edit(row, gold, Line(value="7 cases"), by=ada, seen=[CASES])

    assert told.value.cells == {(row.pk, gold.pk): [FEWER]}
    assert story(row, gold) == [("5 cases", TODAY, None)]
    assert edit(row, gold, FEWER, by=ada, seen=[CASES]) == 0  # both wanted the same
    assert edit(row, gold, Line(value="7 cases"), by=ada, seen=[FEWER]) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_cell_at_the_same_moment_one_is_told():
    ada, row = make.make_user("ada", role="admin"), make.make_row()
    start, outcomes = threading.Barrier(2), []

    def save(value: str) -> None:
        try:
            with without_jobs():
                start.wait()
                outcomes.append(edit(row, None, Line(value=value), by=ada, on=JULY, seen=[]))
        except CellsOvertaken as told:
            outcomes.append([line.value for line in told.cells[row.pk, None]])
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=save, args=(value,)) for value in ("mine", "yours")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    standing = MatrixTerm.objects.current().get().value
    assert sorted(map(str, outcomes)) == sorted(["1", str([standing])])
    assert connection.vendor == "postgresql"


# --- rows and tiers ----------------------------------------------------------------------------------------


def names(program) -> tuple[list[str], list[str]]:
    return (
        list(MatrixRow.objects.filter(program=program).values_list("name", flat=True)),
        list(Tier.objects.filter(program=program).order_by("rank").values_list("name", flat=True)),
    )


def test_rows_and_tiers_are_named_ordered_and_added(ada):
    program = make.make_program(tiers=["Silver", "Gold"])
    cases, fee = make.make_row(program, name="Cases"), make.make_row(program, name="Fee")
    silver, gold = program.tiers.order_by("rank")
    layout = Layout(
        rows={fee.pk: {"position": 0, "kind": "fee"}, cases.pk: {"name": "Support cases"}},
        tiers={silver.pk: {"name": "Gold"}, gold.pk: {"name": "Silver", "rank": 0}},
        new_row={"name": "Logo", "kind": "benefit"},
        new_tier={"name": "Platinum"},
    )

    assert actions.arrange_matrix(program, by=ada, layout=layout) is True

    assert names(program) == (["Fee", "Support cases", "Logo"], ["Silver", "Gold", "Platinum"])
    assert list(program.tiers.order_by("rank")[:2]) == [gold, silver]
    assert [row.position for row in program.matrix_rows.all()] == [1, 2, 3]
    assert actions.arrange_matrix(program, by=ada, layout=Layout()) is False


def test_no_two_rows_and_no_two_tiers_have_one_name(ada):
    program = make.make_program(tiers=["Silver", "Gold"])
    make.make_row(program, name="Cases")
    before = names(program)
    for layout in (Layout(new_row={"name": "cases"}), Layout(new_tier={"name": "GOLD"})):
        with pytest.raises(Refused, match="twice"):
            actions.arrange_matrix(program, by=ada, layout=layout)
    assert names(program) == before
