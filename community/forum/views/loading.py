"""Loading what an address names, through the viewer, for all views of this area."""

from django.http import Http404
from django.utils.translation import gettext as _

from community.accounts.models import Hat
from community.core.paging import number_in
from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.forum import queries, rules
from community.forum.forms import ReplyForm
from community.forum.models import Post, Thread

AT_FOOT = "reply"  # the form at the foot of a thread, by its id; others stand below the posts they answer


def thread_or_404(request, ref: IdSlug) -> Thread:
    found = queries.thread_for(request.user, ref.pk)
    if found is None:
        raise Http404
    return found


def merged_or_404(request, ref: IdSlug) -> Thread:
    """The thread into which that one was merged, if the viewer may see it."""
    found = queries.merged_into(request.user, ref.pk)
    if found is None:
        raise Http404
    return found


def place_of_reply(request, ref: IdSlug) -> tuple[Thread, dict]:
    """The thread in which a reply belongs by now, and what was sent: the post that it answers may have been moved."""
    data = request.POST
    number = number_of(data.get("parent"))
    moved = queries.moved_post(request.user, ref.pk, number) if number else None
    if moved is not None:
        data = data.copy()
        data["parent"] = str(moved.number)
        return queries.thread_for(request.user, moved.thread_id), data
    found = queries.thread_for(request.user, ref.pk)
    return found or queries.thread_for(request.user, merged_or_404(request, ref).pk), data


def thread_head_or_404(request, ref: IdSlug) -> Thread:
    """For what answers without showing the thread's page."""
    found = queries.thread_head(request.user, ref.pk)
    if found is None:
        raise Http404
    return found


def parent_of(viewer, found: Thread, number: int | None) -> Post | None:
    if number is None:
        return None
    posts = Post.objects.visible_to(viewer).published().filter(thread=found, number=number)
    return posts.with_author().first()


def hat_of(viewer, pk: int | None) -> Hat | None:
    """The viewer's own hat that the form names; taken off or not, which the action asks.

    Raises:
        Refused: it is no hat of theirs, so the form was not ours.
    """
    if pk is None:
        return None
    hat = Hat.objects.visible_to(viewer).filter(wearer=viewer, pk=pk).first()
    if hat is None:
        raise Refused(_("You do not wear this hat any more. Post as yourself, or ask for the hat."))
    return hat


def reply_context(request, found: Thread, form: ReplyForm, parent: Post | None) -> dict:
    return {
        "thread": found,
        "form": form,
        "form_id": AT_FOOT,
        "parent": parent,
        "can_reply": allowed(rules.check_can_reply, request.user, found),
        "hats": rules.hats_for(request.user, found),
        "mask": queries.mask_offered(request.user, found, anew=form.is_bound),
    }


def number_of(text) -> int | None:
    """The number of a post or page, else None."""
    return number_in(text, most=2**31 - 1)
