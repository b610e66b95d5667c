"""Threads and the posts in them."""

from community.forum.models.drafts import Draft
from community.forum.models.posts import Post
from community.forum.models.reading import Bookmark, ThreadReader
from community.forum.models.revisions import Revision
from community.forum.models.summaries import Summary
from community.forum.models.threads import Thread

__all__ = ["Bookmark", "Draft", "Post", "Revision", "Summary", "Thread", "ThreadReader"]
