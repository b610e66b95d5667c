"""Who moderates a part of the demo, and a case that somebody looks at."""

import datetime as dt

from community.forum.models import Post
from community.moderation import actions
from community.programs.models import Vendor


def plan(story) -> None:
    """Bea has looked after one vendor for a while; Theo has just taken the first held post."""
    story.at(story.now - dt.timedelta(days=90), lambda: _give(story))
    story.at(story.now, lambda: _take(story))


def _give(story) -> None:
    vendor = Vendor.objects.get(slug="veeam")
    actions.give_scope(story.people["bea"], moderator=story.people["ada"], vendor=vendor)


def _take(story) -> None:
    held = Post.objects.held().order_by("created_at").first()
    if held is not None:
        actions.claim_case(f"post-{held.pk}", moderator=story.people["theo"])
