"""Calendars as files (RFC 5545, with the names of RFC 7986): all-day events that move, and that can be cancelled."""

import datetime as dt
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.calendars import new_calendar, placeholder, text
from community.core.dates import Precision
from community.core.markup import excerpt
from community.programs.models import ChangeDate
from community.programs.queries import Calendar
from community.programs.states import State

PUBLIC_LADDER = (30, 7)  # days ahead; members have their own
ALARM_HOUR = dt.timedelta(hours=9)  # alarms count from midnight, when nobody reads them
MOST_TERMS = 5  # in a description; all of them are on the page
# What a vendor has said but may still take back without anybody calling it a move.
TENTATIVE = {State.RUMOURED, State.ANNOUNCED, State.POSTPONED}


def write_calendar(calendar: Calendar, ladder=PUBLIC_LADDER) -> bytes:
    """The calendar as a file. The same facts give the same bytes, so it can be revalidated.

    Args:
        ladder: how many days before a date its alarms go off, at nine in the morning of the reader.
    """
    written = new_calendar(calendar.name, about="Program changes")
    for date in calendar.dates:
        written.add_component(_event(date, ladder))
    if not calendar.dates:
        written.add_component(placeholder())
    return written.to_ical()


def _event(date: ChangeDate, ladder) -> icalendar.Event:
    event = icalendar.Event()
    change = date.change
    event.add("uid", f"change-{change.pk}-{date.field.replace('_', '-')}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", date.sequence)
    # Without a METHOD both say when the facts were last revised: RFC 5545, 3.8.7.2.
    event.add("dtstamp", date.moved_at)
    event.add("last-modified", date.moved_at)
    event.add("dtstart", date.day)
    event.add("dtend", date.day + dt.timedelta(days=1))  # exclusive
    event.add("transp", "TRANSPARENT")
    event.add("status", _status(date))
    event.add("summary", text(_summary(date)))
    event.add("description", text(_description(date)))
    event.add("url", settings.SITE_URL + change.get_absolute_url())
    event.add("categories", [str(change.vendor), change.get_kind_display(), date.get_field_display()])
    if not date.is_cancelled and date.day >= timezone.localdate():
        for days in sorted(ladder, reverse=True):
            event.add_component(_alarm(event["summary"], days))
    return event


def _alarm(words: str, days: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text(words))
    alarm.add("trigger", ALARM_HOUR - dt.timedelta(days=days))
    return alarm


def _status(date: ChangeDate) -> str:
    if date.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if date.state in TENTATIVE else "CONFIRMED"


def _summary(date: ChangeDate) -> str:
    """What the event is called. A month stands on its first day, as it may be that day; its name says that it may not.

    Cancelled ones say so in words, too: not every program draws them differently.
    """
    words = {"what": date.get_field_display(), "when": date.date, "title": date.change.title}
    if date.is_cancelled:
        state = _("Date taken back") if date.is_removed else date.get_state_display()
        return _("%(state)s: %(title)s") % {"state": state, "title": date.change.title}
    if date.precision != Precision.DAY:
        return _("%(what)s %(when)s, day not known: %(title)s") % words
    if date.field == ChangeDate.Field.EFFECTIVE:
        return _("In force: %(title)s") % words
    return _("Act by: %(title)s") % words


def _description(date: ChangeDate) -> str:
    change = date.change
    lines = [
        " · ".join([str(change.vendor), *map(str, change.programs.all())]),
        _("State: %(state)s") % {"state": date.get_state_display()},
    ]
    if date.was:
        lines.append(_("Moved: it was %(date)s before.") % {"date": date.was})
    lines += [f"{term.what}: {term.old or '–'} → {term.new or '–'}" for term in list(change.terms.all())[:MOST_TERMS]]
    if change.summary_html:
        lines += ["", excerpt(change.summary_html, 400)]
    return "\n".join([*lines, "", settings.SITE_URL + change.get_absolute_url()])
