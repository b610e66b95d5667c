"""Under which pseudonym somebody would post."""

from community.accounts import masks
from community.core.refusals import allowed
from community.forum import rules
from community.forum.models import Post, Thread
from community.programs.queries import coarse_facts


def mask_for(viewer, thread: Thread | None = None) -> str:
    """The name that would be shown instead of the viewer's; empty if they may not. At most two queries.

    In a thread it stays what it was there first, also where their company has become another one since.
    """
    if not allowed(rules.check_can_mask, viewer):
        return ""
    return masks.face_name_in(thread and thread.pk, viewer) or masks.label_of(coarse_facts(viewer))


def faces_in(thread: Thread) -> set[int]:
    """The ids of the pseudonyms that have written in a thread, shown or not. One query."""
    return set(Post.objects.filter(thread=thread, author__is_face=True).values_list("author", flat=True))
