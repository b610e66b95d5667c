"""Needs and offers of partners on the teaming board, one of which is answered. All of it is invented."""

import datetime as dt
from functools import partial

from django.utils import timezone

from community.networking import actions
from community.programs.models import Vendor
from community.tags.models import Tag

# Who posts what, days ago, with which vendor, tags, countries, languages and terms, from and until which day from now.
ENTRIES = {
    "offer of greta": (
        "greta", "offer", 12, "Room for two migrations a month, from planning to go-live", "microsoft",
        ["migration", "licensing"], ["DE", "AT"], ["de", "en"], "fixed", "Per mailbox; the first day is free.", 10, 180,
        "Two people of us move tenants, mailboxes and files. We work under your name or ours, and hand over with a"
        " written plan.\n\n- up to 150 seats each\n- weekends are no problem\n- no licences from us",
    ),
    "need of haugen": (
        "haugen", "need", 8, "Somebody on site in the north of Germany, two days in spring", "",
        ["networking", "small-partners"], ["DE"], ["de"], "agree", "", 60, 120,
        "A customer of ours opens an office near the coast. We plan everything from here, and need somebody who"
        " plugs in, tests and talks to the people there.",
    ),
    "offer of ingrid": (
        "ingrid", "offer", 6, "Second opinion before a renewal, within two days", "microsoft",
        ["renewals", "licensing"], [], ["sv", "en"], "referral", "10 % of what the customer saves in the first year.",
        None, None,
        "We read the quote, the tier and the small print, and say in one page what we would do. You keep the"
        " customer; we are never in the mail.",
    ),
    "need of bob": (
        "bob", "need", 3, "A partner who moves forty mailboxes before the portal closes", "microsoft", ["migration"],
        ["DE"], ["de"], "share", "15 % for one year.", 14, 75,
        "A harbour office with **forty mailboxes** and one archive. The plan stands, the customer knows that a second"
        " company helps. We have no room before spring.\n\nWe do the talking, you do the moving.",
    ),
    "need of bea": (
        "bea", "need", 2, "Quotes for fewer cores than the minimum: who bundles orders?", "broadcom", ["licensing"],
        [], [], "agree", "", None, None,
        "Three small customers, each below the minimum order. We look for partners in the same place, to ask the"
        " distributor together.",
    ),
}  # fmt: skip


def plan(story) -> None:
    made: dict = {}
    for name, row in ENTRIES.items():
        story.at(story.now - dt.timedelta(days=row[2], hours=4), partial(_post, story, made, name))
        story.at(story.now - dt.timedelta(days=row[2], hours=3), lambda name=name: _tell(made[name]))
    story.at(
        story.now - dt.timedelta(days=4), lambda: actions.take_entry(made["need of haugen"], by=_now(story, "haugen"))
    )
    story.at(story.now - dt.timedelta(days=1), lambda: _answer(story, made["need of bob"]))


def _post(story, made: dict, name: str) -> None:
    handle, kind, _days, title, vendor, tags, countries, languages, terms, note, begins, ends, text = ENTRIES[name]
    today = timezone.localdate()
    made[name] = actions.post_entry(
        author=_now(story, handle), kind=kind, title=title, source=text, tags=list(Tag.objects.filter(name__in=tags)),
        vendor=Vendor.objects.filter(slug=vendor).first(), countries=countries, languages=languages, terms=terms,
        terms_note=note, expires_on=today + dt.timedelta(days=30),
        starts_on=today + dt.timedelta(days=begins) if begins else None,
        ends_on=today + dt.timedelta(days=ends) if ends else None,
    )  # fmt: skip


def _tell(entry) -> None:
    actions.tell_whom_it_fits(entry.pk)


def _answer(story, entry) -> None:
    asking = _now(story, "priya")
    actions.ask_for_introduction(
        _now(story, "bob"), requester=asking, contact=asking.email, about=entry,
        blurb="We have room in the second half of the month and have moved two harbours. May we look at your plan?",
    )  # fmt: skip


def _now(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
