"""Everything can be read and posted in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_filters_have_a_button(enter):
    make.make_change(title="The fee goes up at one of them", vendor=make.make_vendor("Kestrel"))
    make.make_change(title="The margin shrinks at the other", vendor=make.make_vendor("Corvid"))
    page = enter(java_script_enabled=False)
    page.goto("/changes/")
    expect(page.locator(".change-row")).to_have_count(2)
    page.get_by_label("Vendor").select_option("kestrel")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".change-row")).to_have_count(1)
    page.get_by_role("link", name="Vendor: Kestrel").click()
    expect(page.locator(".change-row")).to_have_count(2)


def test_reading_signing_in_and_posting(enter):
    make.make_partner("bob", password=make.PASSWORD)
    thread = make.make_thread(title="Does anybody still get paper invoices")
    page = enter(java_script_enabled=False, viewport=PHONE)
    page.goto(thread.get_absolute_url())
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill("bob@example.org")
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(thread.title)
    expect(page.get_by_role("button", name="Preview")).to_be_hidden()
    page.get_by_label("Reply to the thread").fill("We do, twice a year.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2")).to_contain_text("We do, twice a year.")
    page.locator("#p2").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#p2")).to_contain_text("removed by its author")


def test_starting_a_thread_and_seeing_what_is_missing(enter, bob):
    make.make_tag("renewals")
    page = enter(bob, java_script_enabled=False)
    page.goto("/t/new/")
    page.get_by_label("Title").fill("Short")
    page.get_by_label("Text").fill("A text that must survive.")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("alert")).to_contain_text("things are not right yet. Your text is safe.")
    expect(page.get_by_label("Text")).to_have_value("A text that must survive.")
    page.get_by_label("Title").fill("How long do renewals take at yours")
    page.get_by_label("renewals").check()
    page.get_by_role("button", name="Post").click()
    expect(page.locator("#p1")).to_contain_text("A text that must survive.")
