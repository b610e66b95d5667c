"""The keyboard gets everywhere and shows where it is; paper gets the words."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_keyboard_skips_to_the_content_and_sees_where_it_is(enter, bob):
    make.make_change(effective=make.day("2099-01-01"))
    page = enter(bob)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_tab_order_is_reading_order(enter, bob):
    make.make_thread(bob)
    page = enter(bob)
    page.goto("/t/")
    order = page.evaluate("""() => [...document.querySelectorAll('a[href], button, input, select, textarea')]
        .filter((element) => element.tabIndex !== 0).map((element) => element.outerHTML)""")
    assert order == []  # nothing asks for another place than its own
    regions = []
    for _press in range(12):
        page.keyboard.press("Tab")
        regions.append(page.evaluate("document.activeElement.closest('header, main, footer')?.tagName ?? 'BODY'"))
    assert regions == sorted(regions, key=["BODY", "HEADER", "MAIN", "FOOTER"].index)


def test_printed_page_keeps_the_words_and_drops_the_controls(enter, bob):
    thread = make.make_thread(bob, source="Words to keep.")
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_text("Words to keep.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_label("Reply to the thread")).to_be_hidden()
