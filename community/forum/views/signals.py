"""Marking posts, and the accepted answer of a question."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from community.core.slugs import IdSlug
from community.core.views import attempt, in_place, members_only
from community.forum import actions, queries, rules
from community.forum.forms import ObsoleteForm
from community.forum.models import AcceptedAnswer, Post, Signal
from community.forum.views.loading import number_of, thread_head_or_404

SAID = {
    (Signal.Kind.HELPFUL, True): gettext_lazy("Marked as helpful."),
    (Signal.Kind.HELPFUL, False): gettext_lazy("No longer marked as helpful."),
    (Signal.Kind.SAME_HERE, True): gettext_lazy("Marked: same here."),
    (Signal.Kind.SAME_HERE, False): gettext_lazy("No longer marked: same here."),
}


@members_only
@require_POST
def post_signals(request, ref: IdSlug, number: int):
    """``give`` a mark, or ``stop``: both name its kind."""
    found = queries.post_with_signals(request.user, ref.pk, number)
    giving = "give" in request.POST
    kind = request.POST.get("give") if giving else request.POST.get("stop")
    if found is None or kind not in Signal.Kind.values:
        raise Http404
    act = actions.give_signal if giving else actions.take_signal_back
    acted = attempt(request, lambda: act(found, by=request.user, kind=kind))
    found = queries.post_with_signals(request.user, ref.pk, number)
    if found is None:  # hidden while it was marked
        raise Http404
    context = {"post": found, "thread": found.thread, "said": SAID[kind, giving] if acted else ""}
    return in_place(request, "forum/_signals.html", context, back=found.get_absolute_url())


@members_only
@require_POST
def answer(request, ref: IdSlug):
    """Accept the post with that ``number`` as the answer; with ``stop`` none is accepted any more."""
    found = thread_head_or_404(request, ref)
    if "stop" in request.POST:
        attempt(
            request,
            lambda: actions.unaccept_answer(found, by=request.user),
            done=_("The question waits for an answer again."),
        )
        return redirect(found)
    posts = Post.objects.visible_to(request.user).published()
    post = get_object_or_404(posts, thread=found, number=number_of(request.POST.get("number")) or 0)
    attempt(request, lambda: actions.accept_answer(post, by=request.user), done=_("Accepted. It stands on top now."))
    return redirect(found)


@members_only
@require_POST
def answer_verified(request, ref: IdSlug):
    """The answer still holds today."""
    found = _answer_or_404(request, ref)
    attempt(
        request,
        lambda: actions.verify_answer(found, by=request.user),
        done=_("Thank you. Noted with today’s date."),
        already=_("You have said so today."),
    )
    return redirect(found.thread)


@members_only
def answer_obsolete(request, ref: IdSlug):
    """Say why the answer does not hold any more."""
    found = _answer_or_404(request, ref)
    if not attempt(request, lambda: rules.check_can_verify(request.user)):
        return redirect(found.thread)
    form = ObsoleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.mark_answer_obsolete(found, by=request.user, reason=form.cleaned_data["reason"])
        return redirect(found.thread)
    context = {"answer": found, "thread": found.thread, "form": form}
    return render(request, "forum/answer_obsolete.html", context, status=422 if form.errors else 200)


def _answer_or_404(request, ref: IdSlug) -> AcceptedAnswer:
    found = queries.answer_of(request.user, ref.pk)
    if found is None:
        raise Http404
    return found
