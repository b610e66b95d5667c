"""Editing a post, its history, and bringing it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.forum import actions, queries, rules
from community.forum.forms import EditForm, begun
from community.forum.models import Post


@members_only
def post_edit(request, pk: int):
    """Change the text of a post. For those who may not, the address does not exist."""
    found = get_object_or_404(Post.objects.visible_to(request.user).select_related("thread", "author"), pk=pk)
    if request.method != "POST":
        if not allowed(rules.check_can_edit, request.user, found):
            attempt(request, lambda: rules.check_can_edit(request.user, found))
            return redirect(found)
        draft = queries.draft_of(request.user, edits=found, thread=found.thread)
        initial = {"source": found.source, "version": found.version} | (begun(EditForm, draft) if draft else {})
        return _form(request, found, EditForm(initial=initial), draft=draft)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _form(request, found, form)
    try:
        actions.edit_post(found, by=request.user, **form.cleaned_data)
    except actions.EditedMeanwhile as refusal:
        form.begin_with(refusal.post.version)
        form.add_error(None, refusal.sentence)
        return _form(request, refusal.post, form, theirs=refusal.post.source)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _form(request, found, form)
    messages.success(request, _("Saved."))
    return redirect(found)


@require_safe
def post_history(request, ref: IdSlug, number: int):
    """The edits of a shown post, the latest first, for everybody who may read it."""
    history = queries.post_history(request.user, ref.pk, number)
    if history is None:
        raise Http404
    return render(request, "forum/post_history.html", {"history": history, "post": history.post})


@members_only
@require_POST
def post_undelete(request, ref: IdSlug, number: int):
    """Bring back what one has just removed."""
    found = queries.own_removed_post(request.user, ref.pk, number)
    if found is None:
        raise Http404
    attempt(request, lambda: actions.undo_delete(found, by=request.user), done=_("The post is shown again."))
    return redirect(found)


def _form(request, post: Post, form: EditForm, *, theirs: str = "", draft=None):
    context = {"post": post, "thread": post.thread, "form": form, "theirs": theirs, "draft": draft}
    return render(request, "forum/post_edit.html", context, status=422 if form.errors else 200)
