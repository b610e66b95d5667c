"""Asking a peer, from a question that nobody answers to the answer of somebody who was asked."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.networking import actions
from tests import factories as make
from tests.networking.helping import prove, tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_question_finds_somebody_who_answers_it(enter, work, time_machine):
    begun = timezone.now()
    time_machine.move_to(begun, tick=True)
    bob, tag = make.make_partner("bob"), make.make_tag("renewal")
    able = [tell(make.make_partner(f"able{letter}"), skills="renewal") for letter in "abcd"]
    prove(able[0], "renewal", helpful=3)
    question = make.make_thread(bob, tags=[tag], title="Who has renewed with two tiers at once?")
    time_machine.move_to(begun + dt.timedelta(hours=49), tick=True)
    actions.offer_new_questions()
    work()

    passing = enter(able[0])
    passing.goto("/inbox/")
    passing.get_by_role("link", name="Nobody has answered “Who has renewed with two tiers at once?”").click()
    expect(passing.get_by_text("What speaks for you: Was found helpful 3 times under #renewal")).to_be_visible()
    passing.get_by_role("button", name="Pass").click()
    expect(passing.get_by_text("No question waits for you.")).to_be_visible()

    time_machine.move_to(begun + dt.timedelta(hours=74), tick=True)
    actions.offer_questions_again()
    asker = enter(bob)
    asker.goto(question.get_absolute_url())
    expect(asker.get_by_text("Offered to 4 people who might know. At least 1 has passed.")).to_be_visible()
    expect(asker.locator(".helpers")).to_contain_text("Was found helpful 3 times under #renewal")
    expect(asker.locator("main .notice")).not_to_contain_text("Ablea")

    taking = enter(able[3])
    taking.goto("/offers/")
    taking.get_by_role("button", name="I am on it").click()
    expect(taking.get_by_text("You are on it for a week.")).to_be_visible()
    asker.reload()
    expect(asker.get_by_text("1 is on it.")).to_be_visible()
    taking.get_by_label("Reply to the thread").fill("We did, in two steps.")
    taking.get_by_role("button", name="Post reply").click()
    expect(taking.get_by_text("We did, in two steps.").first).to_be_visible()

    asker.reload()
    expect(asker.get_by_text("We did, in two steps.")).to_be_visible()
    expect(asker.get_by_text("Offered to")).to_have_count(0)
