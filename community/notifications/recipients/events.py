"""Who is told of events of groups."""

from community.accounts.models import User
from community.activity.models import Activity
from community.networking import queries as networking
from community.networking.models import Attendance, Event, GroupMembership


def _members(activity: Activity) -> dict[int | None, str]:
    """The members of the group that plans an event, if it still takes place."""
    event = Event.objects.taking_place().filter(pk=activity.target_id).first()
    if event is None:
        return {}
    members = GroupMembership.objects.members().filter(group=event.group_id, person__in=User.objects.active())
    return dict.fromkeys(members.values_list("person", flat=True), activity.verb)


def _who_come(activity: Activity) -> dict[int | None, str]:
    """Who comes to an event or waits for a place."""
    event = Event.objects.shown().filter(pk=activity.target_id).first()
    return dict.fromkeys(networking.people_to_tell(event), activity.verb) if event else {}


def _who_are_reminded(activity: Activity) -> dict[int | None, str]:
    """Who comes to an event that takes place as it did when it was due."""
    event = Event.objects.taking_place().filter(pk=activity.target_id).first()
    if event is None or event.last_reminder != activity.facts["reminder"]:
        return {}
    return dict.fromkeys(networking.people_to_remind(event, event.last_reminder), activity.verb)


def _next_in_line(activity: Activity) -> dict[int | None, str]:
    rows = Attendance.objects.going().filter(pk=activity.target_id)
    return {rows.values_list("person", flat=True).first(): activity.verb}


def organisers(activity: Activity) -> dict[int | None, str]:
    """Who organises the group whose event it is."""
    group = Event.objects.filter(pk=activity.target_id).values_list("group", flat=True).first()
    return dict.fromkeys(networking.organisers_of(group), activity.verb) if group else {}


WHO = {
    "event.planned": _members,
    "event.moved": _who_come,
    "event.cancelled": _who_come,
    "event.near": _who_are_reminded,
    "event.place_given": _next_in_line,
}
