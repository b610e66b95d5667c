"""What the screens about threads read, one file for each screen."""

from community.forum.queries.completion import people_named, similar_threads, tags_named
from community.forum.queries.drafts import (
    DraftList,
    draft_list,
    draft_of,
    is_written,
    unfinished_in,
    with_own_drafts,
)
from community.forum.queries.post_history import PostHistory, own_removed_post, post_history
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
    arrived_post,
    change_discussion,
    flat_page,
    last_posts,
    post_by_number,
    thread_for,
    tree_page,
)

__all__ = [
    "FLAT",
    "TREE",
    "DraftList",
    "PostHistory",
    "ThreadPage",
    "arrived_post",
    "change_discussion",
    "draft_list",
    "draft_of",
    "flat_page",
    "is_written",
    "last_posts",
    "own_removed_post",
    "people_named",
    "pinned_threads",
    "post_by_number",
    "post_count_by",
    "post_history",
    "posts_by",
    "similar_threads",
    "tags_named",
    "talking",
    "thread_for",
    "thread_list",
    "threads_with_tag",
    "tree_page",
    "unfinished_in",
    "with_own_drafts",
]
