"""Two partners who are introduced talk to each other, and one of them has enough of it."""

import pytest
from playwright.sync_api import expect

from community.networking.models import Conversation, Participant
from tests import factories as make
from tests.browser.conftest import PHONE
from tests.browser.test_live import _open, site, streams  # noqa: F401 - the fixtures of pages that are told something

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_yes_opens_a_conversation_that_goes_on_live_until_a_message_is_reported(enter, work, bob, bea, mona):
    asked = make.make_introduction(bob, bea, blurb="We renew in March and look for advice.")
    theirs = enter(bea)
    theirs.goto(asked.get_absolute_url())
    theirs.get_by_role("button", name="Yes, introduce us").click()
    theirs.get_by_role("link", name="Write to each other").click()
    expect(theirs.get_by_text("We renew in March and look for advice.")).to_be_visible()

    talk = Conversation.objects.get()
    mine = enter(bob, viewport=PHONE)
    _open(mine, talk.get_absolute_url())
    _open(theirs, talk.get_absolute_url())
    theirs.get_by_label("Your message").fill("Ask me **anything**.")
    theirs.get_by_role("button", name="Send").click()
    expect(theirs.locator("#m3 strong")).to_have_text("anything")
    expect(theirs.get_by_label("Your message")).to_have_value("")
    expect(mine.locator("#m3 strong")).to_have_text("anything")
    assert mine.evaluate("document.documentElement.scrollWidth <= innerWidth")

    mine.get_by_label("Your message").fill("Your prices are a joke, and so are you.")
    mine.get_by_role("button", name="Send").click()
    expect(theirs.locator("#m4")).to_contain_text("Your prices are a joke")
    theirs.get_by_role("button", name="Mute").click()
    expect(theirs.get_by_role("button", name="Muted")).to_be_visible()
    assert Participant.objects.get(person=bea).is_muted
    theirs.get_by_role("link", name="Report this message of Bob").last.click()
    theirs.get_by_label("Unkind to a person").check()
    theirs.get_by_role("button", name="Send to the moderators").click()
    expect(theirs.get_by_text("A moderator reads it")).to_be_visible()

    desk = enter(mona)
    desk.goto("/moderation/")
    desk.get_by_role("link", name="Bob").click()
    expect(desk.get_by_text("Your prices are a joke")).to_be_hidden()
    desk.get_by_role("button", name="Read what was reported").click()
    expect(desk.get_by_text("Your prices are a joke")).to_be_visible()
    assert desk.goto(talk.get_absolute_url()).status == 404
