"""A thread that somebody started under a pseudonym, with answers under names and under another one. All invented."""

import datetime as dt

from community.forum import actions, queries
from community.tags.models import Tag

TITLE = "Our distributor asks for a minimum order before it renews us"
TAGS = ["distribution", "small-partners"]
OPENING = (
    "A distributor, which I will not name, has told us by phone that it renews the small ones among us only with a"
    " minimum order for next year. Nothing of that is in the program guide, and nobody wants to put it into a mail.\n\n"
    "Has anybody else been told so, and did you get it in writing? I would rather not be known as the one who asked."
)
NAMED = (
    "Yes, in March, by phone as well. I asked for it by mail, twice, and then it was “a misunderstanding”. So ask by"
    " mail, with the date of the call in it."
)
ALSO_MASKED = "The same here, and with the same word, “misunderstanding”. Ours came back a quarter later."


def plan(story) -> None:
    begun = story.now - dt.timedelta(days=2, hours=5)
    story.at(begun, lambda: _start(story))
    story.at(begun + dt.timedelta(hours=1), lambda: _reply(story, "haugen", NAMED))
    story.at(begun + dt.timedelta(hours=3), lambda: _reply(story, "bea", ALSO_MASKED, masked=True))


def _start(story) -> None:
    author = _again(story, "bob")
    story.threads["masked"] = actions.start_thread(
        author=author, kind="question", title=TITLE, tags=Tag.objects.filter(name__in=TAGS), source=OPENING,
        mask=queries.mask_for(author),
    )  # fmt: skip


def _reply(story, handle: str, source: str, *, masked: bool = False) -> None:
    author, thread = _again(story, handle), story.threads["masked"]
    mask = queries.mask_for(author, thread) if masked else ""
    actions.post_reply(author=author, thread=thread, source=source, mask=mask)


def _again(story, handle: str):
    """As they are by then: with the company that they have joined."""
    return type(story.people[handle]).objects.with_company().get(handle=handle)
