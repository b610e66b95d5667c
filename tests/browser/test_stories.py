"""Two things that happened, as the page of a change tells them. The dates are the real ones."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from community.programs.actions import Evidence, Term, add_source, move_change
from community.programs.states import State
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def _move(change, to: str, on: str, why: str, source: str, **dates):
    evidence = add_source(change, given=Evidence(title=source, url=f"https://news.example/{on}"))
    move_change(change, to=to, on=dt.date.fromisoformat(on), why=why, source=evidence, **dates)
    change.refresh_from_db()


def test_july_2019_rights_were_to_end_and_were_given_back_within_days(enter):
    """Internal-use rights of Microsoft partners, to end on 1 July 2020, withdrawn on 12 July 2019."""
    change = make.make_change(
        vendor=make.make_vendor("Microsoft"), kind="benefit", direction="worse", state=State.RUMOURED,
        title="Internal-use rights end and product support is charged from July 2020",
        announced=make.day("2019-07-03"), effective=make.day("2020-07-01"),
        terms=[Term("Licences for running your own company", "included", "to be bought at commercial price")],
        summary="Licences that come with a competency were to lose their use for running one’s own company.",
    )  # fmt: skip
    _move(change, State.ANNOUNCED, "2019-07-05", "A page says it in full.", "Announcement to partners")
    _move(change, State.WITHDRAWN, "2019-07-12", "All planned changes are taken back.", "Letter of 12 July")
    make.make_post(change.thread, source="We signed the petition on day two.")

    page = enter()
    page.goto(change.get_absolute_url())
    expect(page.locator(".page-head .state-pill")).to_have_text("Withdrawn")
    steps = page.locator(".timeline > li")
    expect(steps).to_have_count(3)
    expect(steps.nth(0)).to_contain_text("3 Jul")
    expect(steps.nth(0)).to_contain_text("Rumoured")
    expect(steps.nth(2)).to_contain_text("12 Jul")
    expect(steps.nth(2)).to_contain_text("Letter of 12 July")
    in_force = page.locator(".date-block", has_text="In force from")
    assert in_force.locator(".date-block__date").evaluate("e => getComputedStyle(e).textDecorationLine") == (
        "line-through"
    )
    expect(page.get_by_text("We signed the petition on day two.")).to_be_visible()


def test_january_2008_a_web_site_failed_while_tiers_were_renewed(enter):
    """An incident: open, found again, resolved; what partners wrote stands below it."""
    change = make.make_change(
        vendor=make.make_vendor("Microsoft"), kind="incident", direction="worse", state=State.OPEN,
        title="Partner web site fails while tiers are up for renewal, references cannot be approved",
        announced=make.day("2008-01-01"), effective=make.day("2008-01-01"),
        summary="References that count for a tier could not be approved, and the tiers ran out meanwhile.",
    )  # fmt: skip
    make.make_post(change.thread, source="Fourteen working days, then a phone number answered.")
    _move(change, State.RESOLVED, "2008-01-17", "Renewals were extended by hand.", "Mail to partners")
    page = enter()
    page.goto(change.get_absolute_url())
    expect(page.locator(".page-head .state-pill")).to_have_text("Resolved")
    expect(page.locator(".date-block", has_text="Since")).to_contain_text("Jan 2008")
    expect(page.locator(".timeline > li").last).to_contain_text("17 Jan")
    expect(page.get_by_text("then a phone number answered")).to_be_visible()
    page.goto("/changes/")
    expect(page.get_by_role("heading", name="Behind us")).to_be_visible()
    expect(page.locator(".change-row")).to_contain_text("2008")
