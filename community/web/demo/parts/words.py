"""Words that moderators want to read first, and a post that waits because of one. All of it is invented."""

import datetime as dt

from community.moderation import actions

WORDS = [("lead list", "Addresses for sale."), ("price book", "Price books are confidential with nearly every vendor.")]


def plan(story) -> None:
    """The list is old enough to have held what was written since."""
    story.at(story.now - dt.timedelta(days=200), lambda: _watch(story))


def _watch(story) -> None:
    for word, note in WORDS:
        actions.watch_word(word, moderator=story.people["mona"], note=note)
