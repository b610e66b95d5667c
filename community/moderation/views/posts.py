"""The page of a held or reported post, and what is decided there."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.views import attempt
from community.forum import rules as forum_rules
from community.forum.models import Post
from community.moderation import actions, queries
from community.moderation.forms import DecisionForm
from community.moderation.views.guarding import ALREADY, as_seen, desk_only


@desk_only
@require_safe
def post_case(request, pk: int):
    post = _post(request, pk)
    return _show_post(request, post, DecisionForm(_kind_of(post)))


@desk_only
@require_POST
def post_approve(request, pk: int):
    post, trust = _post(request, pk), "trust" in request.POST
    if not as_seen(request, post.seen_as):
        return redirect("queue")
    done = _("Approved. %(name)s was told.")
    if trust:
        done = _("Approved. %(name)s was told and posts without waiting from now on.")
    attempt(
        request,
        lambda: actions.approve_post(post, moderator=request.user, trust=trust),
        done=done % {"name": post.author.name},
        already=ALREADY,
    )
    return redirect("queue")


@desk_only
@require_POST
def post_decline(request, pk: int):
    return _decide_post(request, pk, actions.decline_post, _("Declined. The author was told why and keeps the text."))


@desk_only
@require_POST
def post_hide(request, pk: int):
    return _decide_post(request, pk, actions.hide_post, _("Hidden. The author and those who reported it were told."))


@desk_only
@require_POST
def post_restore(request, pk: int):
    return _decide_post(request, pk, actions.restore_post, _("Shown again. The author was told."))


@desk_only
@require_POST
def post_keep(request, pk: int):
    return _decide_post(request, pk, actions.dismiss_reports, _("Kept. Those who reported it were told."))


def _post(request, pk: int) -> Post:
    posts = (
        Post.objects.visible_to(request.user)
        .moderated_by(request.user)
        .with_author()
        .select_related("thread__change", "parent__author")
    )
    return get_object_or_404(posts, pk=pk)


def _decide_post(request, pk: int, decide, done: str):
    """The common way of decisions with a reason: form, action, back to the queue."""
    post = _post(request, pk)
    form = DecisionForm(_kind_of(post), request.POST)
    if not form.is_valid():
        return _show_post(request, post, form)
    attempt(
        request,
        lambda: decide(post, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done,
        already=ALREADY,
    )
    return redirect("queue")


def _kind_of(post: Post) -> str:
    """The decision for which reasons are offered: none for showing it again."""
    return {"held": "decline_post", "published": "hide_post"}.get(post.state, "")


def _case_of(request, post: Post):
    """Under which key it waits: one that is shown waits only if it is reported."""
    return queries.case(request.user, f"{'post' if post.is_held else 'report'}-{post.pk}")


def _show_post(request, post: Post, form: DecisionForm):
    context = {
        "post": post,
        "form": form,
        "preview": _kind_of(post),
        "case": _case_of(request, post),
        "because": forum_rules.because(post) if post.is_held else "",
        "watched_words": queries.watched_words_of(post, request.user) if post.is_held else [],
        "reports": post.reports.open().select_related("reporter") if post.pk else [],
        "history": queries.history("post", post.pk),
        "panel": queries.person_panel(post.author, f"post-{post.pk}"),
    }
    return render(request, "moderation/post_case.html", context, status=422 if form.errors else 200)
