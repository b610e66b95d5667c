"""Who may edit a record."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_edit(user, change) -> None:
    """Raises Refused unless the person may edit the record: moderators, and its proposer while it is a draft."""
    people.check_is_not_silenced(user)
    if people.is_moderator(user):
        return
    if not people.is_member(user) or change.proposed_by_id != user.pk:
        raise Refused(_("Only moderators may do this."))
    if change.publication != change.Publication.DRAFT:
        raise Refused(_("A moderator has decided about this record. Write in its discussion what should be corrected."))
