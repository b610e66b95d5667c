"""Reading events, and who comes to them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.core.refusals import Refused, allowed
from community.networking import rules
from community.networking.models import Attendance, Event, Group

ON_A_GROUP = 5  # next events on the page of a group
MOST_PEERS = 30  # named on the page of an event
MOST_IN_CALENDAR = 500
KEPT_IN_CALENDAR = dt.timedelta(days=365)  # what is older is nobody's plan any more


@dataclass(frozen=True)
class EventPage:
    """An event as the viewer reads it.

    ``peers`` are those of whom the viewer reads that they come; ``link`` is empty for who may not read it; ``why_not``
    says why the viewer cannot say yes, and is empty if they can. ``ahead`` is their place in the line, from 1 on.
    """

    event: Event
    own: Attendance | None
    peers: list[Attendance]
    is_organiser: bool
    link: str
    why_not: str
    can_withdraw: bool  # an answer, or say no
    can_change: bool
    ahead: int = 0


def event_for(viewer, pk: int) -> Event | None:
    """An event that the viewer may read, with its group, how many come, and what the viewer answered. One query."""
    rows = Event.objects.visible_to(viewer).with_counts().with_own(viewer).select_related("group")
    return rows.filter(pk=pk).first()


def event_page(viewer, event: Event) -> EventPage:
    """What stands around an event that the viewer may read. At most seven queries, none for visitors."""
    if not viewer.is_authenticated:
        return EventPage(event, None, [], False, "", _why_not(viewer, event), False, False)
    own = Attendance.objects.visible_to(viewer).filter(event=event, person=viewer).first()
    is_organiser = rules.organises(viewer, event.group)
    is_going = own is not None and own.is_going
    reads_link = rules.reads_link(viewer, event, is_going=is_going, is_organiser=is_organiser)
    return EventPage(
        event=event,
        own=own,
        peers=_peers(viewer, event),
        is_organiser=is_organiser,
        link=event.link if reads_link else "",
        why_not=_why_not(viewer, event),
        can_withdraw=allowed(rules.check_can_answer_event, viewer, event),
        can_change=is_organiser and allowed(rules.check_can_change_event, viewer, event),
        ahead=event.attendances.waiting().filter(pk__lte=own.pk).count() if own and own.is_waiting else 0,
    )


def event_list(viewer, chosen: dict, *, after: int | None = None) -> KeysetPage:
    """A page of events: those to come, the next first, or with ``past`` those that are over. At most two queries.

    Args:
        chosen: what of country, online, group, mine and past is chosen; ``forms.EventFilters`` gives it.
    """
    listed = Event.objects.listed_for(viewer)
    rows = listed.past() if chosen.get("past") else listed.upcoming()
    rows = rows.filter(*_conditions(chosen)).with_counts().with_own(viewer).select_related("group")
    if chosen.get("mine"):
        rows = rows.attended_by(viewer)
    anchor = listed.filter(pk=after).first() if after else None
    if anchor is not None:
        rows = rows.filter(_beyond(anchor, is_past=bool(chosen.get("past"))))
    return keyset_page(rows, size=PAGE_SIZE, key=lambda event: event.pk)


def events_ahead(viewer, chosen: dict) -> list[Event]:
    """Those of a list that are to come, for a calendar. One query."""
    rows = Event.objects.listed_for(viewer).upcoming().filter(*_conditions(chosen)).with_own(viewer)
    return list(rows.select_related("group")[:MOST_IN_CALENDAR])


def countries_of_events(viewer, *, past: bool) -> list[str]:
    """The countries in which somebody meets, or has met. One query."""
    listed = Event.objects.listed_for(viewer)
    rows = (listed.past() if past else listed.upcoming()).exclude(country="").order_by("country")
    return list(rows.values_list("country", flat=True).distinct())


def group_named(viewer, pk: int | None) -> Group | None:
    """The group to which a list of events is narrowed, if the viewer reads along in it. At most one query."""
    return Group.objects.visible_to(viewer).readable_by(viewer).filter(pk=pk).first() if pk else None


def next_events_of(viewer, group: Group) -> list[Event]:
    """The next few of a group, as far as the viewer reads them. One query."""
    rows = Event.objects.visible_to(viewer).shown().filter(group=group).upcoming()
    return list(rows.with_counts().with_own(viewer).select_related("group")[:ON_A_GROUP])


def usual_zone_of(group: Group) -> str:
    """The zone of what was planned last there; empty if nothing was. One query."""
    return group.events.order_by("-pk").values_list("zone", flat=True).first() or ""


def attendances_of(event: Event, state: str, *, after: int | None = None) -> KeysetPage:
    """A page of who has answered so, in the order in which they did. For organisers. One query."""
    rows = event.attendances.filter(state=state, pk__gt=after or 0).order_by("pk")
    return keyset_page(rows.select_related("person__membership__company"), size=PAGE_SIZE, key=lambda row: row.pk)


def calendar_of_events(member) -> list[Event]:
    """What the member comes to or waits for, cancelled events among it, as far as they may read it now. One query."""
    rows = Event.objects.visible_to(member).shown().filter(ends_at__gt=timezone.now() - KEPT_IN_CALENDAR)
    rows = rows.attended_by(member).with_own(member).select_related("group").order_by("starts_at", "pk")
    return list(rows[:MOST_IN_CALENDAR])


def people_to_tell(event: Event) -> list[int]:
    """The ids of those who come or wait for a place. One query."""
    return list(event.attendances.attending().values_list("person", flat=True))


def people_to_remind(event: Event, reminder: str) -> list[int]:
    """The ids of those who come, but for who said so when the moment of the reminder was over: they know. One query."""
    said = event.attendances.going().filter(since__lte=event.starts_at - rules.REMINDERS[reminder])
    return list(said.values_list("person", flat=True))


def _conditions(chosen: dict) -> list[Q]:
    found = []
    if chosen.get("country"):
        found.append(Q(country=chosen["country"]))
    if chosen.get("online"):
        found.append(~Q(link=""))
    if chosen.get("group"):
        found.append(Q(group=chosen["group"]))
    return found


def _beyond(anchor: Event, *, is_past: bool) -> Q:
    """What stands after an event in the list."""
    side = "lt" if is_past else "gt"
    same = Q(starts_at=anchor.starts_at, **{f"pk__{side}": anchor.pk})
    return same | Q(**{f"starts_at__{side}": anchor.starts_at})


def _peers(viewer, event: Event) -> list[Attendance]:
    rows = Attendance.objects.visible_to(viewer).peers_of(viewer).filter(event=event)
    return list(rows.select_related("person__membership__company").order_by("person__name", "pk")[:MOST_PEERS])


def _why_not(viewer, event: Event) -> str:
    try:
        rules.check_can_come(viewer, event)
    except Refused as refusal:
        return refusal.sentence
    return ""
