"""Who may block whom, and what that keeps apart. No sentence here says that somebody has blocked somebody."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import Block


def check_can_block(user, person) -> None:
    """Raises Refused unless the member may block that person: anybody but themselves, and no pseudonym."""
    if not people.is_member(user):
        raise Refused(_("Sign in to block somebody."))
    if person.pk == user.pk:
        raise Refused(_("This is you."))
    if person.is_face or person.imported_from:
        raise Refused(_("Nobody can be reached under this name, so there is nothing to block."))


def are_apart(one, other) -> bool:
    """Whether one of the two has blocked the other. One query."""
    return Block.objects.between(one, other).exists()
