"""Single keys: they do what the page offers and nothing else, say what they do, and can be switched off."""

import re

import pytest
from playwright.sync_api import expect

from community.accounts.models import User
from tests import factories as make
from tests.browser.conftest import type_keys

pytestmark = pytest.mark.django_db(transaction=True)

NAME = """() => document.activeElement.getAttribute('aria-labelledby').split(' ')
    .map((id) => document.getElementById(id).textContent.trim()).join(' ')"""


def _is_choice(response) -> bool:
    """Not the sheet's own page, which comes from the same address."""
    return response.request.method == "POST" and response.url.endswith("/keys/")


@pytest.fixture
def thread(bob, bea):
    thread = make.make_thread(bea, title="Where do refunds go after a merger", source="The old form is gone.")
    make.make_post(thread, bob, source="Use the new one.")
    make.make_post(thread, bea, source="Nobody answers there.")
    return thread


def test_keys_walk_through_a_thread_and_press_what_its_posts_offer(enter, bob, bea, thread):
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    type_keys(page, "k")
    expect(page.locator("#p1")).to_be_focused()
    type_keys(page, "j")
    expect(page.locator("#p2")).to_be_focused()
    assert page.evaluate(NAME) == f"Reply 2 by {bob.name} just now"
    assert page.locator("#p2").bounding_box()["y"] >= 0
    type_keys(page, "b")
    expect(page.locator("#bookmark-2")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#p2")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Bookmarked.")

    type_keys(page, "j")
    for _press in range(3):
        type_keys(page, "j")  # there is no more, and no way round
    expect(page.locator("#p3")).to_be_focused()
    type_keys(page, "q")
    area = page.get_by_label("Reply to #3")
    expect(area).to_be_focused()
    expect(area).to_have_value(f"> {bea.name} #3 wrote:\n>\n> Nobody answers there.\n\n")
    page.keyboard.type("jk?/u")
    expect(area).to_have_value(f"> {bea.name} #3 wrote:\n>\n> Nobody answers there.\n\njk?/u")
    page.locator("#p3 .reply-box").get_by_role("button", name="Close").press("Enter")
    expect(page.locator("#p3").get_by_role("link", name="Reply #3")).to_be_focused()

    page.keyboard.press("/")
    expect(page.get_by_label("Search in this thread")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+u")
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'u', isComposing: true, bubbles: true }))"
    )
    assert page.url.endswith(thread.get_absolute_url())
    type_keys(page, "r")
    expect(page.get_by_label("Reply to the thread")).to_be_focused()

    page.locator("#p2").focus()
    type_keys(page, "e")
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit your post")
    type_keys(page, "u")
    expect(page.get_by_role("heading", level=1)).to_have_text(thread.title)


