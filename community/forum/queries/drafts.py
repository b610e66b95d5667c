"""What the list of drafts and the forms that go on with one read."""

from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from community.forum.models import Draft, Post, Thread


@dataclass(frozen=True)
class DraftList:
    """A member's drafts, the latest first, and their declined posts whose text is in no draft."""

    drafts: list[Draft]
    declined: list[Post]


def draft_list(viewer) -> DraftList:
    """Everything unfinished of a member. Three queries.

    A draft in a thread that the member cannot see any more keeps its text, and tells nothing of the thread; one that
    answers a post that was removed has no form to go on in.
    """
    drafts = list(
        Draft.objects.visible_to(viewer).select_related("thread", "parent", "edits", "declined_post")
        .order_by("-saved_at")
    )  # fmt: skip
    asked = {draft.thread_id for draft in drafts} - {None}
    seen = set(Thread.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True))
    for draft in drafts:
        draft.has_place = draft.thread_id is None or draft.thread_id in seen
        is_answerable = draft.parent is None or draft.parent.is_published
        draft.place_url = draft.get_absolute_url() if draft.has_place and is_answerable else ""
    declined = Post.objects.visible_to(viewer).by(viewer).filter(state=Post.State.DECLINED)
    declined = declined.exclude(pk__in=[draft.declined_post_id for draft in drafts if draft.declined_post_id])
    return DraftList(drafts, list(declined.select_related("thread").order_by("-state_changed_at")[:50]))


def draft_of(viewer, *, thread: Thread | None = None, parent: Post | None = None, edits: Post | None = None):
    """What the viewer has begun to write in this place, or None. One query."""
    drafts = Draft.objects.visible_to(viewer).select_related("declined_post")
    return drafts.filter(thread=thread, parent=parent, edits=edits).first()


def is_written(viewer, form_key) -> bool:
    """Whether the viewer's form with this key has given its post. One query."""
    return Post.objects.by(viewer).filter(form_key=form_key).exists()


def with_own_drafts(threads, viewer):
    """The threads, each with ``own_drafts``: the viewer's unfinished replies there, by the thread's own query."""
    return threads.annotate(own_drafts=Draft.objects.in_thread(viewer)) if viewer.is_authenticated else threads


def unfinished_in(thread: Thread) -> list[dict]:
    """The unfinished replies of a thread loaded ``with_own_drafts``; ``parent`` None is the reply to the thread."""
    return [row | {"saved_at": parse_datetime(row["saved_at"])} for row in getattr(thread, "own_drafts", [])]
