"""What the screens about threads read, one file for each screen."""

from community.forum.queries.bookmarks import bookmark_of, bookmarks
from community.forum.queries.own_lists import BOOKMARKS, OWN_LISTS, own_threads
from community.forum.queries.post_history import PostHistory, own_removed_post, post_history
from community.forum.queries.reading import first_unread, last_number, watchers_of, who_mute
from community.forum.queries.summaries import summary_versions
from community.forum.queries.thread_list import (
    pinned_threads,
    post_count_by,
    posts_by,
    talking,
    thread_list,
    threads_with_tag,
)
from community.forum.queries.thread_page import (
    FLAT,
    TREE,
    ThreadPage,
    change_discussion,
    flat_page,
    last_posts,
    post_by_number,
    thread_for,
    tree_page,
)
from community.forum.queries.thread_search import search_thread

__all__ = [
    "BOOKMARKS",
    "FLAT",
    "OWN_LISTS",
    "TREE",
    "PostHistory",
    "ThreadPage",
    "bookmark_of",
    "bookmarks",
    "change_discussion",
    "first_unread",
    "flat_page",
    "last_number",
    "last_posts",
    "own_removed_post",
    "own_threads",
    "pinned_threads",
    "post_by_number",
    "post_count_by",
    "post_history",
    "posts_by",
    "search_thread",
    "summary_versions",
    "talking",
    "thread_for",
    "thread_list",
    "threads_with_tag",
    "tree_page",
    "watchers_of",
    "who_mute",
]
