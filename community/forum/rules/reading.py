"""Who may keep marks of their own in threads, and who may sum a thread up."""

from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts import rules as people
from community.core.refusals import Refused
from community.forum.rules.editing import shown_posts
from community.forum.rules.holding import FIRST_POSTS


def check_can_keep_marks(user) -> None:
    """Raises Refused unless the person is signed in: read marks, watch levels and bookmarks are everybody's own."""
    if not people.is_member(user):
        raise Refused(_("Sign in first."))


def check_can_summarize(user, thread) -> None:
    """Raises Refused unless the person may write the summary above the thread: who started it, and moderators.

    Nobody reads a summary before it is shown, so it is not for those whose posts are.
    """
    people.check_is_not_silenced(user)
    if masks.wears(user, thread.author_id):
        raise Refused(_("You started this thread under a pseudonym. A summary names who wrote it: say it in a reply."))
    if people.is_moderator(user):
        return
    if not people.is_member(user) or thread.author_id != user.pk:
        raise Refused(_("Who started the thread and moderators write its summary."))
    if thread.published_at is None:
        raise Refused(_("This thread waits for a moderator. It can be summed up when it is approved."))
    if thread.is_locked:
        raise Refused(_("This thread is locked: %(reason)s") % {"reason": thread.lock_reason})
    if not people.may_converse(user):
        raise Refused(_("Partners write. Apply as a partner with your company; it takes a minute."))
    if not people.is_trusted(user) and shown_posts(user) < FIRST_POSTS:
        raise Refused(_("Your first three posts are read by a moderator. You can sum up the thread after that."))
