"""Every page, full, empty and with errors: axe finds nothing, nothing jumps, sticks out or is too small to hit,
and (``enter`` sees to that) no console complains, so no page breaks the content security policy."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.eyes import look, look_at
from tests.browser.places import ADMIN, MEMBER, MODERATOR, PUBLIC, REPRESENTATIVE, furnish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("role", ["visitor", "partner", "moderator", "admin and representative"])
def test_pages_with_content(enter, role):
    community = furnish()
    visits = {
        "visitor": [(None, PUBLIC)],
        "partner": [(community.bob, MEMBER)],
        "moderator": [(community.mona, MODERATOR)],
        "admin and representative": [(community.ada, ADMIN), (community.alice, REPRESENTATIVE)],
    }[role]
    found = []
    for reader, places in visits:
        page = enter(reader, reduced_motion="reduce")
        found += [finding for name in places for finding in look_at(page, community.addresses[name])]
    assert found == [], "\n".join(found)


def test_empty_pages(enter, ada):
    program, change = make.make_program(), make.make_change().get_absolute_url()
    page = enter(ada, reduced_motion="reduce")
    places = [
        change, f"{change}census/", f"{change}playbook/", f"{change}options/", f"{change}questions/",
        f"{program.get_absolute_url()}matrix/edit/", f"{program.vendor.get_absolute_url()}record/",
        "/", "/changes/?state=in_force", "/changes/timeline/?state=in_force", "/changes/searches/", "/following/",
        "/t/?kind=question", "/tags/", "/inbox/", "/moderation/", "/moderation/log/", "/moderation/sources/",
        "/questions/handover/", "/t/?list=unread", "/t/?list=bookmarks", "/drafts/", "/nothing/",
    ]  # fmt: skip
    found = [finding for place in places for finding in look_at(page, place)]
    assert found == [], "\n".join(found)


def test_forms_with_errors(enter, bob, ada):
    make.make_tag()
    change = make.make_change()
    make.make_question(change)
    program = make.make_program(change.vendor)
    make.make_row(program)
    thread, record = make.make_thread(bob).get_absolute_url(), change.get_absolute_url()
    matrix = f"{program.get_absolute_url()}matrix/edit/?on=2026-07-01"
    answer = f"{record}answers/new/"
    found = []
    for reader, forms in [
        (bob, [
            ("/t/new/", "Post", {}), ("/changes/propose/", "Hand in", {}), (thread, "Post reply", {"source": " "}),
            (f"{record}questions/new/", "Ask for your company", {"text": "Too short"}),
            (f"{record}questions/1/fixed/", "Say so for your company", {"url": "nowhere"}),
            (f"{record}options/edit/", "Save as the next version", {"rows-0-name": "Alone"}),
        ]),
        (ada, [
            (f"{record}steps/", "Record the step", {}), ("/moderation/sources/new/", "Add the source", {}),
            (matrix, "Save from 1 Jul 2026 on", {}),
        ]),
        (make.make_representative(vendor=change.vendor), [(answer, "Answer officially", {})]),
    ]:  # fmt: skip
        page = enter(reader, reduced_motion="reduce")
        for place, button, texts in forms:
            page.goto(place)
            page.evaluate("document.querySelectorAll('[required]').forEach((field) => { field.required = false; })")
            for name, text in texts.items():
                page.locator(f"main [name^='{name}']").first.fill(text)
            page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("alert").first).to_be_visible()
            found += look(page)
    assert found == [], "\n".join(found)


def test_parts_that_were_changed_in_place(enter, bob, mona):
    change, rumour = make.make_change(), make.make_rumour(evidence=[], proposed_by=mona)
    make.make_question(change)
    make.make_playbook(change)
    page = enter(bob, reduced_motion="reduce")
    page.goto(change.get_absolute_url())
    for button, after in [
        ("Watch", "Watching"), ("We are affected", "Affected"), ("Co-sign unnamed", "Take the signature back"),
    ]:  # fmt: skip
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("button", name=after, exact=True)).to_be_visible()
    page.get_by_role("button", name="Done: Step").first.click()
    expect(page.locator("[data-ticked]")).to_have_count(1)
    found = look(page)

    page.goto(rumour.get_absolute_url())
    page.get_by_text("I know where it can be read").click()
    page.get_by_label("Its address").fill("nowhere")
    page.get_by_role("button", name="Name the source").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    found += look(page)
    page.get_by_label("Its address").clear()
    page.get_by_role("button", name="We heard this too").click()
    expect(page.locator("#rumour")).to_contain_text("Your company is counted.")
    found += look(page)
    assert found == [], "\n".join(found)
