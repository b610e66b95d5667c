"""Ways to two vendors that partners keep, and diaries of tickets with one of them. All of it is invented."""

import datetime as dt
from functools import partial

from community.networking import actions
from community.programs.models import Vendor

# Vendor, who added it, days ago, kind, purpose, address, what for, and what else is said of it.
ROUTES = {
    "tiers": ("microsoft", "bob", 70, "form", "program", "https://partner-help.example/tiers", "Points that are missing"
              " after a renewal", {"note": "Choose “my profile is wrong”, not “technical”."}),
    "outage": ("microsoft", "hal", 75, "phone", "outage", "+44 1632 960 411", "Server down, out of hours",
               {"country": "GB", "language": "en", "hours": "24 hours", "note": "Press 2, then 4. Have the tenant’s"
               " number at hand."}),
    "billing": ("microsoft", "ingrid", 25, "mailbox", "billing", "partner-billing@partner-help.example",
                "Credits that were promised and never came", {"language": "en"}),
    "desk": ("microsoft", "greta", 130, "role", "escalation", "Partner desk, second level", "A case that was closed"
             " without an answer", {"country": "DE", "language": "de"}),
    "old": ("microsoft", "kwame", 160, "form", "training", "https://exam-help.example/appeal", "Exam vouchers", {}),
    "orders": ("broadcom", "bea", 12, "queue", "licences", "https://order-desk.example/queue", "Quotes for fewer cores"
               " than the minimum", {"note": "Write the distributor’s number into the first line."}),
}  # fmt: skip
# Who says of which that it works, or does not, so many days ago.
VOTES = [
    ("tiers", "ingrid", 30, True), ("tiers", "greta", 9, True), ("tiers", "haugen", 3, True),
    ("outage", "bob", 12, True), ("outage", "priya", 55, True), ("outage", "stijn", 20, False),
    ("billing", "claire", 18, True), ("old", "hal", 20, False), ("old", "ingrid", 4, False),
]  # fmt: skip
# Whose ticket, through which route, opened how many days ago, hours to a reply and to the solution, how escalated.
TICKETS = [
    ("bob", "tiers", 65, 20, 90, "no", "Points for two certificates"),
    ("bob", "billing", 20, 76, None, "manager", "Credit for September"),
    ("bob", "outage", 11, 2, 9, "no", "Tenant of the harbour office"),
    ("bob", None, 2, None, None, "no", "Who answers for our region now?"),
    ("ingrid", "tiers", 40, 28, 120, "no", "Tier shown as expired"),
    ("greta", "tiers", 35, 50, 240, "question", "Report and portal differ"),
    ("hal", "outage", 30, 3, 14, "no", "Mail flow"), ("claire", "billing", 22, 110, 400, "manager", "Invoice twice"),
    ("haugen", "tiers", 18, 33, 96, "no", "Certificate not counted"),
    ("kwame", "tiers", 16, 41, 130, "rep", "Name of the company is wrong"),
    ("priya", "outage", 15, 4, 30, "no", "Nobody can sign in"), ("stijn", "outage", 13, 6, 20, "no", "Portal is away"),
    ("bea", "outage", 9, 1, 5, "no", "Calendars are empty"),
]  # fmt: skip


def plan(story) -> None:
    made: dict = {}
    for name, row in ROUTES.items():
        story.at(story.now - dt.timedelta(days=row[2]), partial(_add, story, made, name))
    for name, handle, days, works in VOTES:
        story.at(story.now - dt.timedelta(days=days), partial(_vote, story, made, name, handle, works))
    for row in TICKETS:
        story.at(story.now - dt.timedelta(hours=1), partial(_note, story, made, *row))
    story.at(story.now, actions.count_diaries)


def _add(story, made: dict, name: str) -> None:
    vendor, handle, _days, kind, purpose, address, what_for, more = ROUTES[name]
    facts = {"kind": kind, "purpose": purpose, "address": address, "what_for": what_for, **more}
    made[name] = actions.add_route(Vendor.objects.get(slug=vendor), by=_again(story, handle), **facts)


def _vote(story, made: dict, name: str, handle: str, works: bool) -> None:
    actions.vote_on_route(made[name], by=_again(story, handle), works=works)


def _note(story, made: dict, handle: str, route, days: int, reply, solved, escalated: str, title: str) -> None:
    opened = story.now - dt.timedelta(days=days)
    facts = {"first_reply_at": opened + dt.timedelta(hours=reply) if reply else None}
    facts["solved_at"] = opened + dt.timedelta(hours=solved) if solved and solved < days * 24 else None
    actions.note_ticket(
        Vendor.objects.get(slug="microsoft"), member=_again(story, handle), title=title, opened_at=opened,
        route=made.get(route), escalated=escalated, **facts,
    )  # fmt: skip


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
