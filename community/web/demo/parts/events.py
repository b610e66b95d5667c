"""Events of a group: with room, full, cancelled, elsewhere, and over. All of it is invented."""

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

from community.networking import actions

GROUP = {
    "name": "Partners along the Rhine", "admission": "open", "country": "DE", "members_shown_to": "site",
    "description": "We meet every other month between Basel and Rotterdam: coffee, one topic, and what renewal has"
    " brought. **No vendors, no slides.** Whoever is nearby is welcome.",
}  # fmt: skip
MEMBERS = ("bob", "ingrid", "maarten", "stijn", "solange")
COLOGNE = {"zone": "Europe/Berlin", "place": "Wallraf quarter, room 3, Obenmarspforten 21, Cologne", "country": "DE"}
# Title, days from now, hour there and hours it takes, text, places, where, who comes in order, and why it is cancelled.
EVENTS = (
    ("Renewal clinic: bring your letter", -20, 18, 3, "Each brings one renewal letter; we read them together.", 12,
     COLOGNE,
     "ingrid maarten stijn bob solange", ""),
    ("Canal walk and tier talk", 5, 15, 2, "Two hours along the water, whatever the weather.", None,
     {"zone": "Europe/Amsterdam", "place": "In front of the central library, Rotterdam", "country": "NL"},
     "stijn ingrid", "The ferry does not run on that day. We look for another one."),
    ("Breakfast: what support plans are worth", 9, 8, 2, "Croissants, and three questions:\n\n1. Who has used the"
     " plan?\n2. What did it save?\n3. What would you take instead?\n\nCome when you can, leave when you must.", 12,
     COLOGNE,
     "ingrid maarten solange", ""),
    ("Small table on price rises", 16, 19, 2, "Four seats, so that everybody talks. Numbers stay at the table.", 4,
     {**COLOGNE, "link": "https://meet.example/small-table"}, "maarten stijn ingrid solange bob hal", ""),
    ("Ask somebody who moved 400 mailboxes", 30, 12, 1, "Online, over lunch on the other side. Questions first.", None,
     {"zone": "America/New_York", "link": "https://meet.example/mailboxes"}, "bob wes", ""),
)  # fmt: skip


def plan(story) -> None:
    """After all companies are joined. The group is older than its events."""
    made: dict = {}
    story.at(story.now - dt.timedelta(days=60), lambda: _found(story, made))
    for number, row in enumerate(EVENTS):
        planned = story.now + dt.timedelta(days=min(row[1], 0)) - dt.timedelta(days=14, hours=number)
        story.at(planned, partial(_plan, story, made, *row[:7]))
        for place, handle in enumerate(row[7].split()):
            story.at(planned + dt.timedelta(hours=place + 2), partial(_come, story, made, row[0], handle))
        if row[8]:
            story.at(story.now - dt.timedelta(days=1), partial(_cancel, story, made, row[0], row[8]))


def _found(story, made: dict) -> None:
    made["group"] = actions.found_group(by=_again(story, "greta"), **GROUP)
    for handle in MEMBERS:
        actions.join_group(made["group"], by=_again(story, handle))


def _plan(story, made: dict, title: str, days: int, hour: int, hours: int, text: str, places, where: dict) -> None:
    day = (story.now + dt.timedelta(days=days)).date()
    starts = dt.datetime.combine(day, dt.time(hour), ZoneInfo(where["zone"]))
    facts = {"place": "", "country": "", "link": "", "capacity": places, "open_until": None, **where}
    made[title] = actions.plan_event(
        made["group"], by=_again(story, "greta"), title=title, text=text, starts_at=starts,
        ends_at=starts + dt.timedelta(hours=hours), **facts,
    )  # fmt: skip


def _come(story, made: dict, title: str, handle: str) -> None:
    actions.answer_event(made[title], by=_again(story, handle), comes=True)


def _cancel(story, made: dict, title: str, reason: str) -> None:
    actions.cancel_event(made[title], by=_again(story, "greta"), reason=reason)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
