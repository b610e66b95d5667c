"""Who may mark posts, and say which of them answers a question."""

from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts import rules as people
from community.core.refusals import Refused
from community.forum.models import Thread


def check_can_signal(user, post) -> None:
    """Raises Refused unless the person may mark the post: whoever may write, but not about their own."""
    if not people.is_member(user):
        raise Refused(_("Sign in to mark a post."))
    people.check_is_not_silenced(user)
    if not people.may_converse(user):
        raise Refused(_("Partners mark posts. Apply as a partner with your company; it takes a minute."))
    if masks.is_self(user, post.author_id):
        raise Refused(_("This is your own post. Others say whether it helped."))
    if not post.is_published:
        raise Refused(_("This post is not shown any more."))


def check_can_accept(user, thread) -> None:
    """Raises Refused unless the person may say which post answers the question of the thread."""
    if thread.kind != Thread.Kind.QUESTION:
        raise Refused(_("Only questions have an accepted answer."))
    if not people.is_member(user) or not (masks.is_self(user, thread.author_id) or people.is_moderator(user)):
        raise Refused(_("Who asked decides which answer is accepted, or a moderator."))
    people.check_is_not_silenced(user)


def check_can_be_accepted(post, user) -> None:
    """Raises Refused unless the post can answer: a shown one, not the question itself, and not by the very person who
    asked, or decides about it, where a pseudonym would hide that."""
    if not post.is_published:
        raise Refused(_("This post is not shown any more."))
    if post.number == 1:
        raise Refused(_("This is the question. Accept one of its answers."))
    both = {post.author_id, post.thread.author_id}
    if masks.is_self(user, post.author_id) and len(both) > 1 and any(masks.wears(user, one) for one in both):
        raise Refused(_("This is your own answer, and a pseudonym hides it. Others say whether it helped."))


def check_can_verify(user) -> None:
    """Raises Refused unless the person may say whether an accepted answer still holds."""
    if not people.is_partner(user):
        raise Refused(_("Partners check answers. Apply as a partner with your company; it takes a minute."))
    people.check_is_not_silenced(user)
