"""What the scripts add: filters at once, a preview, focus on what is wrong, light or dark, no double sending."""

import re

import pytest
from playwright.sync_api import expect

from community.forum.models import Post
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_vendors(db):
    make.make_change(vendor=make.make_vendor("Kestrel"))
    make.make_change(vendor=make.make_vendor("Corvid"))


def test_filter_applies_at_once_and_going_back_finds_the_filters_as_they_were(enter, two_vendors):
    page = enter()
    page.goto("/changes/")
    page.get_by_label("Vendor").select_option("kestrel")
    expect(page).to_have_url(re.compile(r"/changes/\?vendor=kestrel$"))  # what is not set is not in the address
    expect(page.locator(".change-row")).to_have_count(1)
    page.go_back()
    expect(page.locator(".change-row")).to_have_count(2)
    page.get_by_label("Vendor").select_option("corvid")
    expect(page).to_have_url(re.compile(r"vendor=corvid$"))
    for field in page.locator(".facet-bar :is(select, input)").all():
        expect(field).to_be_enabled()


def test_filter_by_keyboard_waits_for_enter(enter, two_vendors):
    page = enter()
    page.goto("/changes/")
    page.get_by_label("Vendor").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Vendor")).not_to_have_value("")
    expect(page).to_have_url(re.compile(r"/changes/$"))
    page.get_by_role("button", name="Filter").press("Enter")
    expect(page.locator(".change-row")).to_have_count(1)


def test_preview_is_what_the_post_will_look_like(enter, bob):
    page = enter(bob)
    page.goto(make.make_thread().get_absolute_url())
    page.get_by_label("Reply to the thread").fill("Some **strong** words.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview-target] strong")).to_have_text("strong")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview-target]")).to_contain_text("Your text stays here.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Reply to the thread")).to_have_value("Some **strong** words.")


def test_two_presses_send_once(enter, bob):
    thread = make.make_thread()
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    page.get_by_label("Reply to the thread").fill("Only once.")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Post reply").dblclick()
    expect(page.locator("#p2")).to_contain_text("Only once.")
    assert len(sent) == 1
    assert Post.objects.filter(thread=thread).count() == 2


def test_going_back_one_may_send_again(enter, bob):
    page = enter(bob)
    page.goto(make.make_thread().get_absolute_url())
    page.goto(page.url + "1/reply/")
    page.get_by_label("Reply to #1").fill("First.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p2")).to_be_visible()
    page.go_back()
    page.get_by_label("Reply to #1").fill("Second.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#p3")).to_contain_text("Second.")


def test_theme_is_remembered(enter):
    page = enter(color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="Light or dark").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 18, 20)"


def test_theme_works_where_storage_is_forbidden(enter):
    page = enter(color_scheme="dark")
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.goto("/")
    page.get_by_role("button", name="Light or dark").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_errors_take_the_focus_and_lead_to_their_fields(enter, bob):
    make.make_tag()
    page = enter(bob)
    page.goto("/t/new/")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_accessible_description(re.compile("."))
