"""Who may say that a change affects them, and who reads what others said."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_report_effect(user, change) -> None:
    """Raises Refused unless the person may say whether the change affects their company or, without one, them."""
    if not people.is_member(user):
        raise Refused(_("Sign in to say whether this change affects you."))
    people.check_is_not_silenced(user)
    if not change.is_published:
        raise Refused(_("The change is not published yet. Say then whether it affects you."))
    if change.vendor_id in people.represents(user):
        raise Refused(_("You answer for %(vendor)s and are not counted here.") % {"vendor": change.vendor})
    if user.company is not None:
        return
    if people.is_moderator(user):
        raise Refused(_("Moderators without a company are not counted."))
    if people.is_representative(user):
        raise Refused(_("Representatives of vendors are not counted. Partners and consultants are."))


def check_can_read_census(user, change) -> None:
    """Raises Refused unless the person is a partner or a moderator, and not of the vendor in question."""
    if not people.is_partner(user):
        raise Refused(_("Partners read the census. Apply as a partner with your company; it takes a minute."))
    if change.vendor_id in people.represents(user) and not people.is_moderator(user):
        raise Refused(_("You answer for %(vendor)s; the census is for partners.") % {"vendor": change.vendor})
