"""Who may write the playbook and the options of a change, and who may tick steps."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_edit_sheets(user, change) -> None:
    """Raises Refused unless they may write playbook and options: partners whose posts are shown at once."""
    if not people.is_member(user):
        raise Refused(_("Sign in to edit the playbook and the options."))
    people.check_is_not_silenced(user)
    if not people.is_partner(user):
        raise Refused(_("Partners write the playbook and the options. Apply as a partner with your company."))
    if not people.is_trusted(user):
        raise Refused(_("You can edit this as soon as a moderator has approved your first posts."))


def check_can_restore(user) -> None:
    """Raises Refused unless the person may put an earlier version back."""
    people.check_is_moderator(user)


def check_can_tick(user) -> None:
    """Raises Refused unless the person is signed in."""
    if not people.is_member(user):
        raise Refused(_("Sign in to tick steps. Nobody else sees your ticks."))
