"""Three groups: partners of a region, whom everybody may read; people with one problem; and a few who compare prices.
All of it is invented."""

import datetime as dt
from functools import partial

from community.forum import actions as forum
from community.networking import actions
from community.networking.models import GroupMembership
from community.tags.models import Tag

# By a short name: what it says, who organises it, who is in it.
GROUPS = {
    "north": (
        "bob", ["ingrid", "haugen", "arvid", "maarten"],
        {
            "name": "Partners of Sweden and Norway", "admission": "open", "country": "SE",
            "description": "Small shops between Malmö and Tromsø.\n\n- once a month on video, twice a year at a table\n"
            "- what to do when the only distributor for both countries changes its terms\n- **no sales talk**",
        },
        ["meet-up", "small-partners"],
    ),
    "leaving": (
        "bea", ["kwame", "greta", "hal"],
        {
            "name": "Leaving the big hypervisor", "admission": "request",
            "description": "For partners who move customers away from the virtualisation that became too dear, or have"
            " decided to stay. We compare *what it cost in the end*, so what is written stays among us.",
        },
        ["virtualisation", "migration"],
    ),
    "prices": (
        "ingrid", ["bob", "kwame"],
        {
            "name": "Four price lists", "admission": "invitation", "members_shown_to": "group",
            "description": "What each of us is offered for the same bundle, without names of customers.",
        },
        ["price-list"],
    ),
}  # fmt: skip
# In which group, who begins, how many days ago, under which title, in what words; who answers, days ago, and what.
THREADS = [
    ("north", "bob", 40, "Table in Gothenburg on the second Thursday of January", "I have a room for twelve, and a"
     " projector that works. Who comes?", [
         ("ingrid", 39, "Two of us. The night train arrives at eight."),
         ("maarten", 37, "I am in town that week anyway. Coffee counts as a meeting?"),
     ]),
    ("north", "haugen", 12, "Does anybody still get invoices in kronor?", "Ours come in euros since September, and the"
     " rate is theirs.", [("bob", 11, "Ask for the Nordic entity in writing. It took us three weeks.")]),
    ("leaving", "bea", 25, "What the move of 40 hosts cost us in the end", "Hours, licences, and the weekend that went"
     " wrong: a third more than we had offered. I write down the rows.", [
         ("greta", 24, "The same here, nearly to the hour. Backup was what we had forgotten."),
         ("hal", 20, "Add the training. Two of mine needed four weeks until nobody called me at night."),
     ]),
    ("leaving", "kwame", 6, "Who stays, and how do you tell the customer the new price?", "Two of ours stay because of"
     " one old application. I would like to read how others wrote that letter.", []),
    ("prices", "ingrid", 9, "The same forty seats, three offers, three prices", "We were quoted 8 percent more than in"
     " spring for the same bundle. What do you see?", [
         ("kwame", 8, "4 percent, with the same distributor."),
         ("bob", 2, "11 here. So it is not the vendor."),
     ]),
]  # fmt: skip
ASK, INVITED = [("leaving", "priya"), ("leaving", "marchetti")], [("prices", "greta")]


def plan(story) -> None:
    groups: dict = {}
    for name in GROUPS:
        story.at(story.now - dt.timedelta(days=60), partial(_found, story, groups, name))
    for number, (name, author, days, title, text, answers) in enumerate(THREADS):
        threads: dict = {}
        kind = "discussion" if "?" not in title else "question"
        story.at(
            story.now - dt.timedelta(days=days, hours=number),
            partial(_begin, story, groups, threads, name, author, kind, title, text),
        )
        for writer, ago, answer in answers:
            story.at(story.now - dt.timedelta(days=ago, hours=3), partial(_answer, story, threads, writer, answer))
    story.at(story.now - dt.timedelta(days=3), partial(_come, story, groups))


def _found(story, groups: dict, name: str) -> None:
    organiser, members, said, tags = GROUPS[name]
    facts = {"country": "", "members_shown_to": "site"} | said
    group = actions.found_group(by=_again(story, organiser), tags=Tag.objects.filter(name__in=tags), **facts)
    groups[name] = group
    for handle in members:
        actions.invite_to_group(group, person=_again(story, handle), by=_again(story, organiser))
        actions.join_group(group, by=_again(story, handle))


def _begin(story, groups: dict, threads: dict, name: str, author: str, kind: str, title: str, text: str) -> None:
    tags = Tag.objects.filter(name__in=GROUPS[name][2])
    threads["it"] = forum.start_thread(
        author=_again(story, author), kind=kind, title=title, tags=tags, source=text, circle=groups[name]
    )


def _answer(story, threads: dict, writer: str, text: str) -> None:
    forum.post_reply(author=_again(story, writer), thread=threads["it"], source=text)


def _come(story, groups: dict) -> None:
    """Who asks, who is invited, and who wants to hear of new threads."""
    for name, handle in ASK:
        actions.ask_to_join(groups[name], by=_again(story, handle))
    for name, handle in INVITED:
        organiser = GroupMembership.objects.organisers().filter(group=groups[name]).get().person
        actions.invite_to_group(groups[name], person=_again(story, handle), by=_again(story, organiser.handle))
    actions.watch_group(groups["prices"], by=_again(story, "bob"), is_watching=True)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
