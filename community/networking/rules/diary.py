"""Who keeps a diary of tickets."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import Ticket

MOST_TICKETS = 2000  # of one person: ten a week for four years


def check_can_note_ticket(user) -> None:
    """Raises Refused unless the person may note a ticket: any member."""
    if not people.is_member(user):
        raise Refused(_("Sign in to keep a diary."))
    people.check_is_not_silenced(user)
    if Ticket.objects.visible_to(user).count() >= MOST_TICKETS:
        raise Refused(
            _("Your diary has %(count)d tickets. Take them along as a file, and remove old ones.")
            % {"count": MOST_TICKETS}
        )


def check_can_change_ticket(user, ticket: Ticket) -> None:
    """Raises Refused unless it is the person's own. Who is silenced may: nobody else reads it."""
    if not people.is_member(user) or ticket.member_id != user.pk:
        raise Refused(_("Who noted a ticket changes it."))
