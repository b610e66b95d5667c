"""A way to a vendor is added, confirmed in place with the keyboard, and a ticket noted that went it."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_adding_voting_and_noting_a_ticket(enter, bob, bea):
    nordwind = make.make_vendor("Nordwind")
    page = enter(bob, viewport={"width": 390, "height": 800})
    page.goto(nordwind.get_absolute_url())
    page.get_by_role("link", name="None is known yet").click()
    page.get_by_role("link", name="Add a route").click()
    page.get_by_label("What it is", exact=True).select_option("mailbox")
    page.get_by_label("Address").fill("jane.doe@nordwind.example")
    page.get_by_label("What it is good for").fill("Portal faults")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert")).to_contain_text("This looks like one person’s address.")
    page.get_by_label("Address").fill("partner-support@nordwind.example")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Confirmed by 1 partner")).to_be_visible()

    other = enter(bea)
    other.goto(f"{nordwind.get_absolute_url()}contacts/")
    works = other.get_by_role("button", name="Works", exact=True)
    works.press("Enter")
    expect(other.locator("#said")).to_have_text("Your company says: works.")
    expect(other.get_by_text("Confirmed by 2 partners")).to_be_visible()
    expect(other.get_by_role("button", name="Still works")).to_be_focused()

    other.get_by_role("link", name="Note a ticket", exact=True).click()
    other.get_by_label("Ticket", exact=True).fill("Portal is away")
    other.get_by_label("Opened").fill("2026-03-02T09:30")
    other.get_by_label("First reply").fill("2026-03-02T14:30")
    other.get_by_role("button", name="Save").click()
    expect(other).to_have_url(re.compile("/diary/$"))
    expect(other.get_by_role("row", name="Portal is away")).to_contain_text("after 5 hours")
