"""Filters over threads and posts. Every read that can reach a person starts with ``visible_to``."""

from community.forum.querysets.answers import AcceptedAnswerQuerySet
from community.forum.querysets.circles import CircleQuerySet
from community.forum.querysets.drafts import DraftQuerySet
from community.forum.querysets.images import ImageQuerySet
from community.forum.querysets.posts import PostQuerySet
from community.forum.querysets.revisions import RevisionQuerySet
from community.forum.querysets.threads import ThreadQuerySet
from community.forum.querysets.words import WatchedWordQuerySet

__all__ = [
    "AcceptedAnswerQuerySet",
    "CircleQuerySet",
    "DraftQuerySet",
    "ImageQuerySet",
    "PostQuerySet",
    "RevisionQuerySet",
    "ThreadQuerySet",
    "WatchedWordQuerySet",
]
