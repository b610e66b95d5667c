"""What the screens about threads read, one file for each screen."""

from community.forum.queries.benefits import reviewable_benefits
from community.forum.queries.post_history import PostHistory, own_removed_post, post_history
from community.forum.queries.signals import answer_of, post_with_signals
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

__all__ = [
    "FLAT",
    "TREE",
    "PostHistory",
    "ThreadPage",
    "answer_of",
    "change_discussion",
    "flat_page",
    "last_posts",
    "own_removed_post",
    "pinned_threads",
    "post_by_number",
    "post_count_by",
    "post_history",
    "post_with_signals",
    "posts_by",
    "reviewable_benefits",
    "talking",
    "thread_for",
    "thread_list",
    "threads_with_tag",
    "tree_page",
]
