"""Appeals, and answers to one, that come in the same moment: the first stands."""

import pytest

from community.accounts.models import User
from community.core.refusals import Refused
from community.forum.models import Post
from community.moderation import actions
from community.moderation.models import Appeal, Decision
from tests import factories as make
from tests.leaks.rows import empty_queue
from tests.moderation.test_reports_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ten_minutes_later")]

WHY = "I named only what stands on the vendor’s own page."


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def hidden(bob, mona) -> Decision:
    actions.hide_post(make.make_post(author=bob), moderator=mona, reason="Under NDA.")
    return Decision.objects.get(verb="hide_post")


def test_two_tabs_make_one_appeal(bob, mona):
    decision = hidden(bob, mona)

    made = at_once(
        [
            lambda n=n: actions.make_appeal(decision, appellant=User.objects.get(pk=bob.pk), text=f"{WHY} {n}")
            for n in range(5)
        ]
    )

    assert {appeal.pk for appeal in made} == {Appeal.objects.get().pk}
    assert len({appeal.text for appeal in made}) == 1


def test_of_two_colleagues_one_appeals(bob, mona):
    cleo = make.make_partner("cleo", company=bob.company)
    bob.company.website = "https://bob.example/"
    bob.company.save()
    actions.report(bob.company, reporter=make.make_user(), reason="spam")
    actions.hide_reported(bob.company, moderator=mona, reason="An advertisement.")
    decision = Decision.objects.get(verb="hide_company")

    def appeal(person):
        try:
            return actions.make_appeal(decision, appellant=User.objects.get(pk=person.pk), text=WHY).appellant_id
        except Refused as refusal:
            return refusal.sentence

    said = at_once([lambda: appeal(bob), lambda: appeal(cleo)])

    assert Appeal.objects.get().appellant_id in said
    assert sum("Somebody of your company" in str(one) for one in said) == 1


def test_of_two_answers_one_stands(bob, mona, ada):
    boss = make.make_user("boss", role="admin")
    appeal = actions.make_appeal(hidden(bob, mona), appellant=bob, text=WHY)

    outcomes = at_once(
        [
            lambda: actions.overturn_appeal(
                Appeal.objects.get(pk=appeal.pk), moderator=User.objects.get(pk=ada.pk), reason="It is public."
            ),
            lambda: actions.uphold_appeal(
                Appeal.objects.get(pk=appeal.pk), moderator=User.objects.get(pk=boss.pk), reason="It is not."
            ),
        ]
    )

    appeal.refresh_from_db()
    assert sorted(outcomes) == [False, True]
    assert Post.objects.get(author=bob).state == ("published" if appeal.outcome == "overturned" else "hidden")
    assert Decision.objects.filter(verb__in=["uphold_appeal", "overturn_appeal"]).count() == 1
