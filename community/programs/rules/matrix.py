"""Who may edit what programs give and ask, and which changes may be named with it."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_edit_matrix(user) -> None:
    """Raises Refused unless the person may edit tiers, benefits and fees."""
    if not people.is_admin(user):
        raise Refused(_("Administrators edit what programs give and ask."))


def check_can_bring_terms(change, program) -> None:
    """Raises Refused unless terms of the program may name the change as what brought them.

    What everybody reads in the matrix must not come from a rumour or a draft, which not everybody may read.
    """
    if change.vendor_id != program.vendor_id:
        raise Refused(_("“%(change)s” is by another vendor. Choose one of this vendor.") % {"change": change})
    if not change.is_published or change.is_rumour:
        raise Refused(_("“%(change)s” is not announced yet. Write its terms down when it is.") % {"change": change})


def check_is_not_past(day: dt.date, *, late: bool) -> None:
    """Raises Refused if the day is over, unless the record is said to come late."""
    if day < timezone.localdate() and not late:
        raise Refused(_("This day is over. Tick that the record comes late, or choose today."))
