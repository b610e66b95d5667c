"""A company whose page is kept, and a claim that waits. All of it is invented."""

import datetime as dt

from community.accounts import actions
from community.accounts.models import CompanyClaim
from community.moderation import actions as moderation

SAID = (
    "We look after the servers and licences of about forty municipalities and small manufacturers between Umeå and"
    " Sundsvall. Three people, no sales targets."
)


def plan(story) -> None:
    """The page was claimed a year ago; a colleague asks since three days."""
    story.at(story.now - dt.timedelta(days=360), lambda: _keep(story))
    story.at(story.now - dt.timedelta(days=3), lambda: _claim(story, "nils", "My name is on our page of contacts."))


def _keep(story) -> None:
    claim, bob = _claim(story, "bob", "I own the company; the imprint says so."), story.people["bob"]
    moderation.grant_claim(claim, moderator=story.people["mona"])
    company = bob.company
    said = {"website": company.website, "country": company.country, "roles": company.roles, "description": SAID}
    actions.edit_company(company, by=bob, programs_shown_to="everybody", **said)


def _claim(story, handle: str, text: str) -> CompanyClaim:
    person = story.people[handle]
    return actions.claim_company(person.company, claimant=person, text=text)
