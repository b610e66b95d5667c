"""Two strangers with a problem in common meet, and neither reads how to reach the other before both have agreed."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_question_leads_to_somebody_who_can_help_and_to_a_yes(enter, bob, bea):
    renewal = make.make_tag("renewal")
    make.make_profile(bea, skills=[renewal], texts={"can_help": "Renewals that fell between two programs."})
    thread = make.make_thread(bob, title="Who renewed a tier while the portal was down", tags=[renewal])
    read_by_both: list[tuple] = []  # each page, and whose address must not be on it

    asking = enter(bob)
    asking.goto(f"{thread.get_absolute_url()}who-can-help/")
    expect(asking.get_by_text("Names #renewal as a skill")).to_be_visible()
    read_by_both.append((asking.content(), bea))
    asking.get_by_role("link", name="Ask for an introduction to Bea").click()
    about = asking.get_by_label("Address of a change, question, thread, need or offer it is about")
    expect(about).not_to_have_value("")
    asking.get_by_label("What do you need, and why this person?").fill("Our tier ran out while the portal failed.")
    asking.get_by_label("How can they reach you, if they say yes?").fill("bob@reach.example")
    asking.get_by_role("button", name="Ask", exact=True).click()
    asking.goto("/people/bea/")
    read_by_both.append((asking.content(), bea))

    asked = enter(bea)
    asked.goto("/introductions/")
    asked.get_by_role("main").get_by_role("link", name="Bob").first.click()
    expect(asked.get_by_text("Our tier ran out while the portal failed.")).to_be_visible()
    read_by_both.append((asked.content(), bob))
    assert [page for page, _other in read_by_both if "reach.example" in page] == []
    assert [other.email for page, other in read_by_both if other.email in page] == []

    asked.get_by_label("How can they reach you?").fill("bea@reach.example")
    asked.get_by_role("button", name="Yes, introduce us").click()
    expect(asked.get_by_text("bob@reach.example")).to_be_visible()
    asking.goto("/introductions/?list=contacts")
    asking.get_by_role("main").get_by_role("link", name="Bea").first.click()
    expect(asking.get_by_text("bea@reach.example")).to_be_visible()
