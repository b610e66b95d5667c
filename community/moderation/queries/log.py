"""What was decided, as far as its reader may see it."""

from dataclasses import dataclass

from django.db.models import Q

from community.accounts import rules as people
from community.accounts.models import Hat
from community.core.paging import KeysetPage, keyset_page
from community.forum.models import Post, Thread, WatchedWord
from community.moderation.models import Decision
from community.networking.models import ContactRoute, Event, Group, TeamingEntry
from community.programs.models import Change, ImportSource, OfficialAnswer, Question

LOG_PAGE = 50


@dataclass(frozen=True)
class LogEntry:
    """A decision with its target and reason, as far as the viewer may see them; None and empty otherwise."""

    decision: Decision
    target: object | None
    reason: str


# The things a decision may be about, loaded through the viewer. Applications are nobody's business.
TARGETS = {
    "post": lambda viewer: Post.objects.visible_to(viewer).published().select_related("thread"),
    "thread": lambda viewer: Thread.objects.visible_to(viewer).published(),
    "change": lambda viewer: Change.objects.visible_to(viewer).published(),
    "contactroute": lambda viewer: ContactRoute.objects.visible_to(viewer).shown().select_related("vendor"),
    "teamingentry": lambda viewer: TeamingEntry.objects.visible_to(viewer).filter(hidden_at=None),
    "group": lambda viewer: Group.objects.found_by(viewer),
    "event": lambda viewer: Event.objects.listed_for(viewer),
    "importsource": lambda viewer: ImportSource.objects.visible_to(viewer).select_related("vendor"),
    "hat": lambda viewer: Hat.objects.visible_to(viewer).select_related("wearer", "vendor"),
    "watchedword": lambda viewer: WatchedWord.objects.visible_to(viewer),
    "question": lambda viewer: Question.objects.visible_to(viewer).select_related("change"),
    "officialanswer": lambda viewer: OfficialAnswer.objects.visible_to(viewer).select_related("change__vendor"),
}

# Why something of these was decided is between the person concerned and the moderators.
BETWEEN_TWO = {
    "partnerapplication", "sanction", "notice", "hatrequest", "hat", "companyclaim", "message", "introduction", "group",
    "event",
}  # fmt: skip
# So is what an appeal was answered, whatever it was about.
ANSWERS = {Decision.Verb.UPHOLD_APPEAL, Decision.Verb.OVERTURN_APPEAL}

# And why an administrator looked who somebody is.
LOOKS = {Decision.Verb.LIFT_MASK, Decision.Verb.LIFT_MASK_UNTOLD}

# Of these, whoever sees the change reads the reason, also where the thing itself is hidden; nobody else.
PARTS_OF_CHANGES = {"question": Question, "officialanswer": OfficialAnswer}


def log(viewer, *, before: int | None = None) -> KeysetPage:
    """The decisions, newest first: one query for the rows, one for each kind of target; one more for what is part of
    a change."""
    rows = Decision.objects.select_related("moderator").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    page = keyset_page(rows, size=LOG_PAGE, key=lambda row: row.pk)
    found = {
        (kind, target.pk): target
        for kind, load in TARGETS.items()
        for target in load(viewer).filter(pk__in=_ids(page.items, kind))
    }
    known = {
        (kind, pk)
        for kind, model in PARTS_OF_CHANGES.items()
        for pk in _of_visible_changes(model, viewer).filter(pk__in=_ids(page.items, kind)).values_list("pk", flat=True)
    }
    entries = [
        LogEntry(row, found.get((row.target_kind, row.target_id)), _reason_for(viewer, row, known))
        for row in page.items
    ]
    return KeysetPage(entries, page.next_key)


@dataclass(frozen=True)
class ItemHistory:
    """A thing with all that was decided about it, first decision first."""

    target: object
    entries: list[LogEntry]


def item_history(viewer, kind: str, pk: int) -> ItemHistory | None:
    """What was decided about one thing, for whoever may see it or what is left of it; None for others. Three queries
    at most."""
    find = ITEMS.get(kind)
    target = find(viewer).filter(pk=pk).first() if find else None
    if target is None:
        return None
    rows = Decision.objects.filter(target_kind=kind, target_id=pk).select_related("moderator").order_by("pk")
    # Of what is part of a change whoever got here sees the change.
    known = {(kind, pk)}
    return ItemHistory(target, [LogEntry(row, target, _reason_for(viewer, row, known)) for row in rows])


def _posts_and_stubs(viewer):
    """The posts that the viewer sees, and what is left of others in threads that they see."""
    left = Q(state__in=Post.STUBS, thread__in=Thread.objects.visible_to(viewer))
    return Post.objects.filter(Q(pk__in=Post.objects.visible_to(viewer).values("pk")) | left).select_related("thread")


# The things that have a history for others than moderators, loaded through the viewer, hidden ones as far as a mark
# of them is shown in their place.
ITEMS = {
    "post": _posts_and_stubs,
    "thread": Thread.objects.visible_to,
    "change": Change.objects.visible_to,
    "question": lambda viewer: _of_visible_changes(Question, viewer).select_related("change"),
    "officialanswer": lambda viewer: _of_visible_changes(OfficialAnswer, viewer).select_related("change__vendor"),
}


def _ids(decisions: list[Decision], kind: str) -> list[int]:
    return [row.target_id for row in decisions if row.target_kind == kind]


def _of_visible_changes(model, viewer):
    return model.objects.filter(change__in=Change.objects.visible_to(viewer))


def _reason_for(viewer, decision: Decision, known: set[tuple[str, int]]) -> str:
    """Why an applicant was declined, a member sanctioned, a notice or an appeal decided is between them and the
    moderators; what was said about something that is part of a change, between those who see the change."""
    is_private = decision.target_kind in BETWEEN_TWO or decision.verb in ANSWERS | LOOKS
    if is_private and not people.is_moderator(viewer):
        return ""
    if decision.target_kind in PARTS_OF_CHANGES and (decision.target_kind, decision.target_id) not in known:
        return ""
    return decision.reason
