"""The button in the footer switches the language, and it stays switched."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_german_words_fit_a_phone(enter, bob):
    """They are longer: the links of the head once made every page wider than the window."""
    page = enter(bob)
    page.set_viewport_size(PHONE)
    page.goto("/about/")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_german_by_the_button_in_the_footer(enter):
    change = make.make_change(announced=make.day("2099-12-24"), effective=make.day("2099-12-24"))
    page = enter()
    page.goto(f"{change.get_absolute_url()}?from=mail")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.url.endswith("?from=mail")
    expect(page.locator(".fact-box")).to_contain_text("Dez")
    expect(page.locator(".fact-box")).to_contain_text("Donnerstag")
    page.goto("/changes/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
