"""Drafts: saved while one types, listed, thrown away."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.forum import actions, queries
from community.forum.forms import DraftForm
from community.forum.models import Draft, Post
from community.forum.views.images import image_into_draft
from community.forum.views.loading import number_of, thread_head_or_404


@members_only
@require_safe
def draft_list(request):
    return render(request, "forum/drafts.html", {"list": queries.draft_list(request.user)})


@members_only
@require_POST
def reply_draft(request, ref: IdSlug):
    """Keep an unfinished reply. Whether the thread takes replies is asked when it is sent."""
    found = thread_head_or_404(request, ref)
    asked = request.POST.get("parent", "")
    parent = queries.post_by_number(request.user, found.pk, number_of(asked)) if asked else None
    if asked and parent is None:
        raise Http404
    return _save(request, thread=found, parent=parent)


@members_only
@require_POST
def thread_draft(request):
    """Keep an unfinished thread."""
    return _save(request)


@members_only
@require_POST
def edit_draft(request, pk: int):
    """Keep an unfinished edit."""
    found = get_object_or_404(Post.objects.visible_to(request.user).select_related("thread"), pk=pk)
    return _save(request, thread=found.thread, edits=found)


@members_only
@require_POST
def draft_discard(request, pk: int):
    """Throw a draft away, and go back to where it was."""
    found = get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)
    attempt(request, lambda: actions.discard_draft(found), done=_("The draft is thrown away."))
    back = request.GET.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "drafts")


@members_only
@require_safe
def draft_written(request):
    """Whether a form of the member has given its post: what a browser has kept of it is then no draft."""
    form = DraftForm({"form_key": request.GET.get("key", "")})
    key = form.cleaned_data["form_key"] if form.is_valid() else None
    return JsonResponse({"written": key is not None and queries.is_written(request.user, key)})


def _save(request, **place) -> HttpResponse:
    """Answers a script: the sentence that it shows beside the form. A button without one adds an image on the way."""
    form = DraftForm(request.POST)
    if "add_image" in request.POST:
        return image_into_draft(request, form, **place)
    if not form.is_valid():
        return _say(" ".join(error for errors in form.errors.values() for error in errors), status=422)
    try:
        draft = actions.save_draft(request.user, rest=form.rest, **form.cleaned_data, **place)
    except Refused as refusal:
        return _say(refusal.sentence, status=422)
    if draft is None:
        return HttpResponse(status=204)
    return _say(_("Draft saved %(time)s") % {"time": time_format(timezone.localtime(draft.saved_at))})


def _say(sentence: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
