"""Events of two groups: with room, full, cancelled, on another clock, over, among members. All of it is made up."""

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

from community.networking import actions
from community.networking.models import Group

NORTH, LEAVING = "Partners of Sweden and Norway", "Leaving the big hypervisor"
STOCKHOLM = {
    "zone": "Europe/Stockholm",
    "place": "The old sorting hall, room 3, Kajplats 9, Stockholm",
    "country": "SE",
}
# Group, title, days from now, hour there and hours it takes, text, places, where, who comes, why it is cancelled.
EVENTS = (
    (NORTH, "Renewal clinic: bring your letter", -20, 18, 3, "Each brings one renewal letter; we read them together.",
     12,
     {"zone": "Europe/Oslo", "place": "Above the bakery, Grünerløkka, Oslo", "country": "NO"},
     "ingrid haugen arvid bea", ""),
    (NORTH, "Walk along the quay and talk of tiers", 5, 15, 2, "Two hours by the water, whatever the weather.", None,
     {"zone": "Europe/Stockholm", "place": "In front of the university, Malmö", "country": "SE"}, "haugen ingrid",
     "The bridge is closed for trains on that day. We look for another one."),
    (NORTH, "Breakfast: what support plans are worth", 9, 8, 2, "Cinnamon buns, and three questions:\n\n1. Who has used"
     " the plan?\n2. What did it save?\n3. What would you take instead?\n\nCome when you can, leave when you must.", 12,
     STOCKHOLM, "ingrid haugen maarten", ""),
    (NORTH, "Small table on price rises", 16, 19, 2, "Four seats, so that everybody talks. Numbers stay at the table.",
     4, {"zone": "Europe/Stockholm", "place": "Magasinsgatan 12, Gothenburg", "country": "SE",
      "link": "https://meet.example/small-table"}, "maarten haugen ingrid arvid bea hal", ""),
    (NORTH, "Ask somebody who moved 400 mailboxes", 30, 12, 1, "Online, over lunch on the other side. Questions first.",
     None, {"zone": "America/New_York", "link": "https://meet.example/mailboxes"}, "bob wes nadia", ""),
    (LEAVING, "One hour on storage", 12, 16, 1, "What we did with the arrays. Bring a drawing.", 8,
     {"zone": "Europe/London", "link": "https://meet.example/storage"}, "kwame greta hal", ""),
)  # fmt: skip
ORGANISERS = {NORTH: "bob", LEAVING: "bea"}


def plan(story) -> None:
    """After the groups are founded."""
    made: dict = {}
    for number, (group, title, *facts, people, because) in enumerate(EVENTS):
        planned = story.now + dt.timedelta(days=min(facts[0], 0)) - dt.timedelta(days=14, hours=number)
        story.at(planned, partial(_plan, story, made, group, title, *facts))
        for place, handle in enumerate(people.split()):
            story.at(planned + dt.timedelta(hours=place + 2), partial(_come, story, made, title, handle))
        if because:
            cancel = partial(_cancel, story, made, title, by=ORGANISERS[group], reason=because)
            story.at(story.now - dt.timedelta(days=1), cancel)


def _plan(
    story, made: dict, group: str, title: str, days: int, hour: int, hours: int, text: str, places, where
) -> None:
    day = (story.now + dt.timedelta(days=days)).date()
    starts = dt.datetime.combine(day, dt.time(hour), ZoneInfo(where["zone"]))
    facts = {"place": "", "country": "", "link": "", "capacity": places, "open_until": None, **where}
    made[title] = actions.plan_event(
        Group.objects.get(name=group), by=_again(story, ORGANISERS[group]), title=title, text=text, starts_at=starts,
        ends_at=starts + dt.timedelta(hours=hours), **facts,
    )  # fmt: skip


def _come(story, made: dict, title: str, handle: str) -> None:
    actions.answer_event(made[title], by=_again(story, handle), comes=True)


def _cancel(story, made: dict, title: str, *, by: str, reason: str) -> None:
    actions.cancel_event(made[title], by=_again(story, by), reason=reason)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
