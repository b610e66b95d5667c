"""What followers of a change hear: one kind for each piece of news and each reason to hear of it."""

from collections.abc import Callable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.dates import parse_fuzzy
from community.programs import queries as programs

# Why one hears of a change, the weightiest last: who is concerned in two ways is told once, for that one.
REASONS = {
    "tag": gettext_lazy("You follow one of its tags."),
    "program": gettext_lazy("You follow one of its programs."),
    "vendor": gettext_lazy("You follow %(vendor)s."),
    "watching": gettext_lazy("You watch this change."),
    "proposer": gettext_lazy("You proposed the change."),
}


def moved(change, step) -> str:
    """What moved first: titles are long, and the subject of a mail is short."""
    return _("%(what)s: “%(title)s”") % {"what": _what_moved(step) if step else _("Moved"), "title": change.title}


def revised(change, revision) -> str:
    """What was corrected, dates with both days."""
    what = ", ".join(_what_differs(revision)) if revision else ""
    if not what:
        return _("Record corrected: “%(title)s”") % {"title": change.title}
    return _("Record corrected, %(what)s: “%(title)s”") % {"what": what, "title": change.title}


def published(change) -> str:
    """That there is a new record."""
    return _("New change by %(vendor)s: “%(title)s”") % {"vendor": change.vendor, "title": change.title}


def listed(change) -> str:
    """That a rumour has found support."""
    return _("Rumour about %(vendor)s: “%(title)s”") % {"vendor": change.vendor, "title": change.title}


# Verb of the activity: (sentence, the fact it needs, its line in the grid, icon).
NEWS: dict[str, tuple[Callable, str, str, str]] = {
    "change.moved": (moved, "step", "moves", "calendar-clock"),
    "change.revised": (revised, "revision", "moves", "pencil"),
    "change.listed": (listed, "", "new_changes", "ear"),
    "change.published": (published, "", "new_changes", "file-plus"),
}


def kinds() -> Iterator[tuple[str, dict]]:
    """The arguments of each kind by its name ("change.moved.vendor")."""
    for verb, (line, fact, topic, icon) in NEWS.items():
        for reason, why in REASONS.items():
            if (verb, reason) != ("change.published", "proposer"):  # who proposed it hears that in other words
                yield f"{verb}.{reason}", {"line": line, "why": why, "topic": topic, "fact": fact, "icon": icon}


def _what_moved(step) -> str:
    parts = [step.get_to_state_display()] if step.from_state != step.to_state else []
    if step.effective_was or step.effective_now:
        parts.append(_("in force from %(dates)s") % {"dates": _dates(step.effective_was, step.effective_now)})
    if step.act_by_was or step.act_by_now:
        parts.append(_("act by %(dates)s") % {"dates": _dates(step.act_by_was, step.act_by_now)})
    return capfirst(", ".join(map(str, parts)))


def _dates(was: str, now: str) -> str:
    new = str(parse_fuzzy(now) or _("no new date"))
    return f"{parse_fuzzy(was)} → {new}" if was else new


def _what_differs(revision) -> list[str]:
    return [
        f"{field.label} {field.old} → {field.new}" if field.is_short else field.label
        for field in programs.difference(revision)
    ]
