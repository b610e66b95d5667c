"""Who may write in which thread."""

from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_reply(user, thread) -> None:
    """Raises Refused unless the person may reply in the thread as it is now."""
    if not people.is_member(user):
        raise Refused(_("Sign in to reply."))
    people.check_is_not_silenced(user)
    if not people.may_converse(user):
        raise Refused(_("Partners reply. Apply as a partner with your company; it takes a minute."))
    if thread.merged_into_id:
        raise Refused(_("This thread was merged into another one meanwhile. Send your text again: it goes there."))
    if thread.published_at is None:
        raise Refused(_("This thread waits for a moderator. Replies open when it is approved."))
    if thread.hidden_at is not None:
        raise Refused(_("This thread is hidden. Nobody can reply."))
    if thread.circle_id:
        _check_reads_along(user, thread.circle)
    if thread.is_locked and not people.is_moderator(user):
        raise Refused(_("This thread is locked: %(reason)s") % {"reason": thread.lock_reason})


def _check_reads_along(user, circle) -> None:
    """One query, for threads of groups."""
    if circle.ended_at is not None:
        raise Refused(_("This group has ended. What was written in it can still be read."))
    if not type(circle).objects.readable_by(user).filter(pk=circle.pk).exists():
        raise Refused(_("You are not in this group any more, so you cannot write in it."))


def check_can_delete(user, post) -> None:
    """Raises Refused unless the person may remove the post: its author, while it is shown."""
    if not people.is_member(user) or not masks.is_self(user, post.author_id):
        raise Refused(_("Only its author may remove a post."))
    if not post.is_published:
        raise Refused(_("This post is not shown, so there is nothing to remove."))
