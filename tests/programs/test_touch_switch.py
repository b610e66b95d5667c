"""The switch "All, touches me, yes or maybe" in the heads of lists that have no further filters."""

import pytest
import time_machine

from community.programs import actions
from community.programs.actions import Held
from community.programs.queries import change_list
from tests import factories as make
from tests.counting import counts
from tests.pages import faults, parse
from tests.programs.test_views import rows

pytestmark = pytest.mark.django_db

YES, MAYBE, NO = "It touches Bob", "It may touch Bob", "It does not touch Bob"


@pytest.fixture(autouse=True)
def on_one_day():
    with time_machine.travel("2026-11-27 12:00", tick=False):
        yield


@pytest.fixture
def kestrel(bob):
    """A vendor with three changes, of which Bob's company is in the program, but in which tier is not told."""
    vendor, tag = make.make_vendor("Kestrel"), make.make_tag("renewals")
    ours, other = make.make_program(vendor), make.make_program(vendor)
    actions.tell_business(bob, held=[Held(ours)])
    facts = {"vendor": vendor, "tags": [tag]}
    make.make_change(title=YES, programs=[ours], effective=make.day("2027-01-03"), **facts)
    make.make_change(
        title=MAYBE, programs=[ours], tiers=ours.tiers.all(), effective=make.day("2027-01-02"), **facts
    )  # fmt: skip
    make.make_change(title=NO, programs=[other], effective=make.day("2027-01-01"), **facts)
    actions.follow(vendor, member=bob)
    return {
        "vendor": vendor.get_absolute_url(), "program": ours.get_absolute_url(), "tag": "/tags/renewals/",
        "following": "/following/",
    }  # fmt: skip


@pytest.mark.parametrize("page", ["vendor", "tag", "following"])
def test_members_narrow_a_list_to_what_touches_them(page, kestrel, browse, bob):
    reader = browse(bob)

    assert rows(reader.get(kestrel[page])) == [NO, MAYBE, YES]
    assert rows(reader.get(f"{kestrel[page]}?touches=yes")) == [YES]
    assert rows(reader.get(f"{kestrel[page]}?touches=either")) == [MAYBE, YES]
    assert rows(reader.get(f"{kestrel[page]}?touches=soup")) == [NO, MAYBE, YES]


def test_the_page_of_a_program_is_narrowed_too(kestrel, browse, bob):
    reader = browse(bob)

    assert rows(reader.get(kestrel["program"])) == [MAYBE, YES]
    assert rows(reader.get(f"{kestrel['program']}?touches=yes")) == [YES]


def switch(answer) -> list[tuple[str, str, bool]]:
    """The links of the switch: words, address, whether it is the one in force."""
    navs = [nav for nav in parse(answer.text).iter("nav") if nav.get("aria-label") == "Which changes"]
    return [(a.text, a.get("href"), a.get("aria-current") == "true") for nav in navs for a in nav.iter("a")]


@pytest.mark.parametrize("page", ["vendor", "program", "tag", "following"])
def test_the_switch_says_which_list_this_is(page, kestrel, browse, bob):
    path = kestrel[page]

    assert switch(browse(bob).get(f"{path}?touches=yes&after=later.2026-12-01.1")) == [
        ("All", path, False), ("Touches me", "?touches=yes", True), ("Yes or maybe", "?touches=either", False),
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["vendor", "program", "tag"])
def test_visitors_have_no_switch_and_always_all(page, kestrel, browse):
    answer = browse().get(f"{kestrel[page]}?touches=yes")

    assert switch(answer) == []
    assert rows(answer) == rows(browse().get(kestrel[page])) != []
    assert "Yes or maybe" not in answer.text


@pytest.mark.parametrize("page", ["vendor", "program", "tag", "following"])
def test_where_nothing_is_left_the_page_says_so_and_leads_back(page, kestrel, browse, bob):
    actions.tell_business(bob, held=[Held(make.make_program())])
    answer = browse(bob).get(f"{kestrel[page]}?touches=either")

    assert rows(answer) == []
    assert "None of these changes touches you, not even maybe." in answer.text
    assert switch(answer)[0] == ("All", kestrel[page], False)
    assert faults(answer.text) == []


@pytest.mark.parametrize("page", ["vendor", "program", "tag"])
def test_the_switch_is_kept_from_page_to_page(page, kestrel, browse, bob, monkeypatch):
    monkeypatch.setattr(change_list, "LIST_SIZE", 1)
    reader = browse(bob)
    first = reader.get(f"{kestrel[page]}?touches=either")
    later = next(a.get("href") for a in parse(first.text).iter("a") if a.get("rel") == "next")

    assert rows(first) == [MAYBE]
    assert "touches=either" in later
    assert rows(reader.get(kestrel[page] + later)) == [YES]


def test_it_costs_no_query(kestrel, browse, bob):
    reader = browse(bob)
    plain = counts(reader, kestrel)

    assert counts(reader, {name: f"{path}?touches=either" for name, path in kestrel.items()}) == plain
