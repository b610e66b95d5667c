"""Rumours in each of their stages, what took another's place, and a record that was edited."""

import datetime as dt

from community.moderation import actions as moderation
from community.programs import actions as programs
from community.programs.models import Change, Vendor
from community.programs.queries import facts_of, texts_of, version_of
from community.programs.states import State
from community.tags.models import Tag

# Days ago, who heard it, who has heard it too. Hearsay of partners; nothing that a vendor has said.
RUMOURS = [
    (
        9, "bea", ["greta", "kwame"], "Renewal quotes are said to need a named contact on the customer’s side",
        "Two customers were asked by the distributor for a name and a telephone number before a renewal was quoted. "
        "Nobody could say where this is written.",
    ),
    (
        2, "roisin", [], "Support cases by telephone are said to be taken in office hours only",
        "The agent mentioned it at the end of a call and knew no date. Has anybody else been told this?",
    ),
    (
        70, "thandi", ["dale"], "The partner conference is said to become a paid event",
        "An account manager said so in passing. Nothing has come of it yet.",
    ),
]  # fmt: skip
EDITED = "ms-smtp-auth"


def plan(story) -> None:
    """Three rumours and an edit."""
    for days, proposer, supporters, title, summary in RUMOURS:
        heard = story.now - dt.timedelta(days=days)
        found: dict[str, Change] = {}
        story.at(heard, lambda args=(found, proposer, title, summary): _rumour(story, *args))
        for hours, supporter in enumerate(supporters, start=3):
            story.at(heard + dt.timedelta(hours=hours), lambda args=(found, supporter): _support(story, *args))
    story.at(story.now - dt.timedelta(hours=30), programs.lapse_rumours)
    story.at(story.now - dt.timedelta(days=3), lambda: _typo(story))
    story.at(story.now - dt.timedelta(days=1), lambda: _audience(story))


def _rumour(story, found: dict, proposer: str, title: str, summary: str) -> None:
    change = programs.propose_change(
        proposer=story.people[proposer], vendor=Vendor.objects.get(slug="microsoft"), kind=Change.Kind.SUPPORT,
        direction=Change.Direction.WORSE, title=title, summary=summary, state=State.RUMOURED, evidence=[],
        tags=Tag.objects.filter(name__in=["renewals", "support-plans"]),
    )  # fmt: skip
    moderation.publish_change(change, moderator=story.moderator())
    found["change"] = change


def _support(story, found: dict, supporter: str) -> None:
    programs.support_rumour(found["change"], member=story.people[supporter])


def _typo(story) -> None:
    change = Change.objects.get(pk=story.changes[EDITED].pk)
    _edit(story, summary=change.summary.replace("  ", " ") + "\n\nDevices that only send inside count too.")


def _audience(story) -> None:
    note = "Everybody whose scanners, meters or line-of-business programs send mail with a name and a password."
    _edit(story, audience_note=note, note="Said more exactly whom this concerns.")


def _edit(story, *, note: str = "", **new) -> None:
    change = Change.objects.get(pk=story.changes[EDITED].pk)
    facts = facts_of(change)
    revision = programs.revise_change(
        change, by=story.moderator(), version=version_of(texts_of(facts)), note=note, **(facts | new)
    )
    programs.compare_revision(revision.pk)
