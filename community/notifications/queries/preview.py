"""What somebody will read of a decision that is not made yet, by the very sentence of its notification."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from community.accounts import rules as people
from community.accounts.models import PartnerApplication
from community.forum.models import Post
from community.notifications.kinds import KINDS
from community.programs.models import Change, Question


@dataclass(frozen=True)
class Previewed:
    """A kind of decision: how its thing is loaded, which notification it makes, where the reason stands, who reads it,
    and whether there is something to decide."""

    load: Callable
    kind: str
    field: str
    reader: str
    is_open: Callable


@dataclass(frozen=True)
class Preview:
    """What is read, in the language of the mails, and by whom; nobody of what was imported."""

    reader: object | None
    line: str
    reason: str
    why: str


def _applications(viewer):
    rows = PartnerApplication.objects.visible_to(viewer).select_related("applicant")
    return rows if people.is_moderator(viewer) else rows.none()


PREVIEWS = {
    "decline_post": Previewed(
        lambda viewer: Post.objects.visible_to(viewer).moderated_by(viewer).select_related("thread", "author"),
        "post.declined", "state_reason", "author", lambda post: post.is_held,
    ),
    "hide_post": Previewed(
        lambda viewer: Post.objects.visible_to(viewer).moderated_by(viewer).select_related("thread", "author"),
        "post.hidden", "state_reason", "author", lambda post: post.is_published or post.is_withheld,
    ),
    "decline_application": Previewed(
        _applications, "application.declined", "reason", "applicant", lambda application: application.is_pending
    ),
    "decline_change": Previewed(
        lambda viewer: Change.objects.visible_to(viewer).moderated_by(viewer).select_related("proposed_by"),
        "change.declined", "declined_reason", "proposed_by",
        lambda change: change.publication == Change.Publication.DRAFT,
    ),
    "hide_question": Previewed(
        lambda viewer: Question.objects.visible_to(viewer).moderated_by(viewer).select_related("change", "asked_by"),
        "question.hidden", "hidden_reason", "asked_by", lambda question: question.hidden_at is None,
    ),
}  # fmt: skip


def target_of(viewer, decision: str, pk: int):
    """The thing about which the viewer would decide, or None. One query."""
    previewed = PREVIEWS.get(decision)
    return previewed.load(viewer).filter(pk=pk).first() if previewed else None


def is_open(decision: str, target) -> bool:
    """Whether that can still be decided about the thing. No query."""
    return PREVIEWS[decision].is_open(target)


def preview_of(decision: str, target, reason: str) -> Preview:
    """The sentence, the reason, and why one hears of it. Nothing is written; ``target`` is not to be saved."""
    previewed = PREVIEWS[decision]
    kind = KINDS[previewed.kind]
    setattr(target, previewed.field, reason)
    with translation.override(settings.LANGUAGE_CODE):
        return Preview(getattr(target, previewed.reader), kind.line(target), kind.reason(target), str(kind.why))
