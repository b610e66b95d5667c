"""Who may open a thread."""

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused


def check_can_start_in(user, circle) -> None:
    """Raises Refused unless the person may open threads in that group: whoever is in it, while it goes on."""
    if not circle.seats.filter(person=user.pk).exists():
        raise Refused(_("Members of the group start threads in it. Join it first."))
    if circle.ended_at is not None:
        raise Refused(_("This group has ended. What was written in it can still be read."))


def check_can_start_thread(user) -> None:
    """Raises Refused unless the person may open a thread."""
    if not people.is_member(user):
        raise Refused(_("Sign in to start a thread."))
    people.check_is_not_silenced(user)
    if not people.is_partner(user):
        raise Refused(_("Partners start threads. Apply as a partner with your company; it takes a minute."))
