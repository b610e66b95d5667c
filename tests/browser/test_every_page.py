"""Every page, full, empty and with errors: axe finds nothing, nothing jumps, sticks out or is too small to hit,
and (``enter`` sees to that) no console complains, so no page breaks the content security policy."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.eyes import look, look_at
from tests.browser.places import MEMBER, MODERATOR, PUBLIC, furnish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("role", ["visitor", "partner", "moderator"])
def test_pages_with_content(enter, role):
    community = furnish()
    reader, places = {
        "visitor": (None, PUBLIC),
        "partner": (community.bob, MEMBER),
        "moderator": (community.mona, MODERATOR),
    }[role]
    page = enter(reader, reduced_motion="reduce")
    found = [finding for name in places for finding in look_at(page, community.addresses[name])]
    assert found == [], "\n".join(found)


def test_empty_pages(enter, mona):
    page = enter(mona, reduced_motion="reduce")
    places = ["/", "/changes/", "/vendors/", "/t/", "/tags/", "/inbox/", "/moderation/", "/moderation/log/"]
    found = [finding for place in places for finding in look_at(page, place)]
    assert found == [], "\n".join(found)


def test_forms_with_errors(enter, bob):
    make.make_tag(), make.make_program()
    thread = make.make_thread(bob).get_absolute_url()
    page = enter(bob, reduced_motion="reduce")
    found = []
    for place, button in [
        ("/t/new/", "Post"),
        ("/changes/propose/", "Hand in"),
        (thread, "Post reply"),
    ]:
        page.goto(place)
        page.evaluate("document.querySelectorAll('[required]').forEach((field) => { field.required = false; })")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible()
        found += look(page)
    assert found == [], "\n".join(found)
