"""A calendar program in small, on a parser that is not the one that writes our files: what subscribers would see."""

import datetime as dt
from dataclasses import dataclass

import vobject


@dataclass(frozen=True)
class Event:
    """What of an event a subscriber sees, and what tells which of two copies is the newer one."""

    day: dt.date
    title: str
    status: str
    sequence: int
    stamp: dt.datetime
    alarms: tuple[dt.timedelta, ...] = ()


class CalendarStore:
    """Takes files in, by the rule of RFC 5546, 2.1.5: the higher SEQUENCE wins, of equal ones the later DTSTAMP."""

    def __init__(self):
        self.events: dict[str, Event] = {}

    def take(self, content: bytes) -> dict[str, str]:
        """Import a file. What became of each event that is not as it was, by its UID."""
        told = {}
        for uid, event in events_in(content).items():
            known = self.events.get(uid)
            if known and (event.sequence, event.stamp) < (known.sequence, known.stamp):
                told[uid] = "older than what I have"
                continue
            if what := _difference(known, event):
                told[uid] = what
            self.events[uid] = event
        return told


def _difference(known: Event | None, event: Event) -> str:
    if known is None:
        return f"new {event.day} {event.status}"
    if (known.day, known.status) == (event.day, event.status):
        return ""
    if event.status == "CANCELLED":
        return f"cancelled {known.day}"
    return f"{known.day} {known.status} -> {event.day} {event.status}"


def events_in(content: bytes) -> dict[str, Event]:
    """The events of a file, by UID, after a look at its form. Raises AssertionError or what vobject raises."""
    lines = content.decode("utf-8").split("\r\n")
    assert lines[-1] == "", "the last line has no end"
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75, "a line is not folded"
    (calendar,) = vobject.readComponents(content.decode("utf-8"))
    calendar.validate(raiseException=True)
    assert calendar.version.value == "2.0"
    assert calendar.prodid.value
    assert len(list(calendar.components())) > 0, "a calendar must hold something"
    found = {}
    for event in calendar.contents.get("vevent", []):
        assert event.dtstart.params["VALUE"] == event.dtend.params["VALUE"] == ["DATE"]
        assert event.dtend.value == event.dtstart.value + dt.timedelta(days=1)
        assert event.transp.value == "TRANSPARENT"
        assert event.url.value.startswith("http")
        assert event.uid.value not in found
        found[event.uid.value] = Event(
            day=event.dtstart.value,
            title=event.summary.value,
            status=event.status.value,
            sequence=int(event.sequence.value),
            stamp=event.dtstamp.value,
            alarms=tuple(alarm.trigger.value for alarm in event.contents.get("valarm", [])),
        )
    return found
