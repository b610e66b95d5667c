"""Who reads the directory."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.querysets.directory import reads_directory


def check_can_read_directory(user) -> None:
    """Raises Refused unless the person is a partner who speaks for no vendor, or a moderator."""
    if reads_directory(user):
        return
    if people.is_representative(user):
        raise Refused(
            _("The directory is for partners among themselves. Whoever speaks for a vendor does not read it.")
        )
    raise Refused(_("The directory is for partners. Apply with your company, and you can read it too."))
