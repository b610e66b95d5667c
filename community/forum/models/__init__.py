"""Threads and the posts in them."""

from community.forum.models.answers import AcceptedAnswer
from community.forum.models.circles import Circle, CircleSeat
from community.forum.models.drafts import Draft
from community.forum.models.images import Image
from community.forum.models.imports import (
    DiscussionImport,
    DiscussionSource,
    ImportedPerson,
    ImportedPost,
    ImportedThread,
)
from community.forum.models.kinds import BenefitReview, TeamingOffer
from community.forum.models.places import FormerPlace
from community.forum.models.posts import Post
from community.forum.models.reading import Bookmark, ThreadReader
from community.forum.models.revisions import Revision
from community.forum.models.signals import Signal
from community.forum.models.summaries import Summary
from community.forum.models.tallies import Tally
from community.forum.models.threads import Thread
from community.forum.models.words import WatchedWord

__all__ = [
    "AcceptedAnswer",
    "BenefitReview",
    "Bookmark",
    "Circle",
    "CircleSeat",
    "DiscussionImport",
    "DiscussionSource",
    "Draft",
    "FormerPlace",
    "Image",
    "ImportedPerson",
    "ImportedPost",
    "ImportedThread",
    "Post",
    "Revision",
    "Signal",
    "Summary",
    "Tally",
    "TeamingOffer",
    "Thread",
    "ThreadReader",
    "WatchedWord",
]
