"""Who may propose and publish changes."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.programs.states import MOVES


def check_can_propose(user) -> None:
    """Raises Refused unless the person may propose a change record."""
    if not people.is_member(user):
        raise Refused(_("Sign in to propose a change."))
    if not people.is_partner(user):
        raise Refused(_("Partners propose changes. Apply as a partner with your company; it takes a minute."))


def check_can_publish(user) -> None:
    """Raises Refused unless the person may publish a draft."""
    people.check_is_moderator(user)


def check_can_move(user, change) -> None:
    """Raises Refused unless the person may record a step of the change."""
    people.check_is_moderator(user)
    if not change.is_published:
        raise Refused(_("Publish the change first; then record its next step."))
    if not MOVES[change.state]:
        raise Refused(_("Nothing follows “%(state)s”.") % {"state": change.get_state_display()})
