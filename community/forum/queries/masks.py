"""Under which pseudonym somebody would post."""

import datetime as dt
from functools import partial

from django.core.cache import cache

from community.accounts import masks
from community.core.refusals import allowed
from community.forum import rules
from community.forum.models import Circle, Post, Thread
from community.programs.queries import coarse_facts

# What a page offers may be that old: whoever posts is held to what the facts tell at that moment.
OFFERED_FOR = dt.timedelta(hours=1)


def mask_offered(viewer, thread: Thread | None = None, *, circle: Circle | None = None, anew: bool = False) -> str:
    """As ``mask_for``, for pages: the companies are not counted for each of them, which takes some 60 ms with 10,000.

    Args:
        anew: count now, because what was offered last was no longer right.
        circle: the group in which a new thread is to stand.
    """
    circle = thread.circle if thread else circle
    if not _may_mask(viewer, circle):
        return ""
    kept = f"mask-of-company-{viewer.company.pk}"
    name = masks.face_name_in(thread and thread.pk, viewer) or (None if anew else cache.get(kept))
    if name is None:
        name = masks.label_of(coarse_facts(viewer))
        cache.set(kept, name, OFFERED_FOR.total_seconds())
    return name


def mask_for(viewer, thread: Thread | None = None) -> str:
    """The name that would be shown instead of the viewer's; empty if they may not. At most two queries.

    In a thread it stays what it was there first, also where their company has become another one since.
    """
    if not _may_mask(viewer, thread.circle if thread else None):
        return ""
    return masks.face_name_in(thread and thread.pk, viewer) or masks.label_of(coarse_facts(viewer))


def _may_mask(viewer, circle: Circle | None) -> bool:
    return allowed(partial(rules.check_can_mask, circle=circle), viewer)


def faces_in(thread: Thread) -> set[int]:
    """The ids of the pseudonyms that have written in a thread, shown or not. One query."""
    return set(Post.objects.filter(thread=thread, author__is_face=True).values_list("author", flat=True))
