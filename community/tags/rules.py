"""Who may follow tags."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_follow_tag(user) -> None:
    """Raises Refused unless the person is signed in."""
    if not people.is_member(user):
        raise Refused(_("Sign in to follow a tag."))
