"""Who may propose and publish changes."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_propose(user) -> None:
    """Raises Refused unless the person may propose a change record."""
    if not people.is_member(user):
        raise Refused(_("Sign in to propose a change."))
    if not people.is_partner(user):
        raise Refused(_("Partners propose changes. Apply as a partner with your company; it takes a minute."))


def check_can_publish(user) -> None:
    """Raises Refused unless the person may publish a draft."""
    people.check_is_moderator(user)
