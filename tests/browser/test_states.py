"""Pages after something was pressed: axe finds nothing there either, by day and on a phone in the dark."""

import pytest
from playwright.sync_api import expect

from community.forum import actions as forum
from tests import factories as make
from tests.browser.conftest import DESKTOP
from tests.browser.eyes import look

pytestmark = pytest.mark.django_db(transaction=True)


def seen(page, state: str) -> list[str]:
    found = [f"{state}: {finding}" for finding in look(page)]
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return found


def test_a_thread_in_all_its_states(enter, bob, bea):
    thread = make.make_thread(bea, source="The old form is gone.")
    make.make_post(thread, bob, source="Use the new one.")
    removed = make.make_post(thread, bob, source="Not this one.")
    forum.delete_post(removed, by=bob)
    page = enter(bob, reduced_motion="reduce")
    page.goto(thread.get_absolute_url())
    page.get_by_role("link", name="Reply #1").press("Enter")
    area = page.get_by_label("Reply to #1")
    area.press_sequentially("Thank you @be")
    expect(page.get_by_role("option").first).to_be_visible()
    found = seen(page, "an answer is begun, names are offered, a removed post can come back")

    area.press("Escape")
    area.fill("Some **strong** words, `code` and > a quotation.")
    page.locator("#p1").get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview-target] strong")).to_be_visible()
    expect(page.locator("#p1 draft-keeper")).to_contain_text("Draft saved")
    page.get_by_role("button", name="Bookmark #2").click()
    page.get_by_role("button", name="Helpful #1").click()
    expect(page.get_by_role("button", name="Helpful 1 #1")).to_be_visible()
    make.make_post(thread, bea)
    page.evaluate("document.dispatchEvent(new CustomEvent('live:replies', { detail: { numbers: [4] } }))")
    expect(page.get_by_role("button", name="1 new reply")).to_be_visible()
    found += seen(page, "previewed, marked, and new replies have come")

    page.get_by_role("button", name="1 new reply").click()
    expect(page.locator("#p4")).to_be_focused()
    area.fill(" ")
    page.evaluate("document.querySelectorAll('[required]').forEach((field) => { field.required = false; })")
    page.locator("#p1").get_by_role("button", name="Post reply").click()
    expect(page.locator("#p1").get_by_role("alert")).to_be_focused()
    found += seen(page, "refused")

    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found += seen(page, "the sheet of keys")
    assert found == [], "\n".join(found)


def test_forms_and_lists_in_their_states(enter, bob, mona):
    make.make_tag("renewals")
    thread = make.make_thread(mona, title="Where do refunds go after a merger")
    change = make.make_change()
    make.make_question(change)
    page = enter(bob, reduced_motion="reduce")
    page.goto("/t/new/")
    page.get_by_label("Title").press_sequentially("Where do refunds go after")
    expect(page.get_by_role("link", name=thread.title)).to_be_visible()
    page.get_by_label("Benefit review").check()
    expect(page.locator("#kind-fields")).to_be_visible()
    page.get_by_label("Text").press_sequentially("About #ren")
    expect(page.locator(".completion [role=option]").first).to_be_visible()
    found = seen(page, "similar titles, fields of a kind, tags offered")

    page.goto(change.get_absolute_url())
    for menu in page.locator("summary:visible").all():
        menu.click()
    found += seen(page, "menus are open")

    page.goto(f"{thread.get_absolute_url()}?q=nothingofthekind")
    found += seen(page, "nothing found")
    for which in ("unread", "mine", "watched", "bookmarks"):
        page.goto(f"/t/?list={which}")
        found += seen(page, f"nothing {which}")
    assert found == [], "\n".join(found)
