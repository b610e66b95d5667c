"""Who may tell something of themselves, and who reads which part of it."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import Part, Profile


def check_can_tell(user) -> None:
    """Raises Refused unless the person is signed in and may write."""
    if not people.is_member(user):
        raise Refused(_("Sign in to tell others what you can help with."))
    people.check_is_not_silenced(user)


def parts_shown(viewer, profile: Profile) -> set[str]:
    """The parts of a profile, loaded ``visible_to`` the viewer, that the viewer reads. No query."""
    if people.is_moderator(viewer) or profile.member_id == viewer.pk or profile.is_contact:
        return set(Part.values)
    levels = {"everybody", "members"} if people.is_member(viewer) else {"everybody"}
    return {part for part in Part.values if profile.shown_to.get(part) in levels}
