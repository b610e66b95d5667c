"""What happens to a group in the same moment."""

import pytest

from community.accounts.models import User
from community.forum.models import CircleSeat
from community.networking import actions
from community.networking.models import Group, GroupMembership
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once
from tests.networking.test_introductions_at_once import refusal_or

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


def test_of_a_yes_a_no_and_a_second_yes_one_holds_and_the_seat_agrees(bob, bea):
    group = make.make_group(bob, admission="request")
    actions.ask_to_join(group, by=bea)
    row = GroupMembership.objects.get(person=bea)

    acts = (actions.accept_request, actions.decline_request, actions.accept_request)
    at_once([lambda act=act: refusal_or(lambda: act(row, by=fresh(bob))) for act in acts])

    now = GroupMembership.objects.get(person=bea)
    assert now.is_member == CircleSeat.objects.filter(person=bea).exists() == (now.declined_at is None)


def test_two_organisers_who_leave_at_once_do_not_leave_the_others_alone(bob, bea, nils):
    group = make.make_group(bob, nils)
    actions.make_organiser(make.make_member(group, bea), by=bob)

    said = at_once(
        [lambda p=person: refusal_or(lambda: actions.leave_group(group, by=fresh(p))) for person in (bob, bea)]
    )

    assert sorted(map(str, said))[0] == "True"
    assert any("only organiser" in str(one) for one in said)
    assert GroupMembership.objects.organisers().filter(group=group).count() == 1


def test_who_joins_and_is_removed_at_once_is_in_or_out_and_a_form_gives_one_group(bob, bea):
    group = make.make_group(bob, bea)
    row = GroupMembership.objects.get(person=bea)
    key = "7d1c1c44-0000-4000-8000-000000000001"

    at_once([
        lambda: refusal_or(lambda: actions.remove_member(row, by=fresh(bob))),
        lambda: refusal_or(lambda: actions.leave_group(group, by=fresh(bea))),
        lambda: refusal_or(lambda: actions.join_group(group, by=fresh(bea))),
        lambda: make.make_group(fresh(bob), form_key=key),
        lambda: make.make_group(fresh(bob), form_key=key),
    ])  # fmt: skip

    now = GroupMembership.objects.filter(person=bea).first()
    assert CircleSeat.objects.filter(person=bea).exists() == (now is not None and now.is_member)
    assert Group.objects.count() == 2
