"""Who has decided what meanwhile, and what of it can still be taken back."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext_lazy

from community.accounts import rules as people
from community.core.templatetags.dates import distance
from community.moderation.models import Decision, Undo

Verb = Decision.Verb

# Of several that were decided by one press. With a context, because of one the same words are said without a number.
MANY = {
    Verb.APPROVE_POST: npgettext_lazy("by one press", "approved a post", "approved %(count)d posts", "count"),
    Verb.DECLINE_POST: npgettext_lazy("by one press", "declined a post", "declined %(count)d posts", "count"),
    Verb.HIDE_POST: npgettext_lazy("by one press", "hid a post", "hid %(count)d posts", "count"),
    Verb.DISMISS_REPORTS: npgettext_lazy(
        "by one press", "kept what members had reported", "kept %(count)d things that members had reported", "count"
    ),
    Verb.APPROVE_APPLICATION: npgettext_lazy(
        "by one press", "accepted a partner", "accepted %(count)d partners", "count"
    ),
    Verb.DECLINE_APPLICATION: npgettext_lazy(
        "by one press", "declined a partner application", "declined %(count)d partner applications", "count"
    ),
    Verb.DECLINE_CHANGE: npgettext_lazy(
        "by one press", "declined a proposed change", "declined %(count)d proposed changes", "count"
    ),
}


@dataclass(frozen=True)
class Press:
    """What one press of a button decided, and can take back until a moment."""

    key: uuid.UUID
    until: dt.datetime
    decisions: list[Decision]

    @property
    def said(self) -> str:
        """What was done, in words: "approved 3 posts"."""
        return done_in_words(row.verb for row in self.decisions)


def done_in_words(verbs: Iterable[str]) -> str:
    """Decisions of one kind of case in words: "approved 3 posts". What differs is counted only."""
    verbs = list(verbs)
    if len(verbs) == 1:
        return str(Verb(verbs[0]).label)
    if len(set(verbs)) == 1 and verbs[0] in MANY:
        return MANY[verbs[0]] % {"count": len(verbs)}
    return ngettext("decided about %(count)d case", "decided about %(count)d cases", len(verbs)) % {"count": len(verbs)}


def presses(viewer) -> list[Press]:
    """What the viewer decided and can take back, the latest first. One query."""
    rows = Undo.objects.visible_to(viewer).open().filter(decision__moderator=viewer).order_by("-until", "press")
    return [_press(key, list(offers)) for key, offers in groupby(rows, key=lambda row: row.press)]


def press_of(viewer, decision: Decision) -> Press | None:
    """What took that decision, as far as the viewer can take it back. One query."""
    same = Undo.objects.filter(decision=decision).values("press")
    offers = list(Undo.objects.visible_to(viewer).open().filter(press__in=same).order_by("-until"))
    return _press(offers[0].press, offers) if offers else None


def already(viewer, thing) -> str:
    """That a colleague has decided meanwhile: who, what, when and why. Asked when it is read, with one query."""
    return lazy(_already, str)(viewer, thing)


def last_decision(thing) -> Decision | None:
    """The latest about a thing, with who decided. One query."""
    rows = Decision.objects.decided().filter(target_kind=thing._meta.model_name, target_id=thing.pk)
    return rows.select_related("moderator").order_by("-pk").first()


def _already(viewer, thing) -> str:
    decision = last_decision(thing)
    if decision is None:
        return _("Somebody else decided this meanwhile. Nothing was changed.")
    words = {
        "who": decision.moderator.name if people.is_moderator(viewer) else _("A moderator"),
        "what": decision.get_verb_display(),
        "when": distance(timezone.localtime(decision.created_at)),
        "why": decision.reason,
    }
    if decision.reason:
        return _("Nothing was changed: %(who)s %(what)s %(when)s. The reason: %(why)s") % words
    return _("Nothing was changed: %(who)s %(what)s %(when)s.") % words


def _press(key: uuid.UUID, offers: list[Undo]) -> Press:
    return Press(key, min(offer.until for offer in offers), [offer.decision for offer in offers])
