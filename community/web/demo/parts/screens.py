"""Searches that people keep, and visits in the past, so that the demo shows what is new since then."""

import datetime as dt

from django.http import QueryDict

from community.forum.models import Post
from community.programs import actions as programs
from community.programs.forms import ChangeFilterForm
from community.programs.models import Change
from community.programs.queries import visit_facts

# Who, under which name, which filters, and how many days ago they last looked.
SEARCHES = [
    ("bob", "Microsoft, still to come", "vendor=microsoft&state=expected", 40),
    ("bob", "Gets worse", "direction=worse&state=expected", 3),
    ("bob", "Ends of life", "kind=end_of_life", 90),
    ("carla", "For Austria", "country=AT", 200),
]
# Who last looked at which change, and how many days ago.
VISITS = [
    ("bob", "ms-smtp-auth", 420),
    ("bob", "ms-ews-2027", 300),
    ("bob", "ms-iur-2019", 400),
    ("carla", "ms-ews-2027", 500),
]


def plan(story) -> None:
    """Looks in the past happen in the past, between the steps and posts that came before and after them."""
    for handle, name, query, days in SEARCHES:
        story.at(_ago(story, days), lambda who=handle, name=name, query=query: _save(story, who, name, query))
    for handle, key, days in VISITS:
        story.at(_ago(story, days), lambda who=handle, key=key: _visit(story, who, key))


def _ago(story, days: int) -> dt.datetime:
    return story.now - dt.timedelta(days=days)


def _save(story, handle: str, name: str, query: str) -> None:
    member = story.people[handle]
    query = ChangeFilterForm(QueryDict(query), viewer=member).query
    programs.save_search(member=member, name=name, query=query)


def _visit(story, handle: str, key: str) -> None:
    if key not in story.changes:
        return
    change = Change.objects.get(pk=story.changes[key].pk)
    posts = Post.objects.published().filter(thread__change=change).count()
    facts = visit_facts(change, steps=change.steps.count(), posts=posts)
    programs.note_visit(change, member=story.people[handle], facts=facts, last=None)
