"""Four companies that customers find. All of it is invented."""

import datetime as dt
from functools import partial

from community.accounts import actions as accounts
from community.accounts.models import CompanyClaim, User
from community.moderation import actions as moderation
from community.networking import actions
from community.networking.models import Profile

# Who keeps the page, the countries that are served, and what customers read.
OFFERS = {
    "bob": ("SE NO DK", "Servers, licences and mail for municipalities and small manufacturers.\n\nWe move you when a"
            " support plan ends, tell you what it costs beforehand, and answer the phone ourselves."),
    "greta": ("DE AT", "Licence reviews at a fixed price: what you have, what you need, and what you pay for without"
              " using it. We sell no licences, so we gain nothing by what we advise."),
    "hal": ("GB IE", "Managed services around the clock for offices of up to 200 people. When a portal is down at"
            " night, somebody here is awake."),
    "ingrid": ("NO SE", "Migrations of virtual machines between platforms, with a test on your own data first. Two to"
               " six weeks from the first talk to the last move."),
}  # fmt: skip


def plan(story) -> None:
    for days, handle in enumerate(OFFERS, start=2):
        story.at(story.now - dt.timedelta(days=days), partial(_offer, story, handle))


def _offer(story, handle: str) -> None:
    keeper = User.objects.with_company().get(handle=handle)
    if not CompanyClaim.objects.keeping().filter(claimant=keeper).exists():
        claim = accounts.claim_company(keeper.company, claimant=keeper, text="The imprint names me.")
        if claim.is_pending:
            moderation.grant_claim(claim, moderator=story.people["mona"])
    company, (countries, text) = keeper.company, OFFERS[handle]
    said = {name: getattr(company, name) for name in ("website", "country", "roles", "description")}
    accounts.edit_company(company, by=keeper, programs_shown_to="everybody", **said)
    _show_skills(keeper)
    actions.edit_finder_entry(
        company, by=keeper, is_listed=True, for_customers=text, countries=countries.split(), takers=[keeper],
        shows_programs=True, shows_skills=True,
    )  # fmt: skip


def _show_skills(member) -> None:
    for profile in Profile.objects.filter(member=member):
        profile.shown_to["skills"] = "everybody"
        profile.save(update_fields=["shown_to"])
