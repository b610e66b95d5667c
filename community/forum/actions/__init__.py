"""What people do in threads. One file for each kind of deed; all of them are called from here."""

from community.forum.actions.bookmarks import (
    bookmark_post,
    drop_bookmark,
    remind_of_bookmarks,
    set_bookmark_reminder,
)
from community.forum.actions.drafts import MOST_DRAFTS, discard_draft, save_draft
from community.forum.actions.editing import (
    EditedMeanwhile,
    compare_revision,
    edit_post,
    undo_delete,
)
from community.forum.actions.erasing import erase_removed_posts, forget_texts
from community.forum.actions.hiding import hide_thread, restore_thread, withhold_thread
from community.forum.actions.images import ImageRefused, add_image, remove_image_file, remove_unused_images
from community.forum.actions.importing import PostToImport, ThreadToImport, import_posts
from community.forum.actions.posts import (
    decline_post,
    delete_post,
    flag_post,
    hide_post,
    publish_post,
    restore_post,
    unflag_post,
    withhold_post,
)
from community.forum.actions.reading import mark_read, set_watch_level, watch_as_writer
from community.forum.actions.signals import (
    accept_answer,
    give_signal,
    mark_answer_obsolete,
    take_signal_back,
    unaccept_answer,
    verify_answer,
)
from community.forum.actions.summaries import SummedUpMeanwhile, write_summary
from community.forum.actions.surgery import change_thread, merge_thread, move_post, split_thread
from community.forum.actions.tallies import count_preview
from community.forum.actions.threads import lock_thread, pin_thread, unlock_thread, unpin_thread
from community.forum.actions.undoing import put_post_back, put_thread_back
from community.forum.actions.words import MOST_WORDS, unwatch_word, watch_word
from community.forum.actions.writing import (
    PARENT_GONE,
    SentAlready,
    open_change_thread,
    post_reply,
    render_source,
    start_thread,
)

__all__ = [
    "MOST_DRAFTS",
    "MOST_WORDS",
    "PARENT_GONE",
    "EditedMeanwhile",
    "ImageRefused",
    "PostToImport",
    "SentAlready",
    "SummedUpMeanwhile",
    "ThreadToImport",
    "accept_answer",
    "add_image",
    "bookmark_post",
    "change_thread",
    "compare_revision",
    "count_preview",
    "decline_post",
    "delete_post",
    "discard_draft",
    "drop_bookmark",
    "edit_post",
    "erase_removed_posts",
    "flag_post",
    "forget_texts",
    "give_signal",
    "hide_post",
    "hide_thread",
    "import_posts",
    "lock_thread",
    "mark_answer_obsolete",
    "mark_read",
    "merge_thread",
    "move_post",
    "open_change_thread",
    "pin_thread",
    "post_reply",
    "publish_post",
    "put_post_back",
    "put_thread_back",
    "remind_of_bookmarks",
    "remove_image_file",
    "remove_unused_images",
    "render_source",
    "restore_post",
    "restore_thread",
    "save_draft",
    "set_bookmark_reminder",
    "set_watch_level",
    "split_thread",
    "start_thread",
    "take_signal_back",
    "unaccept_answer",
    "undo_delete",
    "unflag_post",
    "unlock_thread",
    "unpin_thread",
    "unwatch_word",
    "verify_answer",
    "watch_as_writer",
    "watch_word",
    "withhold_post",
    "withhold_thread",
    "write_summary",
]
