"""Reminders of dates. Each is mailed or not, as its reader has set."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.core.dates import Precision
from community.notifications.kinds.base import Kind
from community.notifications.topics import REMINDERS
from community.programs.states import State

FOLLOWED = gettext_lazy("You watch the change, or follow its vendor, program or tag.")
DATES = {"act_by": gettext_lazy("Last day to act"), "effective": gettext_lazy("Day in force")}
_DEADLINES = {
    "deadline.due": Kind(line=lambda notice: _due(notice), why=FOLLOWED, topic=REMINDERS, icon="calendar-clock"),
    "deadline.moved": Kind(
        line=lambda notice: (
            _("%(what)s moved to %(date)s: “%(title)s”")
            % {"what": DATES[notice.field], "date": notice.date, "title": notice.change.title}
        ),
        why=FOLLOWED,
        topic=REMINDERS,
        icon="calendar-sync",
    ),
    "deadline.off": Kind(line=lambda notice: _off(notice), why=FOLLOWED, topic=REMINDERS, icon="calendar-x"),
}
KINDS: dict[str, Kind] = {}
for _name, _kind in _DEADLINES.items():
    _told = replace(
        _kind,
        url=lambda notice: notice.change.get_absolute_url(),
        struck=lambda notice: str(notice.struck or ""),
        still_holds=lambda notice, reader: notice.still_holds,
        manage="reminders",
    )
    KINDS |= {_name: _told, f"{_name}.inbox": _told}


def _due(notice) -> str:
    """With the days that are left when it is read."""
    words = {"what": notice.get_field_display(), "date": notice.date, "title": notice.change.title}
    words["left"] = _left(notice.days_left)
    if notice.days_left < 0:
        return _("%(what)s %(date)s: “%(title)s”") % words
    if notice.precision != Precision.DAY:
        return _("%(what)s %(date)s, which begins %(left)s: “%(title)s”") % words
    return _("%(what)s %(date)s, %(left)s: “%(title)s”") % words


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}


def _off(notice) -> str:
    words = {"what": DATES[notice.field], "title": notice.change.title}
    if notice.change.is_over:
        words["state"] = State(notice.change.state).label
        return _("%(what)s no longer holds: “%(title)s” (%(state)s)") % words
    return _("%(what)s no longer holds: “%(title)s” has no such date now") % words
