"""Offers and rounds that are made in the same moment."""

import datetime as dt

import pytest
from django.utils import timezone

from community.forum.models import Thread
from community.networking import actions
from community.networking.models import HelpOffer, Message, PeerRound, RoundSeat
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once
from tests.networking.helping import tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def test_of_four_questions_at_once_one_person_gets_two(bob):
    tell(make.make_partner("able"), skills="renewal")
    questions = [make.make_thread(bob, tags=[make.make_tag("renewal")]).pk for _number in range(4)]
    Thread.objects.update(published_at=timezone.now() - dt.timedelta(days=3))

    made = at_once([lambda pk=pk: actions.offer_question(pk) for pk in questions])

    assert sorted(len(offers) for offers in made) == [0, 0, 1, 1]
    assert sorted(HelpOffer.objects.values_list("place", flat=True)) == [1, 2]


def test_one_question_is_offered_once(bob):
    for letter in "abcde":
        tell(make.make_partner(f"able{letter}"), skills="renewal")
    question = make.make_thread(bob, tags=[make.make_tag("renewal")])
    Thread.objects.update(published_at=timezone.now() - dt.timedelta(days=3))

    at_once([lambda: actions.offer_question(question.pk)] * 3)

    assert HelpOffer.objects.filter(thread=question).count() == 3


def test_one_round_is_held_by_one_of_two_workers():
    make.make_taker(), make.make_taker()
    monday = dt.date(2027, 3, 1)

    held = at_once([lambda: actions.hold_round(monday)] * 2)

    assert sorted(done is not None for done in held) == [False, True]
    assert (PeerRound.objects.count(), RoundSeat.objects.count(), Message.objects.count()) == (1, 2, 1)
