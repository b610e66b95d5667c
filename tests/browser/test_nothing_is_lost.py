"""Whatever goes wrong between typing and posting, the typed text is still there."""

import pytest
from playwright.sync_api import expect

from community.forum import actions as forum
from tests import factories as make
from tests.browser.test_writing import forget_htmx

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "A long answer that took half an hour to write."


@pytest.fixture
def thread(db):
    return make.make_thread(title="Where do refunds go after a merger")


@pytest.fixture
def page(enter, bob, thread):
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    page.get_by_label("Reply to the thread").fill(TEXT)
    return page


def test_session_gone_meanwhile(page, thread, complaints):
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("textarea")).to_have_value(TEXT)
    expect(page.locator("draft-keeper")).to_contain_text("You are signed out.")
    forget_htmx(complaints)


def test_all_cookies_gone_meanwhile(page, complaints):
    page.context.clear_cookies()
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("draft-keeper")).to_contain_text("You are signed out.")
    expect(page.get_by_label("Reply to the thread")).to_have_value(TEXT)
    forget_htmx(complaints)


def test_all_cookies_gone_meanwhile_on_a_page_of_its_own(enter, bob, thread):
    page = enter(bob)
    page.goto(f"{thread.get_absolute_url()}1/reply/")
    page.get_by_label("Reply to #1").fill(TEXT)
    page.context.clear_cookies()
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The form was too old")
    expect(page.get_by_label("Your text is kept here")).to_have_value(TEXT)


def test_a_form_that_is_too_old_gets_a_new_token_and_is_sent_again(page, complaints):
    page.locator("#reply [name=csrfmiddlewaretoken]").evaluate("field => { field.value = 'x'.repeat(64); }")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("draft-keeper")).to_contain_text("Post it again.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2")).to_contain_text(TEXT)
    forget_htmx(complaints)


def test_thread_locked_meanwhile(page, thread):
    forum.lock_thread(thread, reason="Enough.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_role("alert")).to_contain_text("This thread is locked: Enough.")
    expect(page.get_by_role("textbox")).to_have_value(TEXT)


def test_parent_removed_meanwhile(enter, bob, thread):
    parent = make.make_post(thread)
    page = enter(bob)
    page.goto(f"{thread.get_absolute_url()}{parent.number}/reply/")
    page.get_by_label("Reply to #2").fill(TEXT)
    forum.delete_post(parent, by=parent.author)
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text(TEXT)).to_be_visible()


def test_line_broken_while_sending(page, complaints):
    page.context.set_offline(True)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("draft-keeper")).to_contain_text("Not posted: the line to the server broke.")
    page.context.set_offline(False)
    expect(page.get_by_label("Reply to the thread")).to_have_value(TEXT)
    forget_htmx(complaints)


def test_line_broken_while_sending_from_a_page_of_its_own(enter, bob, thread):
    page = enter(bob)
    page.goto(f"{thread.get_absolute_url()}1/reply/")
    page.get_by_label("Reply to #1").fill(TEXT)
    page.context.set_offline(True)
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("Reply to #1")).to_have_value(TEXT)


def test_report_without_its_kind(enter, bob, thread):
    page = enter(bob)
    page.goto(f"{thread.get_absolute_url()}1/report/")
    page.get_by_label("In your words").fill(TEXT)
    page.get_by_role("button", name="Send to the moderators").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("In your words")).to_have_value(TEXT)
