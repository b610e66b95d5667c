"""Deciding about several cases of one kind by one press, each for itself."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.refusals import Refused
from community.moderation import queries
from community.moderation.actions.applications import approve_application, decline_application
from community.moderation.actions.changes import decline_change
from community.moderation.actions.posts import approve_post, decline_post, hide_post
from community.moderation.actions.reports import dismiss_reports, hide_reported
from community.moderation.models import Decision, Undo


@dataclass(frozen=True)
class Together:
    """A decision that can be made about several cases of a kind. ``reasons``: the kind of its templates, empty for one
    that needs no reason."""

    act: Callable
    label: str | Promise
    reasons: str = ""


@dataclass
class Outcome:
    """What came of each: the decisions, and what stands as it was, by its title, with the sentence why."""

    done: list[Decision] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


KEEP = Together(dismiss_reports, gettext_lazy("Keep"), "hide_post")
TOGETHER: dict[str, dict[str, Together]] = {
    "post": {
        "approve": Together(approve_post, gettext_lazy("Approve")),
        "decline": Together(decline_post, gettext_lazy("Decline"), "decline_post"),
    },
    "report": {"keep": KEEP, "hide": Together(hide_post, gettext_lazy("Hide"), "hide_post")},
    "thing": {"keep": KEEP, "hide": Together(hide_reported, gettext_lazy("Hide"), "hide_post")},
    "application": {
        "approve": Together(approve_application, gettext_lazy("Approve")),
        "decline": Together(decline_application, gettext_lazy("Decline"), "decline_application"),
    },
    # Each is published for itself: members act on what it says.
    "change": {"decline": Together(decline_change, gettext_lazy("Decline"), "decline_change")},
}


def decide_together(kind: str, *, name: str, chosen: Iterable[str], moderator, reason: str = "") -> Outcome:
    """Decide about each in a transaction of its own: what fails leaves the others as they are.

    Args:
        chosen: cases of that kind, each with the state in which it was shown ("post-12:held.1").
    """
    decision, outcome = TOGETHER[kind][name], Outcome()
    words = {"reason": reason} if decision.reasons else {}
    for key, _colon, seen in (one.partition(":") for one in dict.fromkeys(chosen)):
        title, thing, now = queries.thing_of(moderator, kind, key)
        try:
            acted = thing is not None and seen == now and decision.act(thing, moderator=moderator, **words)
        except Refused as refusal:
            outcome.failed.append((title, refusal.sentence))
            continue
        if acted:
            outcome.done.append(queries.last_decision(thing))
        else:
            outcome.failed.append((title, _why(moderator, thing, seen, now)))
    Undo.objects.filter(decision__in=outcome.done).update(press=uuid.uuid4())
    return outcome


def _why(moderator, thing, seen: str, now: str) -> str:
    """It is gone, its author has edited it, or a colleague has decided."""
    if thing is None:
        return _("It is not there any more.")
    if seen != now and seen.partition(".")[0] == now.partition(".")[0]:
        return _("Its author has changed it since this list was shown. Read it again, then decide.")
    return str(queries.already(moderator, thing))
