"""The page of a held or reported post, and what is decided there."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts import rules as people
from community.core.refusals import allowed
from community.forum import rules as forum_rules
from community.forum.models import Post
from community.moderation import actions, queries
from community.moderation.forms import BlockForm, DecisionForm
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import as_seen, desk_only, moderators_only


@desk_only
@require_safe
def post_case(request, pk: int):
    return _show_post(request, pk)


@desk_only
@require_POST
def post_approve(request, pk: int):
    post, trust = _post(request, pk), "trust" in request.POST
    done = _("Approved. %(name)s is told in ten minutes.")
    if trust:
        done = _("Approved. %(name)s is told in ten minutes, and posts without waiting from now on.")
    return decide(
        request,
        lambda: as_seen(request, post.seen_as) and actions.approve_post(post, moderator=request.user, trust=trust),
        done=done % {"name": post.author.name},
        show=partial(_show_post, request, pk),
    )


@desk_only
@require_POST
def post_decline(request, pk: int):
    done = _("Declined. The author is told why in ten minutes, and keeps the text.")
    return _decide_post(request, pk, actions.decline_post, done)


@moderators_only
@require_POST
def post_block(request, pk: int):
    """Decline it, and silence or suspend its author."""
    block = BlockForm(request.POST)
    if not block.is_valid():
        return _show_post(request, pk, block=block, status=422)
    kind, lasts = block.cleaned_data["sanction"], block.cleaned_data["lasts"]
    done = _("Declined, and the author is blocked from now on. Declining can be undone; the sanction is lifted apart.")
    return _decide_post(request, pk, partial(actions.decline_and_block, kind=kind, lasts=lasts), done, block=block)


@desk_only
@require_POST
def post_hide(request, pk: int):
    done = _("Hidden. The author and those who reported it are told in ten minutes.")
    return _decide_post(request, pk, actions.hide_post, done)


@desk_only
@require_POST
def post_restore(request, pk: int):
    return _decide_post(request, pk, actions.restore_post, _("Shown again. The author is told in ten minutes."))


@desk_only
@require_POST
def post_keep(request, pk: int):
    done = _("Kept. Those who reported it are told in ten minutes.")
    return _decide_post(request, pk, actions.dismiss_reports, done)


def _post(request, pk: int) -> Post:
    posts = (
        Post.objects.visible_to(request.user)
        .moderated_by(request.user)
        .with_author()
        .select_related("thread__change", "parent__author")
    )
    return get_object_or_404(posts, pk=pk)


def _decide_post(request, pk: int, act, done: str, *, block: BlockForm | None = None):
    """The common way of decisions with a reason: form, action, back to the queue."""
    post = _post(request, pk)
    form = DecisionForm(_kind_of(post), request.POST)
    if not form.is_valid():
        return _show_post(request, pk, form, block=block, status=422)
    return decide(
        request,
        lambda: act(post, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done,
        show=partial(_show_post, request, pk, form, block=block),
    )


def _kind_of(post: Post) -> str:
    """The decision for which reasons are offered: none for showing it again."""
    return {"held": "decline_post", "published": "hide_post"}.get(post.state, "")


def _show_post(
    request, pk: int, form: DecisionForm | None = None, *, block: BlockForm | None = None, status: int = 200,
    stale: bool = False,
):  # fmt: skip
    """The case as it is now; under which key it waits: one that is shown waits only if it is reported."""
    post = _post(request, pk)
    frame = around(request, f"{'post' if post.is_held else 'report'}-{post.pk}", post, stale=stale)
    may_block = post.is_held and allowed(people.check_can_sanction, request.user, post.author)
    context = frame | {
        "post": post,
        "form": form if form and not frame["typed"] else DecisionForm(_kind_of(post)),
        "blocking": (block or BlockForm()) if may_block else None,
        "preview": _kind_of(post),
        "because": forum_rules.because(post) if post.is_held else "",
        "watched_words": queries.watched_words_of(post, request.user) if post.is_held else [],
        "reports": post.reports.open().select_related("reporter") if post.pk else [],
        "panel": queries.person_panel(post.author, f"post-{post.pk}"),
    }
    return render(request, "moderation/post_case.html", context, status=status)
