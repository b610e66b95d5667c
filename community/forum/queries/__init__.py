"""What the screens about threads read, one file for each screen."""

from community.forum.queries.benefits import reviewable_benefits
from community.forum.queries.bookmarks import bookmark_of, bookmarks
from community.forum.queries.completion import people_named, similar_threads, tags_named
from community.forum.queries.drafts import (
    DraftList,
    draft_list,
    draft_of,
    is_written,
    unfinished_in,
    with_own_drafts,
)
from community.forum.queries.images import images_in, sizes_of
from community.forum.queries.masks import faces_in, mask_for, mask_offered
from community.forum.queries.own_lists import BOOKMARKS, OWN_LISTS, own_threads
from community.forum.queries.places import merged_into, moved_post, with_replies
from community.forum.queries.post_history import PostHistory, own_removed_post, post_history
from community.forum.queries.reading import (
    first_unread,
    last_number,
    readers_of,
    readers_of_thread,
    still_to_read,
    watchers_of,
    who_mute,
)
from community.forum.queries.signals import answer_of, post_with_signals
from community.forum.queries.summaries import summary_versions
from community.forum.queries.thread_list import (
    counts_of_posts_by,
    pinned_threads,
    posts_by,
    talking,
    thread_list,
    threads_of_circle,
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
    thread_head,
    tree_page,
)
from community.forum.queries.thread_search import search_thread

__all__ = [
    "BOOKMARKS",
    "FLAT",
    "OWN_LISTS",
    "TREE",
    "DraftList",
    "PostHistory",
    "ThreadPage",
    "answer_of",
    "arrived_post",
    "bookmark_of",
    "bookmarks",
    "change_discussion",
    "counts_of_posts_by",
    "draft_list",
    "draft_of",
    "faces_in",
    "first_unread",
    "flat_page",
    "images_in",
    "is_written",
    "last_number",
    "last_posts",
    "mask_for",
    "mask_offered",
    "merged_into",
    "moved_post",
    "own_removed_post",
    "own_threads",
    "people_named",
    "pinned_threads",
    "post_by_number",
    "post_history",
    "post_with_signals",
    "posts_by",
    "readers_of",
    "readers_of_thread",
    "reviewable_benefits",
    "search_thread",
    "similar_threads",
    "sizes_of",
    "still_to_read",
    "summary_versions",
    "tags_named",
    "talking",
    "thread_for",
    "thread_head",
    "thread_list",
    "threads_of_circle",
    "threads_with_tag",
    "tree_page",
    "unfinished_in",
    "watchers_of",
    "who_mute",
    "with_own_drafts",
    "with_replies",
]
