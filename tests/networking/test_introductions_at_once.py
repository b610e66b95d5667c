"""Requests and answers that come in the same moment."""

import pytest

from community.accounts.models import User
from community.core.refusals import Refused
from community.networking import actions
from community.networking.models import Introduction, IntroductionAnswer
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def refusal_or(act) -> object:
    try:
        return act()
    except Refused as refusal:
        return refusal.sentence


def asking(requester: User, target: User, blurb: str):
    people = [User.objects.get(pk=person.pk) for person in (requester, target)]
    return lambda: refusal_or(
        lambda: actions.ask_for_introduction(people[1], requester=people[0], blurb=blurb, contact="Here")
    )


def test_two_tabs_make_one_request(bob, bea):
    same = at_once([asking(bob, bea, "The same words") for _tab in range(4)])

    assert set(same) == {Introduction.objects.get()}


def test_of_two_requests_to_one_person_the_first_stands(bob, bea):
    said = at_once([asking(bob, bea, f"Words {number}") for number in range(4)])

    assert Introduction.objects.get() in said
    assert sum("You asked Bea on" in str(one) for one in said) == 3


def test_who_ask_each_other_at_once_make_one_request(bob, bea):
    said = at_once([asking(bob, bea, "From Bob"), asking(bea, bob, "From Bea")])

    assert Introduction.objects.get() in said
    assert sum("has asked you" in str(one) for one in said) == 1


def test_the_last_free_place_is_given_once(bob):
    for _number in range(9):
        make.make_introduction(bob)

    said = at_once([asking(bob, make.make_partner(), f"Words {number}") for number in range(4)])

    assert Introduction.objects.filter(requester=bob).count() == 10
    assert sum("10 people within 14 days" in str(one) for one in said) == 3


def test_of_a_yes_and_a_withdrawal_one_holds(bob, bea):
    asked = make.make_introduction(bob, bea)

    at_once(
        [
            lambda: refusal_or(lambda: actions.accept_introduction(asked, by=bea, contact="Here")),
            lambda: refusal_or(lambda: actions.withdraw_introduction(asked, by=bob)),
        ]
    )

    asked.refresh_from_db()
    assert (asked.withdrawn_at is None) == IntroductionAnswer.objects.exists()