def test_keys_walk_through_lists_and_places(enter, mona, nils, thread):
    make.make_held_post(thread, nils)
    page = enter(mona)
    page.goto("/t/")
    type_keys(page, "j")
    expect(page.get_by_role("link", name=thread.title, exact=True)).to_be_focused()
    type_keys(page, "o")
    expect(page.get_by_role("heading", level=1)).to_have_text(thread.title)
    type_keys(page, "u")
    expect(page.get_by_role("heading", level=1)).to_have_text("Threads")
    type_keys(page, "gu")
    page.wait_for_url("**/t/?list=unread")
    type_keys(page, "gh")
    page.wait_for_url(lambda url: url.count("/") == 3)
    page.goto("/moderation/")
    type_keys(page, "j")
    type_keys(page, "o")
    expect(page.get_by_role("heading", level=1)).to_have_text("A held post")
    type_keys(page, "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Start a thread")
    page.go_back()
    page.set_viewport_size({"width": 360, "height": 740})  # where the link is not shown
    type_keys(page, "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("A held post")


def test_the_sheet_says_what_works_here_and_switches_the_keys_off(enter, bob, thread):
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    page.locator("#p2").focus()
    page.keyboard.press("Shift+?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet.get_by_role("heading", name="Keys")).to_be_focused()
    assert sheet.locator("[data-shortcut]:visible kbd").all_inner_texts() == [
        "j", "k", "o", ".", "u", "r", "q", "e", "b", "/", "c", "g", "h", "g", "u", "?",
    ]  # fmt: skip
    type_keys(page, "j")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator("#p2")).to_be_focused()

    page.keyboard.press("Shift+?")
    with page.expect_response(_is_choice):
        sheet.get_by_role("button", name="Off").press("Enter")
    expect(sheet.get_by_role("button", name="Off")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    type_keys(page, "j")
    page.keyboard.press("Shift+?")
    expect(page.locator("#p2")).to_be_focused()
    assert User.objects.get(pk=bob.pk).keys_off
    page.goto("/t/")
    type_keys(page, "j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("link", name="Keyboard").click()
    with page.expect_response(_is_choice):
        sheet.get_by_role("button", name="On").click()
    page.keyboard.press("Escape")
    type_keys(page, "j")
    expect(page.get_by_role("link", name=thread.title, exact=True)).to_be_focused()


def test_a_visitor_s_browser_loads_keys_with_the_first_and_remembers_that_they_are_off(enter, thread):
    page, asked = enter(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(thread.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/keys" in url] == []
    type_keys(page, "j")
    expect(page.locator("#p1")).to_be_focused()
    page.keyboard.press("Shift+?")
    page.get_by_role("dialog").get_by_role("button", name="Off").click()
    page.keyboard.press("Escape")
    type_keys(page, "j")
    expect(page.locator("#p1")).to_be_focused()
    page.reload()
    type_keys(page, "j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/keys/")
    expect(page.get_by_role("button", name="Off")).to_have_attribute("aria-pressed", "true")


def test_keys_of_the_desk_choose_walk_on_and_leave_who_types_alone(enter, mona, bob):
    first, second = make.make_held_post(), make.make_held_post()
    page = enter(mona)
    page.goto("/changes/")
    type_keys(page, "gq")
    boxes = page.locator("input[name=case]")
    expect(boxes).to_have_count(2)
    page.wait_for_load_state()

    for key in "jxjxx":
        type_keys(page, key)
    expect(page.locator("case-chooser output")).to_have_text("Chosen: 1")
    expect(boxes.first).to_be_checked()
    boxes.nth(1).click()  # a pointer leaves the focus on the box, and the keys go on from there
    type_keys(page, "k")
    type_keys(page, "x")
    expect(page.locator("case-chooser output")).to_have_text("Chosen: 1")

    page.get_by_label("What the author will read").fill("")
    page.keyboard.type("axz")
    expect(page.get_by_label("What the author will read")).to_have_value("axz")
    expect(page).to_have_url(re.compile("/moderation/$"))
    page.get_by_label("What the author will read").blur()

    type_keys(page, "n")
    expect(page).to_have_url(re.compile(f"/moderation/posts/{first.pk}/$"))
    page.wait_for_load_state()
    type_keys(page, "n")
    expect(page).to_have_url(re.compile(f"/moderation/posts/{second.pk}/$"))
    page.wait_for_load_state()
    type_keys(page, "u")
    expect(page).to_have_url(re.compile("/moderation/$"))


def test_sheet_has_the_keys_of_the_desk_for_those_at_the_desk_only(enter, mona, bob):
    held = make.make_held_post()
    page = enter(mona)
    page.goto(f"/moderation/posts/{held.pk}/")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    for words in ("Take the case", "Approve it, or what is chosen", "Decline: on to the reason", "Next case"):
        expect(sheet.get_by_text(words, exact=True)).to_be_visible()
    expect(sheet.get_by_text("Take the last decision back", exact=True)).to_be_hidden()

    other = enter(bob)
    other.goto("/keys/")
    expect(other.get_by_text("Start a thread", exact=True)).to_be_visible()
    expect(other.get_by_text("The queue", exact=True)).to_have_count(0)
