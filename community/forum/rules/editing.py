"""Who may change or take back what they wrote, and until when."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts import rules as people
from community.core.refusals import Refused
from community.forum.models import Post
from community.forum.rules.holding import FIRST_POSTS

EDIT_WINDOW = timedelta(hours=24)  # long enough for typos, short enough for replies to stay true
SILENT_EDITS = timedelta(minutes=5)  # what is mended at once was hardly read
UNDO_WINDOW = timedelta(minutes=10)  # a slip is noticed at once
ERASED_AFTER = timedelta(hours=24)  # time to report what was removed, and to think again


def check_can_edit(user, post) -> None:
    """Raises Refused unless the person may change the text: its author for a day, moderators always."""
    if not people.is_member(user) or not (masks.is_self(user, post.author_id) or people.is_moderator(user)):
        raise Refused(_("Only its author may edit a post."))
    people.check_is_not_silenced(user)
    if not (post.is_published or post.is_held):
        raise Refused(_("This post is not shown, so it cannot be edited."))
    if people.is_moderator(user) or post.is_held:
        return
    if post.thread.is_locked:
        raise Refused(_("This thread is locked: %(reason)s") % {"reason": post.thread.lock_reason})
    if timezone.now() > post.published_at + EDIT_WINDOW:
        raise Refused(_("A post can be edited for 24 hours. Write a new one that says what has changed."))
    if not people.is_trusted(user) and shown_posts(user) < FIRST_POSTS:
        raise Refused(_("Your first three posts are read by a moderator, so they stay as they were approved."))


def check_can_undo_delete(user, post) -> None:
    """Raises Refused unless the person removed the post within the last ten minutes."""
    if not people.is_member(user) or not masks.is_self(user, post.author_id) or post.state != "deleted":
        raise Refused(_("Only who removed a post may bring it back."))
    people.check_is_not_silenced(user)
    if timezone.now() > post.state_changed_at + UNDO_WINDOW:
        raise Refused(_("A removed post can be brought back for ten minutes. They are over."))


def leaves_a_revision(post, user) -> bool:
    """Whether an edit now is kept as a difference for everybody to read."""
    if not post.is_published:
        return False
    return not masks.is_self(user, post.author_id) or timezone.now() > post.published_at + SILENT_EDITS


def shown_posts(user) -> int:
    """How many posts of the person are shown; asked once for all buttons of a page."""
    if not hasattr(user, "shown_post_count"):
        user.shown_post_count = Post.objects.by(user).published().count()
    return user.shown_post_count
