"""Who may follow whom."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import PeerSettings
from community.networking.rules.blocks import are_apart


def check_can_follow(user, thing) -> None:
    """Raises Refused unless the member may follow a person or company: any but themselves, who lets them."""
    if not people.is_member(user):
        raise Refused(_("Sign in to follow somebody."))
    if thing._meta.model_name == "company":
        return
    if thing.pk == user.pk:
        raise Refused(_("This is you."))
    refusing = PeerSettings.objects.filter(member=thing, may_be_followed=False)
    if thing.is_face or not thing.is_active or refusing.exists() or are_apart(user, thing):
        raise Refused(_("%(name)s cannot be followed.") % {"name": thing.name})
