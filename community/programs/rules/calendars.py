"""Who may have a calendar of their own."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_have_calendar(user) -> None:
    """Raises Refused unless the person is signed in."""
    if not people.is_member(user):
        raise Refused(_("Sign in to have a calendar of what you watch and follow."))
