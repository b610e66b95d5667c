"""Who may open a thread."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_start_thread(user) -> None:
    """Raises Refused unless the person may open a thread."""
    if not people.is_member(user):
        raise Refused(_("Sign in to start a thread."))
    people.check_is_not_silenced(user)
    if not people.is_partner(user):
        raise Refused(_("Partners start threads. Apply as a partner with your company; it takes a minute."))
