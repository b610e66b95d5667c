"""Who plans events of a group, and who comes to them."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused
from community.networking.models import Event, Group, GroupMembership
from community.networking.rules.groups import check_can_organise

EVENTS_A_DAY = 10  # of one person: a series of meetings, not a calendar copied from elsewhere
A_DAY = timedelta(days=1)
# How long ahead those who come are reminded. The nearer one is the last.
REMINDERS = {Event.Reminder.DAY: timedelta(days=1), Event.Reminder.HOUR: timedelta(hours=1)}


def check_can_plan(user, group: Group) -> None:
    """Raises Refused unless the person may plan events there: an organiser, while the group goes on and is shown."""
    check_can_organise(user, group)
    if group.hidden_at is not None:
        raise Refused(_("This group is hidden. You can plan events when a moderator shows it again."))


def check_pace_of_events(user) -> None:
    """Raises TooSoon if the person has planned as many events as one may within a day."""
    said = _("You have planned %(count)d events within a day. You can plan the next one in %(wait)s.")
    check_pace(user.events_planned.all(), "planned_at", most=EVENTS_A_DAY, within=A_DAY, sentence=said)


def check_can_change_event(user, event: Event) -> None:
    """Raises Refused unless the person may change or cancel the event: an organiser of its group, before it is over."""
    check_can_plan(user, event.group)
    if event.hidden_at is not None:
        raise Refused(_("This event is hidden. You can change it when a moderator shows it again."))
    if event.is_cancelled:
        raise Refused(_("This event is cancelled. Plan another one."))
    if event.is_past:
        raise Refused(_("This event is over. What was said of it stays as it is."))


def check_can_answer_event(user, event: Event) -> None:
    """Raises Refused unless the person may say whether they come: a partner; to closed groups their members."""
    if not people.is_partner(user):
        raise Refused(_("Partners come to events. Apply as a partner with your company, and you can too."))
    if event.group.is_closed and not _is_in(user, event.group):
        raise Refused(_("Members of the group come to its events. Ask to join it first."))
    if event.group.ended_at is not None:
        raise Refused(_("This group has ended, and holds no events any more."))
    if event.is_cancelled:
        raise Refused(_("This event is cancelled. Nobody needs to answer any more."))
    if event.hidden_at is not None:
        raise Refused(_("This event is hidden. Nobody can answer now."))
    if event.starts_at <= timezone.now():
        raise Refused(_("This event has begun. Write to an organiser."))


def check_can_come(user, event: Event) -> None:
    """Raises Refused unless the person may say that they come: as long as that is open."""
    check_can_answer_event(user, event)
    if not event.takes_answers:
        raise Refused(_("It is too late to say yes. Write to an organiser if you want to come."))


def reads_link(user, event: Event, *, is_going: bool, is_organiser: bool) -> bool:
    """Whether the person reads where one takes part online: who has a place, and organisers. No query."""
    return people.is_partner(user) and (is_going or is_organiser) and not event.is_cancelled


def _is_in(user, group: Group) -> bool:
    return GroupMembership.objects.members().filter(group=group, person=user).exists()
