"""Who may sign with a pseudonym, and what does not go under one."""

from django.utils.translation import gettext as _

from community.accounts import masks
from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_mask(user, *, hat=None, circle=None) -> None:
    """Raises Refused unless the person may sign with a pseudonym: a partner of a verified company who neither speaks
    for a vendor nor moderates.

    Args:
        hat: what they wear for this post.
        circle: the group in whose thread it is to stand.
    """
    if circle is not None and circle.is_closed:
        raise Refused(_("Few can have written in a closed group, so a pseudonym would hide little. Post as yourself."))
    if hat is not None:
        raise Refused(
            _("Who speaks for a vendor gives their name. Post for the vendor, or under a pseudonym, not both.")
        )
    if not people.is_member(user) or user.company is None or user.company.verified_at is None:
        raise Refused(_("Only partners of verified companies post under a pseudonym. Post as yourself."))
    if people.is_moderator(user):
        raise Refused(_("Who moderates gives their name. Post as yourself."))
    if people.is_representative(user):
        raise Refused(_("You speak for a vendor, so a pseudonym would call you what you are not. Post as yourself."))


def check_mask_is_as_seen(label: str, seen: str) -> None:
    """Raises Refused where the pseudonym would tell something else than its author has read."""
    if label != seen:
        raise Refused(
            _("Your pseudonym would read “%(label)s” by now. Choose it again if that is all right.") % {"label": label}
        )


def check_can_show(user, images, signer) -> None:
    """Raises Refused where images would stand under a pseudonym: each has an owner, and often says more."""
    if images and signer.is_face and masks.wears(user, signer.pk):
        raise Refused(_("Images can be traced to you. Take them out, or post as yourself."))
