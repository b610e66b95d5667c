"""What happens in a conversation in the same moment."""

import pytest
from django.utils import timezone

from community.accounts.models import User
from community.networking import actions
from community.networking.models import Conversation, Message, Participant
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


def test_two_who_write_to_each_other_at_once_have_one_conversation_with_numbers_in_a_row(bob, bea):
    pairs = [(fresh(bob), fresh(bea)), (fresh(bea), fresh(bob))] * 2
    at_once([lambda a=a, b=b, n=n: make.make_conversation(a, b, source=f"{n}") for n, (a, b) in enumerate(pairs)])

    assert Conversation.objects.count() == 1
    assert sorted(Message.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_the_thirtieth_place_is_given_once(bob, bea):
    talk = make.make_conversation(bob, *(make.make_partner() for _person in range(28)))
    new = [make.make_partner() for _person in range(3)]
    said = at_once(
        [lambda p=person: refusal_or(lambda: actions.add_people(talk, by=fresh(bob), persons=[p])) for person in new]
    )

    assert talk.participants.count() == 30
    assert sum("at most 30 people" in str(one) for one in said) == 2


def test_two_tabs_that_read_leave_the_further_mark(bob, bea):
    talk = make.make_conversation(bob, bea)
    for _message in range(3):
        make.make_message(talk, bob)
    talk.refresh_from_db()
    at_once([
        lambda n=number: actions.mark_conversation_read(talk, member=bea, number=n) for number in (1, 4, 2, 3)
    ])  # fmt: skip

    assert Participant.objects.get(person=bea).read_number == 4


def test_who_leaves_while_being_added_again_stays_away(bob, bea, nils):
    talk = make.make_conversation(bob, bea, nils)
    at_once(
        [
            lambda: actions.leave_conversation(talk, member=nils),
            lambda: refusal_or(lambda: actions.add_people(talk, by=fresh(bob), persons=[fresh(nils)])),
        ]
    )

    seat = Participant.objects.get(conversation=talk, person=nils)
    assert seat.left_at is not None
    assert seat.left_at <= timezone.now()


def test_one_form_sent_four_times_at_once_is_one_message(bob, bea):
    talk, key = make.make_conversation(bob, bea), "4d0e6f0e-2a1b-4f0a-8a8f-0d8f7f1f6f01"
    sent = at_once([lambda: actions.say(talk, author=fresh(bob), source="Once", form_key=key) for _tab in range(4)])

    assert len(set(sent)) == 1
    assert talk.messages.count() == 2
