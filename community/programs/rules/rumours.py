"""Who may support a rumour."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_support(user, change) -> None:
    """Raises Refused unless the person may say that their company has heard the rumour too."""
    if not people.is_partner(user):
        raise Refused(_("Partners support rumours. Apply as a partner with your company; it takes a minute."))
    people.check_is_not_silenced(user)
    if user.company is None:
        raise Refused(_("Support counts by company, and you belong to none."))
    if not change.is_published or not change.is_rumour:
        raise Refused(_("This is no rumour any more. Read its timeline."))
