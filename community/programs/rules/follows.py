"""Who may follow."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_follow(user) -> None:
    """Raises Refused unless the person is signed in."""
    if not people.is_member(user):
        raise Refused(_("Sign in to watch a change or to follow a vendor, a program or a tag."))
