"""Who may propose and publish changes."""

import pytest

from community.core.refusals import Refused, allowed
from community.programs import rules
from tests import factories as make

APPLY = "Partners propose changes. Apply as a partner with your company; it takes a minute."

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "may"),
    [("visitor", False), ("carla", False), ("alice", False), ("sam", False), ("nils", True), ("bob", True),
     ("mona", True), ("ada", True)],
)  # fmt: skip
def test_partners_propose_changes(who, may, request):
    assert allowed(rules.check_can_propose, request.getfixturevalue(who)) is may


@pytest.mark.parametrize(
    ("who", "may"),
    [("visitor", False), ("carla", False), ("alice", False), ("sam", False), ("nils", False), ("bob", False),
     ("mona", True), ("ada", True)],
)  # fmt: skip
def test_moderators_publish_changes(who, may, request):
    assert allowed(rules.check_can_publish, request.getfixturevalue(who)) is may


def test_a_suspended_moderator_publishes_nothing():
    assert not allowed(rules.check_can_publish, make.make_moderator(is_active=False))


@pytest.mark.parametrize(
    ("who", "sentence"), [("visitor", "Sign in to propose a change."), ("carla", APPLY), ("alice", APPLY)]
)
def test_a_refusal_gives_its_reason_and_the_way_on(who, sentence, request):
    with pytest.raises(Refused) as refusal:
        rules.check_can_propose(request.getfixturevalue(who))

    assert refusal.value.sentence == sentence
