"""Who may send what where: every form of every route, as everybody, against ``matrix.txt``.

The pages of the table are asked for by the crawl, which goes there in any case.
"""

import pytest

from tests.leaks.addresses import TABLE
from tests.leaks.bodies import body_for
from tests.leaks.matrix import COLUMNS, table, word_for_form
from tests.leaks.rows import fingerprint
from tests.leaks.states import States
from tests.leaks.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(once):
    return once(build)


@pytest.fixture(scope="module")
def states(world):
    return States(world)


def test_every_route_has_rows_for_every_state(states):
    rows = table()
    there = {(path, state) for path in TABLE for state in states.addresses(path)}
    known = {(path, state) for _method, path, state in rows}

    assert sorted(there - known) == [], "say in matrix.txt who gets what"
    assert sorted(known - there) == [], "these exist no more"


@pytest.mark.parametrize("role", COLUMNS)
def test_forms_answer_as_the_table_says_and_what_is_denied_writes_nothing(role, states, world, browse):
    client, before = browse(world.people[role]), fingerprint()
    expected = {row: said[role] for row, said in table().items() if row[0] == "POST"}
    addresses = states.all_addresses()

    said = {row: word_for_form(client, addresses[row[1]][row[2]], body_for(row[1])) for row in expected}

    assert {row: word for row, word in said.items() if word != expected[row]} == {}
    assert fingerprint() == before, "a form that was denied has written something"


@pytest.mark.parametrize("role", ["visitor", "admin"])
def test_what_has_no_row_takes_no_such_request(role, states, world, browse):
    client, known = browse(world.people[role]), {row[:2] for row in table()}
    silent = [path for path in TABLE if ("POST", path) not in known]

    said = {path: word_for_form(client, next(iter(states.addresses(path).values())), body_for(path)) for path in silent}

    assert set(said.values()) <= {"405", "in"}, said
