"""What becomes of the events of groups, for those who come, and what is planned, for the members."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.networking.models import Attendance, Event
from community.networking.zones import start_in_words
from community.notifications.kinds.base import Kind

TOPIC, ICON = "events", "calendar"
YOU_COME = gettext_lazy("You said that you come, or wait for a place.")


def _planned(event: Event) -> str:
    words = {"group": event.group.name, "title": event.title, "when": start_in_words(event)}
    return _("%(group)s plans “%(title)s”: %(when)s") % words


def _moved(event: Event) -> str:
    return _("Another time or place: “%(title)s” is %(when)s, %(where)s") % {
        "title": event.title, "when": start_in_words(event), "where": _where(event)
    }  # fmt: skip


def _cancelled(event: Event) -> str:
    return _("Cancelled: “%(title)s”, %(when)s") % {"title": event.title, "when": start_in_words(event)}


def _near(event: Event) -> str:
    return _("“%(title)s” begins on %(when)s, %(where)s") % {
        "title": event.title, "when": start_in_words(event), "where": _where(event)
    }  # fmt: skip


def _place_given(attendance: Attendance) -> str:
    event = attendance.event
    return _("You have a place: “%(title)s”, %(when)s") % {"title": event.title, "when": start_in_words(event)}


def _where(event: Event) -> str:
    return event.whereabouts or _("online")


def _is_on(event: Event, reader) -> bool:
    return not event.is_cancelled and not event.is_past


def _still_comes(event: Event, reader) -> bool:
    return _is_on(event, reader) and event.own_state == Attendance.State.GOING


KINDS: dict[str, Kind] = {
    "event.planned": Kind(
        topic="new_events",
        line=_planned,
        why=gettext_lazy("You are a member of the group."),
        still_holds=_is_on,
        icon=ICON,
    ),
    "event.moved": Kind(topic=TOPIC, line=_moved, why=YOU_COME, still_holds=_is_on, icon=ICON),
    "event.cancelled": Kind(
        topic=TOPIC,
        line=_cancelled,
        reason=lambda event: event.why_cancelled,
        why=YOU_COME,
        icon=ICON,
    ),
    "event.place_given": Kind(
        topic=TOPIC,
        line=_place_given,
        note=lambda attendance: _("If you do not come, say no on the page; then the next in line has your place."),
        url=lambda attendance: reverse("event", args=[attendance.event.slugged_id]),
        why=gettext_lazy("You waited in line."),
        still_holds=lambda attendance, reader: attendance.is_going and _is_on(attendance.event, reader),
        icon=ICON,
    ),
    "event.near": Kind(
        topic=TOPIC,
        line=_near,
        note=lambda event: _("Where one takes part online stands on the page.") if event.link else "",
        why=gettext_lazy("You said that you come."),
        still_holds=_still_comes,
        icon="clock",
    ),
}
