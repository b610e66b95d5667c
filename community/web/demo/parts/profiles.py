"""What some people tell of themselves. All of it is invented."""

import datetime as dt

from community.networking import actions
from community.networking.actions import Capacity
from community.networking.models import Part
from community.programs.models import Vendor
from community.tags.models import Tag

# Handle: can help with, looking for, languages, skills, room (total, taken, days), kind of tie, parts for contacts.
TOLD = {
    "bob": ("Moving file servers of small municipalities, and the renewals that come with them.",
            "Somebody who knows what auditors ask about licensing.", "sv en",
            "migration renewals", (3, 1, 150), "", ""),
    "ingrid": ("Licence audits: I have sat through eleven and know what they ask for.", "A partner on site in Bergen.",
               "no en de", "licensing certifications", None, "", "looking_for"),
    "greta": ("Reading the small print of benefit guides.", "", "de en", "benefits mdf", (2, 2, 90), "commission", ""),
    "hal": ("Tenant clean-ups for companies with up to 400 seats.", "Somebody who takes over support at night.", "en",
            "msp migration", (5, 3, 60), "", ""),
    "claire": ("Two migration engineers who work under your name.", "", "en fr", "migration", (2, 0, 60), "", ""),
    "lucie": ("", "A partner on site in Lyon, two days a month.", "fr en", "migration benefits", None, "", ""),
    "stijn": ("Backup and what to do when the portal is away.", "", "nl en fr", "portal msp", None, "employed", ""),
    "priya": ("First questions about certifications, by phone.", "", "en hi", "certifications", (4, 1, 30), "", ""),
    "mei": ("", "", "zh en", "licensing", None, "adviser", "ties"),
}  # fmt: skip


def plan(story) -> None:
    """Eight weeks ago, one after the other: before the round that put some of them together."""
    for number, handle in enumerate(TOLD):
        story.at(story.now - dt.timedelta(days=56, minutes=-number), lambda handle=handle: _tell(story, handle))
    story.at(story.now, actions.learn_words)


def _tell(story, handle: str) -> None:
    can_help, looking_for, languages, skills, room, tie, private = TOLD[handle]
    until = (story.now + dt.timedelta(days=room[2])).date() if room else None
    actions.tell_profile(
        story.people[handle],
        texts={"can_help": can_help, "looking_for": looking_for, "ties_note": ""}, languages=languages.split(),
        skills=list(Tag.objects.filter(name__in=skills.split())),
        ties={Vendor.objects.order_by("pk").first(): tie} if tie else {},
        capacity=Capacity(room[0], room[1], until) if room else None,
        shown_to={part: "contacts" if part in private.split() else "members" for part in Part.values},
    )  # fmt: skip
