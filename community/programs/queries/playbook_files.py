"""The playbook to take along: as a table, as a calendar, as a checklist. Without a member's ticks for visitors."""

import csv
import datetime as dt
import io
import re

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from community.core.dates import write_fuzzy
from community.programs.models import Change
from community.programs.queries.playbook import Playbook, StepRow
from community.programs.states import State

# Spreadsheets take a cell that begins with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def playbook_csv(playbook: Playbook, *, with_ticks: bool) -> str:
    """A row for each step, harmless in spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    ticks = [_("Done")] if with_ticks else []
    writer.writerow([_("No."), _("Step"), _("Due"), _("Rule"), _("Who"), _("Note"), *ticks])
    for number, row in enumerate(playbook.steps, start=1):
        step = row.step
        done = [_("yes") if row.is_ticked else _("no")] if with_ticks else []
        cells = [step.text, write_fuzzy(row.due), step.rule, step.who, step.note, *done]
        writer.writerow([number, *(harmless(cell) for cell in cells)])
    return out.getvalue()


def harmless(cell: str) -> str:
    """The text, so that no spreadsheet calculates it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def playbook_markdown(playbook: Playbook, *, change: Change, address: str, with_ticks: bool) -> str:
    """A checklist; ``[x]`` is what the member has ticked."""
    lines = [f"# {_plain(change.title)}", "", f"<{address}>", ""]
    for row in playbook.steps:
        mark = "x" if with_ticks and row.is_ticked else " "
        facts = " · ".join(_plain(fact) for fact in (when(row), row.step.who) if fact)
        lines.append(f"- [{mark}] {_plain(row.step.text)}" + (f" ({facts})" if facts else ""))
        if row.step.note:
            lines += ["", *(f"  {line}".rstrip() for line in row.step.note.splitlines()), ""]
    return "\n".join(lines) + "\n"


def playbook_calendar(playbook: Playbook, *, change: Change, address: str, host: str, with_ticks: bool) -> bytes:
    """An all-day event for each step that has a date; a month or quarter ends on its last day.

    The stamps are those of the record, so that the file is the same until something moves.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Backchannel//Playbook//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", change.title)
    stamp = max(filter(None, [playbook.sheet.saved_at, change.moved_at])).astimezone(dt.UTC).replace(microsecond=0)
    for row in playbook.steps:
        if row.due:
            calendar.add_component(_event(row, change, address, host, stamp, with_ticks))
    return calendar.to_ical()


def when(row: StepRow) -> str:
    """When a step is due, in words."""
    if row.is_open:
        return _("no date yet, %(rule)s") % {"rule": row.step.rule}
    if row.due is None:
        return ""
    return (_("by the end of %(date)s") if row.is_vague else _("by %(date)s")) % {"date": row.due}


def _event(row: StepRow, change: Change, address: str, host: str, stamp, with_ticks: bool) -> Event:
    event = Event()
    day = row.due.last_day
    done = with_ticks and row.is_ticked
    event.add("uid", f"step-{row.step.step}@{host}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", f"✓ {row.step.text}" if done else row.step.text)
    facts = [change.title, row.step.rule, when(row), row.step.who, row.step.note]
    event.add("description", "\n".join(fact for fact in facts if fact))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if change.state == State.WITHDRAWN else "CONFIRMED")
    return event


def _plain(text: str) -> str:
    """Words that Markdown leaves as they are."""
    return re.sub(r"([\\`*_\[\]<>#~|])", r"\\\1", str(text))
