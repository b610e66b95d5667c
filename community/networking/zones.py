"""Time zones of events: which can be chosen, the moment that a clock there shows, and how that is said."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Where people live. The others are older names of these, or offsets that know no summer time.
PARTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Every zone of the IANA that people live by, and UTC. Asked once: the names are read from hundreds of files."""
    names = sorted(name for name in available_timezones() if name.startswith(PARTS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def moment_there(shown: datetime, zone: str) -> datetime:
    """When the clocks of a zone show this. Of an hour that comes twice, as clocks are put back, it is the first.

    Raises:
        ValidationError: they never show it, as they are put forward over it.
    """
    moment = shown.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.get_default_timezone())
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != shown:
        raise ValidationError(_("Clocks there are put forward that night and never show this time. Choose another."))
    return moment


def start_in_words(event) -> str:
    """When it begins, as clocks show it there: "4 December 2026, 18:00 (Europe/Berlin, CET)"."""
    start = event.local_start
    words = {"day": date_format(start, "DATE_FORMAT"), "time": _clock(start), "zone": event.zone_name}
    return _("%(day)s, %(time)s (%(zone)s)") % words


def span_in_words(event) -> str:
    """From when to when, as clocks show it there: "Friday, 4 December 2026, 18:00–21:00"."""
    start, end = event.local_start, event.local_end
    words = {"weekday": date_format(start, "l"), "day": date_format(start, "DATE_FORMAT"), "from": _clock(start)}
    words |= {"end_day": date_format(end, "DATE_FORMAT"), "to": _clock(end)}
    if event.is_one_day:
        return _("%(weekday)s, %(day)s, %(from)s–%(to)s") % words
    return _("%(weekday)s, %(day)s, %(from)s to %(end_day)s, %(to)s") % words


def _clock(shown: datetime) -> str:
    return date_format(shown, "H:i")
