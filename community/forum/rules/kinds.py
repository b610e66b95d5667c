"""Which kinds of thread who may open."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused, allowed
from community.forum.models import Thread
from community.forum.rules.threads import check_can_start_thread

# As they are offered. The discussion of a change is opened with the change.
KINDS = [
    Thread.Kind.QUESTION, Thread.Kind.DISCUSSION, Thread.Kind.REVIEW, Thread.Kind.OFFER, Thread.Kind.ANNOUNCEMENT,
]  # fmt: skip


def check_can_start_kind(user, kind: str) -> None:
    """Raises Refused unless the person may open a thread of that kind."""
    check_can_start_thread(user)
    if kind not in KINDS:
        raise Refused(_("A thread about a change is opened with the change."))
    if kind == Thread.Kind.ANNOUNCEMENT and not people.is_moderator(user):
        raise Refused(_("Only moderators announce. Start a discussion instead."))


def kinds_for(user) -> list[str]:
    """The kinds that the person may open."""
    return [kind for kind in KINDS if allowed(check_can_start_kind, user, kind)]
