"""Writing with the scripts on: nothing is lost, replies stand in their place, and all of it by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from community.forum import actions as forum
from community.forum.models import Draft, Post
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "A long answer that took half an hour to write."


@pytest.fixture
def thread(bea):
    thread = make.make_thread(bea, title="Where do refunds go after a merger", source="The old form is gone.")
    first = thread.posts.get()
    make.make_post(thread, parent=first, source="Use the new one.")
    make.make_post(thread, source="Nobody answers there.")
    return thread


@pytest.fixture
def page(enter, bob, thread):
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    return page


def box(page):
    return page.get_by_label("Reply to the thread")


def order(page) -> list[str]:
    return [post.get_attribute("id") for post in page.locator("article.post").all()]


def forget_htmx(complaints: list[str]) -> None:
    """It writes into the console that an answer was a refusal, or did not come."""
    complaints[:] = [said for said in complaints if not any(word in said for word in ("htmx:", "Response Status"))]


# --- drafts -------------------------------------------------------------------------------------------


def test_what_is_typed_is_on_the_server_within_two_seconds_and_offered_elsewhere(page, enter, bob, thread):
    box(page).press_sequentially(TEXT)
    expect(page.locator("#reply [role=status]").last).to_contain_text("Draft saved", timeout=2_500)
    assert Draft.objects.get().source == TEXT

    other = enter(bob)
    other.goto(thread.get_absolute_url())
    expect(box(other)).to_have_value(TEXT)
    other.get_by_role("button", name="Throw away").click()
    expect(box(other)).to_have_value("")
    assert Draft.objects.count() == 0


def test_a_line_that_is_broken_keeps_the_text_in_this_browser_and_saves_it_later(page, complaints):
    page.context.set_offline(True)
    box(page).fill(TEXT)
    expect(page.locator("#reply draft-keeper")).to_contain_text("kept in this browser")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#reply draft-keeper")).to_contain_text("Not posted: the line to the server broke.")
    expect(box(page)).to_have_value(TEXT)
    page.context.set_offline(False)
    expect(page.locator("#reply draft-keeper")).to_contain_text("Draft saved")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p4")).to_contain_text(TEXT)
    assert Draft.objects.count() == 0
    forget_htmx(complaints)


def test_a_browser_that_dies_gives_the_text_back(page, thread, complaints):
    page.context.route("**/draft/", lambda route: route.abort())
    page.evaluate("navigator.sendBeacon = () => false")  # who dies says no farewell
    box(page).fill(TEXT)
    page.goto("about:blank")
    page.goto(thread.get_absolute_url(), wait_until="commit")  # the sentence stands until the text is saved again
    expect(page.locator("#reply draft-keeper")).to_contain_text("this browser had kept it")
    expect(box(page)).to_have_value(TEXT)
    complaints[:] = [said for said in complaints if "ERR_FAILED" not in said]


def test_a_session_that_ended_costs_nothing_and_the_same_form_posts_after_signing_in(
    page, browse, bob, site, complaints
):
    page.context.clear_cookies(name="session")
    box(page).fill(TEXT)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#reply draft-keeper")).to_contain_text("You are signed out.")
    expect(box(page)).to_have_value(TEXT)
    page.context.add_cookies([{"name": "session", "value": browse(bob).cookies["session"].value, "url": site}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#reply draft-keeper")).to_contain_text("Draft saved")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p4")).to_contain_text(TEXT)
    forget_htmx(complaints)


def test_what_was_posted_does_not_come_back(enter, bob, thread):
    make.make_tag("renewals")
    page = enter(bob)
    page.goto("/t/new/")
    page.get_by_label("Title").fill("What replaces the partner portal")
    page.get_by_label("Text").fill(TEXT)
    page.get_by_label("renewals").check()
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What replaces the partner portal")
    page.goto("/t/new/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Text")).to_have_value("")
    expect(page.get_by_label("Title")).to_have_value("")


# --- in place -----------------------------------------------------------------------------------------


def test_an_answer_is_written_below_its_post_and_appears_where_it_belongs(page, thread):
    page.locator("#p1").get_by_role("link", name="Reply #1").click()
    answer = page.get_by_label("Reply to #1")
    expect(answer).to_be_focused()
    answer.fill("In its place.")
    page.locator("#p1").get_by_role("button", name="Post reply").click()

    expect(page.locator("#p4")).to_contain_text("In its place.")
    expect(page.locator("#p4")).to_be_focused()
    assert order(page) == ["p1", "p2", "p4", "p3"]
    expect(page.locator("#said[role=status]")).to_have_text("Posted as #4.")
    expect(page.locator("#p1 .reply-box")).to_have_count(0)
    page.reload()
    assert order(page) == ["p1", "p2", "p4", "p3"]


def test_one_press_after_the_other_each_gives_a_post(page):
    for number, text in ((4, "First."), (5, "Second.")):
        box(page).fill(text)
        page.get_by_role("button", name="Post reply").click()
        expect(page.locator(f"#p{number}")).to_contain_text(text)
        expect(box(page)).to_have_value("")
    assert order(page) == ["p1", "p2", "p3", "p4", "p5"]
    page.goto(page.url.split("#")[0] + "?view=flat")
    box(page).fill("Third.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p6")).to_contain_text("Third.")
    assert order(page) == ["p1", "p2", "p3", "p4", "p5", "p6"]


def test_an_error_stays_in_its_form_and_takes_the_focus(page, thread):
    page.locator("#p2").get_by_role("link", name="Reply #2").click()
    page.get_by_label("Reply to #2").fill("  ")
    page.locator("#p2").get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2").get_by_role("alert")).to_be_focused()
    expect(page.locator("#p2")).to_contain_text("Write something first.")
    page.get_by_label("Reply to #2").fill(TEXT)
    forum.lock_thread(thread, reason="Enough.")
    page.locator("#p2").get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2").get_by_role("alert")).to_contain_text("Enough.")
    expect(page.locator("#p2 textarea")).to_have_value(TEXT)


def test_a_form_that_is_open_stays_and_closing_it_gives_the_focus_back(page):
    opener = page.locator("#p1").get_by_role("link", name="Reply #1")
    opener.press("Enter")
    page.get_by_label("Reply to #1").press_sequentially("Some words")
    opener.click()
    expect(page.get_by_label("Reply to #1")).to_have_value("Some words")
    page.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(page.get_by_label("Reply to #1")).to_have_value("Some words")


def test_a_reply_that_waits_says_so_in_place(enter, nils, thread):
    page = enter(nils)
    page.goto(thread.get_absolute_url())
    box(page).fill(TEXT)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".notice[data-kind=wait]").last).to_contain_text("Waiting for a moderator.")
    expect(page.locator(".notice[data-kind=wait]").last).to_contain_text(TEXT)
    assert Post.objects.get(author=nils).is_held
    assert order(page) == ["p1", "p2", "p3"]


# --- marks, quotes, names -----------------------------------------------------------------------------


def test_marks_by_key_and_by_button(page):
    area = box(page)
    area.fill("one two")
    area.press("ControlOrMeta+a")
    area.press("ControlOrMeta+b")
    expect(area).to_have_value("**one two**")
    area.press("ControlOrMeta+b")
    expect(area).to_have_value("one two")
    area.press("ControlOrMeta+k")
    expect(area).to_have_value("[one two](https://)")
    page.keyboard.type("example.org/")
    expect(area).to_have_value("[one two](example.org/)")
    area.fill("a\nb")
    area.press("ControlOrMeta+a")
    for name, text in (("List", "- a\n- b"), ("List", "a\nb"), ("Quote", "> a\n> b"), ("Code", "```\n> a\n> b\n```")):
        page.get_by_role("toolbar", name="Formatting").get_by_role("button", name=name).click()
        expect(area).to_have_value(text)
        area.press("ControlOrMeta+a")


def test_the_toolbar_is_one_stop_of_the_tab_key(page):
    box(page).focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_label("Image", exact=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Code")).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()


def test_what_is_marked_in_a_post_is_quoted_with_its_author(page):
    page.locator("#p2 .prose").select_text()
    page.locator("#p2").get_by_role("link", name="Reply #2").click()
    area = page.get_by_label("Reply to #2")
    author = Post.objects.get(number=2).author.name
    expect(area).to_have_value(f"> {author} #2 wrote:\n>\n> Use the new one.\n\n")
    expect(area).to_be_focused()


def test_a_name_is_completed_by_keyboard_alone(page):
    make.make_user("benedict")
    area = box(page)
    area.press_sequentially("Thank you @be")
    options = page.get_by_role("option")
    expect(options).to_have_text([re.compile("@bea"), re.compile("@benedict")])  # who takes part stands first
    expect(area).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    area.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    area.press("Enter")
    expect(area).to_have_value("Thank you @benedict ")
    expect(options.first).to_be_hidden()
    area.press_sequentially("and @be")
    expect(options.first).to_be_visible()
    area.press("Escape")
    expect(options.first).to_be_hidden()
    expect(area).to_have_value("Thank you @benedict and @be")


def test_a_title_shows_what_is_like_it_while_it_is_typed(enter, bob, thread):
    page = enter(bob)
    page.goto("/t/new/")
    page.get_by_label("Title").press_sequentially("Where do refunds go after")
    expect(page.get_by_role("link", name="Where do refunds go after a merger")).to_be_visible()
