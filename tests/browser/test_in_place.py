"""What a member does with one press: by keyboard alone, where focus stays sensible and the message is read out,
and in a browser that runs no script."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

# What is pressed, what stands in its place then, and what the page says.
PRESSES = [
    ("Watch", "Watching", None),
    ("We are affected", "Affected", None),
    ("Co-sign for your company", "Take the signature back", "Signed. 8 more companies"),
]


@pytest.fixture
def change(db):
    """A change that has something to press for everything, beside another one."""
    change = make.make_change(vendor=make.make_vendor("Kestrel"))
    make.make_change(vendor=make.make_vendor("Corvid"))
    make.make_question(change)
    make.make_playbook(change)
    return change


def test_one_press_by_keyboard_keeps_the_focus_and_is_announced(enter, bob, change):
    page = enter(bob)
    page.goto(change.get_absolute_url())
    for name, after, said in PRESSES:
        _reach(page, name)
        page.keyboard.press("Enter")
        pressed = page.get_by_role("button", name=after, exact=True)
        expect(pressed).to_be_visible()
        expect(pressed).to_be_focused()
        if said:
            expect(page.locator("#messages[role=status]")).to_contain_text(said)
        else:
            expect(pressed).to_have_attribute("aria-pressed", "true")  # the state of the focused button is read out
    _reach(page, "Done: Step")
    page.keyboard.press("Space")
    tick = page.locator(".playbook__tick[aria-pressed=true]")
    expect(tick).to_be_focused()
    expect(page.locator("#playbook")).to_contain_text("1 of 2 done")


def test_filtering_and_saving_a_search_by_keyboard(enter, bob, change):
    page = enter(bob)
    page.goto("/changes/")
    page.get_by_label("Vendor").focus()
    page.keyboard.type("Kes")
    _reach(page, "Filter")
    page.keyboard.press("Enter")
    expect(page.locator(".change-row")).to_have_count(1)
    _reach(page, "Save this search")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Name of the search")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("All of Kestrel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("All of Kestrel"))).to_be_visible()


def test_the_same_without_scripts(enter, bob, change):
    page = enter(bob, java_script_enabled=False)
    page.goto(change.get_absolute_url())
    for name, after, said in PRESSES:
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("button", name=after, exact=True)).to_be_visible()
        if said:
            expect(page.locator("#messages")).to_contain_text(said)
    page.get_by_role("button", name="Done: Step").first.click()
    expect(page.locator("#playbook")).to_contain_text("1 of 2 done")

    page.goto("/changes/")
    page.get_by_label("Vendor").select_option("kestrel")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".change-row")).to_have_count(1)
    page.get_by_text("Save this search").click()
    page.get_by_label("Name of the search").fill("All of Kestrel")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("All of Kestrel"))).to_be_visible()


def _reach(page, name: str) -> None:
    """Press Tab until the thing of that name has the focus, as somebody would who cannot point."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
        ).startswith(name):
            return
    pytest.fail(f"Tab does not lead to “{name}”")
