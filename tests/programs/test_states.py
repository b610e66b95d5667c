"""Which state may follow which: every pair, against a table written by hand from the product's description."""

import pytest

from community.core.refusals import Refused
from community.programs import actions
from community.programs.models import ChangeStep
from community.programs.states import FIRST_STATES, MOVES, SETTLED, State, may_follow
from tests import factories as make

# From the description: rumoured → announced → confirmed → in force; and postponed, softened, withdrawn,
# superseded, resolved (for incidents). One row for each state, one mark for each state that may follow.
#             rum ann con inf pos sof wit sup ope res
TABLE = """
rumoured       .   x   x   .   .   .   x   .   .   .
announced      .   .   x   x   x   x   x   x   .   .
confirmed      .   .   .   x   x   x   x   x   .   .
in_force       .   .   .   .   x   x   x   x   .   .
postponed      .   x   x   x   x   x   x   x   .   .
softened       .   .   x   x   x   .   x   x   .   .
withdrawn      .   .   .   .   .   .   .   .   .   .
superseded     .   .   .   .   .   .   .   .   .   .
open           .   .   .   .   .   .   .   .   .   x
resolved       .   .   .   .   .   .   .   .   x   .
"""
ORDER = [
    "rumoured", "announced", "confirmed", "in_force", "postponed", "softened", "withdrawn", "superseded", "open",
    "resolved",
]  # fmt: skip
FIRST = {"rumoured", "announced", "confirmed", "in_force", "open"}
ALLOWED = {
    (old, new): mark == "x"
    for old, *marks in (line.split() for line in TABLE.strip().splitlines())
    for new, mark in zip(ORDER, marks, strict=True)
}


def test_the_table_names_every_state_once():
    assert sorted(ORDER) == sorted(State.values)
    assert len(ALLOWED) == 100


def test_every_pair_of_states_is_as_the_table_says():
    assert {(old, new): may_follow(new, old) for old in ORDER for new in ORDER} == ALLOWED


def test_a_record_begins_as_news_as_a_rumour_or_as_an_incident():
    assert {state for state in ORDER if may_follow(state, "")} == FIRST
    assert {str(state) for state in FIRST_STATES} == FIRST


def test_every_state_has_its_moves_and_can_be_reached():
    reached = set(FIRST)
    while more := {str(new) for old in reached for new in MOVES[old]} - reached:
        reached |= more

    assert sorted(MOVES) == sorted(ORDER)
    assert reached == set(ORDER)


def test_what_is_settled_is_no_longer_expected():
    assert {str(state) for state in SETTLED} == {"in_force", "withdrawn", "superseded", "resolved"}


# How to get from a first state to each state.
WAYS = {
    "rumoured": ["rumoured"],
    "announced": ["announced"],
    "confirmed": ["confirmed"],
    "in_force": ["in_force"],
    "postponed": ["announced", "postponed"],
    "softened": ["announced", "softened"],
    "withdrawn": ["announced", "withdrawn"],
    "superseded": ["announced", "superseded"],
    "open": ["open"],
    "resolved": ["open", "resolved"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("old", ORDER)
def test_moving_a_change_keeps_to_the_table_and_writes_a_step_or_nothing(old):
    first, *rest = WAYS[old]
    for new in ORDER:
        change = make.make_draft(state=first)
        source = change.sources.get()
        for state in rest:
            actions.move_change(change, to=state, on=make.day("2026-10-02").first_day, why="Way.", source=source)
        before = ChangeStep.objects.count()

        move = {"to": new, "on": make.day("2026-10-03").first_day, "why": "So.", "source": source}
        if ALLOWED[old, new]:
            step = actions.move_change(change, **move)
            assert (step.from_state, step.to_state) == (old, new)
        else:
            with pytest.raises(Refused) as refusal:
                actions.move_change(change, **move)
            sentence = f"A change that is “{State(old).label}” cannot become “{State(new).label}”."
            assert refusal.value.sentence == sentence

        change.refresh_from_db()
        assert (old, new, change.state) == (old, new, new if ALLOWED[old, new] else old)
        assert ChangeStep.objects.count() == before + ALLOWED[old, new]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ORDER)
def test_a_record_begins_only_as_the_table_says(state):
    if state in FIRST:
        assert make.make_draft(state=state).steps.get().to_state == state
        return
    with pytest.raises(Refused) as refusal:
        make.make_draft(state=state)
    assert refusal.value.sentence == f"A record cannot begin as “{State(state).label}”."
