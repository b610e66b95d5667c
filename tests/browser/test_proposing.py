"""Proposing a change in a browser: what looks alike appears while one types; only the vendor’s tiers are offered."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_records_that_look_alike_appear_while_the_title_is_typed(enter):
    make.make_change(title="Free server-down cases end for Silver partners")
    page = enter(make.make_partner("bob"))
    page.goto("/changes/propose/")
    panel = page.locator("#similar")

    page.get_by_label("Title").press_sequentially("Free server-down cases")
    expect(panel).to_contain_text("1 existing record looks like this:")
    page.get_by_label("It is another change. Hand it in anyway.").check()
    page.get_by_label("Title").press_sequentially(" end")
    expect(page.get_by_label("It is another change. Hand it in anyway.")).to_be_checked()
    page.get_by_label("Title").fill("Quarterly rebates are paid later")
    expect(panel).not_to_contain_text("existing record")


def test_choosing_the_vendor_leaves_its_programs_and_tiers(enter):
    kestrel, heron = (make.make_program(make.make_vendor(name)) for name in ("Kestrel", "Heron"))
    page = enter(make.make_partner("bob"))
    page.goto("/changes/propose/")

    page.get_by_label("Vendor", exact=True).select_option(label="Kestrel")
    expect(page.get_by_role("checkbox", name=kestrel.name)).to_be_visible()
    expect(page.get_by_role("checkbox", name=heron.name)).to_have_count(0)
    page.get_by_label("Kind").select_option("incident")
    expect(page.get_by_label("Act by", exact=True)).to_be_hidden()
