"""What moved on the page of a change since the reader was here last."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.core.dates import parse_fuzzy, write_fuzzy
from community.programs.models import Change, ChangeVisit
from community.programs.states import State

DATES = {"act_by": _("Act by moved"), "effective": _("Effective date moved"), "announced": _("Announcement moved")}
# What is counted on the page, in the order in which news are told. A count that the page does not give is not told.
COUNTED = {
    "steps": ngettext_lazy("%(n)d new step", "%(n)d new steps", "n"),
    "revisions": ngettext_lazy("edited once", "edited %(n)d times", "n"),
    "questions": ngettext_lazy("%(n)d new question", "%(n)d new questions", "n"),
    "answered": ngettext_lazy("%(n)d question answered", "%(n)d questions answered", "n"),
    "playbook": ngettext_lazy("the playbook has a new version", "the playbook has %(n)d new versions", "n"),
    "posts": ngettext_lazy("%(n)d new post", "%(n)d new posts", "n"),
}


@dataclass(frozen=True)
class News:
    """One thing that moved: in words, or from what to what."""

    text: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class SinceVisit:
    """What moved since the visit ``at``."""

    at: dt.datetime
    news: list[News]


def visit_facts(change: Change, **counts: int) -> dict:
    """What the page says, as it is remembered for the reader's next visit. ``counts`` are some of ``COUNTED``."""
    dates = {name: write_fuzzy(getattr(change, name)) for name in DATES}
    return {"state": change.state, **dates, **counts}


def last_visit(change: Change) -> dict | None:
    """The viewer's last visit of a change that ``change_for`` gave: at, facts, before_at, before. No query."""
    if not change.visit_rows:
        return None
    row = change.visit_rows[0]
    return {**row, "at": parse_datetime(row["at"]), "before_at": row["before_at"] and parse_datetime(row["before_at"])}


def since_visit(last: dict | None, facts: dict) -> SinceVisit | None:
    """What moved since the reader's visit before this one; None if they are new here or nothing did. No query."""
    if last is None:
        return None
    at, seen = last["at"], last["facts"]
    if timezone.now() - at < ChangeVisit.LASTS:  # still the same visit: what it began with stays in sight
        at, seen = last["before_at"], last["before"]
    news = _news(seen, facts) if seen else []
    return SinceVisit(at, news) if news else None


def _news(seen: dict, facts: dict) -> list[News]:
    moved = [
        News(label, _in_words(seen.get(name)), _in_words(facts[name]) or str(_("not known")))
        for name, label in DATES.items()
        if facts[name] != seen.get(name, facts[name])
    ]
    if facts["state"] != seen["state"]:
        moved.insert(0, News(str(_("State")), str(State(seen["state"]).label), str(State(facts["state"]).label)))
    told = {name for name in COUNTED if not (name == "steps" and moved)}  # a step that moved nothing is news itself
    more = {name: facts[name] - seen[name] for name in COUNTED if name in facts and name in seen and name in told}
    return moved + [News(COUNTED[name] % {"n": count}) for name, count in more.items() if count > 0]


def _in_words(date: str | None) -> str:
    return str(parse_fuzzy(date) or "")
