"""Whom some people follow. All of it is invented."""

import datetime as dt
from functools import partial

from community.accounts.models import User
from community.networking import actions

# Who follows whom; with a star the company of that person.
FOLLOWS = {
    "bob": "ingrid greta* hal", "ingrid": "bob", "greta": "bob ingrid*", "carla": "bob* greta", "mona": "bea",
    "bea": "bob",
}  # fmt: skip


def plan(story) -> None:
    for handle, followed in FOLLOWS.items():
        for number, name in enumerate(followed.split(), start=1):
            story.at(story.now - dt.timedelta(days=5 * number), partial(_follow, handle, name))


def _follow(handle: str, name: str) -> None:
    people = User.objects.with_company()
    person = people.get(handle=name.rstrip("*"))
    actions.follow_peer(person.company if name.endswith("*") else person, member=people.get(handle=handle))
