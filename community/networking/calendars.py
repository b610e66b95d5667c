"""Events in calendars (RFC 5545): one event, or all to which a member comes. Who else comes is in none of them."""

import datetime as dt
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from community.core.calendars import new_calendar, placeholder, text
from community.core.markup import excerpt
from community.networking.models import Attendance, Event


def write_events(name: str, events: list[Event]) -> bytes:
    """The events as a file. The same facts give the same bytes, so it can be revalidated.

    Args:
        events: with ``own_state`` of whose calendar it is; those who come read where they take part online.
    """
    written = new_calendar(name, about="Events of groups")
    for event in events:
        written.add_component(_event(event))
    if events:
        years = [event.starts_at.year for event in events]
        written.add_missing_timezones(dt.date(min(years) - 1, 1, 1), dt.date(max(years) + 2, 1, 1))
    else:
        written.add_component(placeholder())
    return written.to_ical()


def _event(event: Event) -> icalendar.Event:
    written = icalendar.Event()
    zone = ZoneInfo(event.zone)
    written.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    written.add("sequence", event.sequence)
    # Without a METHOD both say when the facts were last revised: RFC 5545, 3.8.7.2.
    written.add("dtstamp", event.revised_at)
    written.add("last-modified", event.revised_at)
    written.add("dtstart", event.starts_at.astimezone(zone))
    written.add("dtend", event.ends_at.astimezone(zone))
    written.add("status", _status(event))
    written.add("summary", text(_summary(event)))
    written.add("description", text(_description(event)))
    link = _link(event)
    if event.whereabouts or link:
        written.add("location", text(event.whereabouts or link))
    written.add("url", settings.SITE_URL + event.get_absolute_url())
    return written


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if event.own_state == Attendance.State.WAITING else "CONFIRMED"


def _summary(event: Event) -> str:
    """What it is called. Not every program draws cancelled events differently, so it is said in words, too."""
    if event.is_cancelled:
        return _("Cancelled: %(title)s") % {"title": event.title}
    if event.own_state == Attendance.State.WAITING:
        return _("Waiting for a place: %(title)s") % {"title": event.title}
    return event.title


def _description(event: Event) -> str:
    link = _link(event)
    lines = [str(event.group), event.why_cancelled, excerpt(event.text_html, 400)]
    lines += [_("Online: %(link)s") % {"link": link}] if link else []
    return "\n".join([*filter(None, lines), "", settings.SITE_URL + event.get_absolute_url()])


def _link(event: Event) -> str:
    """Where one takes part online, for who comes."""
    return event.link if event.own_state == Attendance.State.GOING and not event.is_cancelled else ""
