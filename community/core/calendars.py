"""Calendars as files (RFC 5545, with the names of RFC 7986): what all of them have in common."""

import datetime as dt

import icalendar
from django.conf import settings
from django.utils import translation

REFRESH = dt.timedelta(hours=6)  # how often a calendar may ask again


def new_calendar(name: str, *, about: str) -> icalendar.Calendar:
    """An empty calendar with its name; ``about`` says in English what all such calendars hold."""
    written = icalendar.Calendar()
    written.add("prodid", f"-//Backchannel//{about}//EN")
    written.add("version", "2.0")
    written.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        written.add(key, text(name))
    written.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    written.add("x-published-ttl", "PT6H")
    return written


def text(words: str) -> icalendar.vText:
    """A text that says its language. Control characters have no place in such a file; the library lets them pass."""
    written = icalendar.vText("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words))
    written.params["LANGUAGE"] = translation.get_language() or settings.LANGUAGE_CODE
    return written


def placeholder() -> icalendar.Timezone:
    """A calendar must hold something (RFC 5545, 3.6), also while there are no dates: the zone that needs no rules."""
    zone = icalendar.Timezone()
    zone.add("tzid", "Etc/UTC")
    always = icalendar.TimezoneStandard()
    always.add("dtstart", dt.datetime(1970, 1, 1))  # noqa: DTZ001 - a zone's own time has no zone
    always.add("tzoffsetfrom", dt.timedelta())
    always.add("tzoffsetto", dt.timedelta())
    zone.add_component(always)
    return zone
