"""Who may tell what they hold."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_tell_business(user) -> None:
    """Raises Refused unless the person is signed in: one tells for one's company or, without one, for oneself."""
    if not people.is_member(user):
        raise Refused(_("Sign in to tell which programs you are in."))
    people.check_is_not_silenced(user)
