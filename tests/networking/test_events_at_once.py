"""Answers to one event that come in the same moment."""

from contextlib import suppress

import pytest

from community.core.refusals import Refused
from community.networking import actions
from community.networking.models import Attendance
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def test_of_many_answers_at_once_no_more_get_a_place_than_there_are_and_the_line_holds(bob):
    people = [make.make_partner() for _number in range(8)]
    event = make.make_event(make.make_group(bob), capacity=3)
    yes = [lambda one=one: actions.answer_event(event, by=one, comes=True) for one in people]

    at_once(yes)
    assert [event.attendances.filter(state=state).count() for state in ("going", "waiting")] == [3, 5]
    line = list(event.attendances.waiting().values_list("person", flat=True))
    leaving = [own.person for own in event.attendances.going().select_related("person")[:2]]
    at_once([lambda one=one: actions.answer_event(event, by=one, comes=False) for one in leaving])

    assert event.attendances.going().count() == 3
    assert list(event.attendances.waiting().values_list("person", flat=True)) == line[2:]


def test_who_is_taken_out_of_a_group_keeps_no_place(bob):
    bea = make.make_partner()
    group = make.make_group(bob, bea, admission="request")
    event = make.make_event(group)
    membership = group.memberships.get(person=bea)

    at_once([
        lambda: actions.remove_member(membership, by=bob), lambda: _try(event, bea), lambda: _try(event, bea)
    ])  # fmt: skip

    assert not Attendance.objects.filter(person=bea).exists()


def _try(event, person) -> None:
    with suppress(Refused):
        actions.answer_event(event, by=person, comes=True)
