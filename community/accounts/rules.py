"""Who somebody is, and what that lets them do with accounts. Every other area asks here."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from community.accounts import handles
from community.accounts.models import FormerHandle, User
from community.core.refusals import Refused


def is_member(user) -> bool:
    """Signed in, in whatever role."""
    return user.is_authenticated and user.is_active


def is_partner(user) -> bool:
    """Belongs to a company; moderators and administrators may do what partners may."""
    return is_member(user) and (is_moderator(user) or user.company is not None)


def is_moderator(user) -> bool:
    """Decides about posts and applications; administrators do too."""
    return is_member(user) and user.role in {"moderator", "admin"}


def moderators():
    """Everybody who moderates now, administrators included."""
    return get_user_model().objects.filter(role__in=["moderator", "admin"], is_active=True)


def is_admin(user) -> bool:
    """Gives roles, and may use the admin site."""
    return is_member(user) and user.role == "admin"


def is_trusted(user) -> bool:
    """Whose posts are shown at once."""
    return is_member(user) and (is_moderator(user) or user.trusted_at is not None)


def represents(user) -> set[int]:
    """The ids of the vendors that the person may answer for."""
    if not is_member(user):
        return set()
    return {hat.vendor_id for hat in user.hats.all() if hat.doffed_at is None}


def is_representative(user) -> bool:
    """Wears the hat of at least one vendor."""
    return bool(represents(user))


def may_converse(user) -> bool:
    """Partners, representatives and moderators may write; consultants read."""
    return is_partner(user) or is_representative(user)


def check_can_apply(user) -> None:
    """Raises Refused if the person cannot ask to become a partner."""
    if not is_member(user):
        raise Refused(_("Sign in to apply as a partner."))
    if user.company is not None:
        raise Refused(_("You are a partner already, with %(company)s.") % {"company": user.company})
    if user.applications.pending().exists():
        raise Refused(_("Your application is waiting for a moderator. You will hear by mail."))


def check_is_moderator(user) -> None:
    """Raises Refused unless the person moderates."""
    if not is_moderator(user):
        raise Refused(_("Only moderators may do this."))


def check_handle_is_free(handle: str) -> None:
    """Raises Refused if somebody has this handle or one that looks like it, had it lately, or is somebody to trust."""
    if handles.is_protected(handle):
        raise Refused(
            _("“%(handle)s” could be taken for a vendor or a moderator. Choose another handle.") % {"handle": handle}
        )
    if User.objects.with_handle_like(handle).exists() or FormerHandle.objects.held().like(handle).exists():
        raise Refused(
            _("“%(handle)s” is taken, or looks like one that is. Choose one that differs more.") % {"handle": handle}
        )
