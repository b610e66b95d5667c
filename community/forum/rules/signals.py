"""Who may mark posts, and say which of them answers a question."""

from django.utils.translation import gettext as _

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
    if post.author_id == user.pk:
        raise Refused(_("This is your own post. Others say whether it helped."))
    if not post.is_published:
        raise Refused(_("This post is not shown any more."))


def check_can_accept(user, thread) -> None:
    """Raises Refused unless the person may say which post answers the question of the thread."""
    if thread.kind != Thread.Kind.QUESTION:
        raise Refused(_("Only questions have an accepted answer."))
    if not people.is_member(user) or not (thread.author_id == user.pk or people.is_moderator(user)):
        raise Refused(_("Who asked decides which answer is accepted, or a moderator."))
    people.check_is_not_silenced(user)


def check_can_be_accepted(post) -> None:
    """Raises Refused unless the post can answer: a shown one, and not the question itself."""
    if not post.is_published:
        raise Refused(_("This post is not shown any more."))
    if post.number == 1:
        raise Refused(_("This is the question. Accept one of its answers."))


def check_can_verify(user) -> None:
    """Raises Refused unless the person may say whether an accepted answer still holds."""
    if not people.is_partner(user):
        raise Refused(_("Partners check answers. Apply as a partner with your company; it takes a minute."))
    people.check_is_not_silenced(user)
