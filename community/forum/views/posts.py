"""Writing, previewing and removing posts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts import masks
from community.core import markup
from community.core.refusals import Refused, TooSoon, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, because_of, members_only
from community.forum import actions, queries, rules
from community.forum.forms import ReplyForm
from community.forum.models import Post, Thread
from community.forum.views.loading import hat_of, parent_of, place_of_reply
from community.forum.views.replying import begin_reply, posted_in_place
from community.forum.views.threads import render_thread


@require_safe
def post(request, ref: IdSlug, number: int):
    """The permalink: sends on to the page on which the post stands."""
    found = queries.post_by_number(request.user, ref.pk, number)
    if found is None:
        moved = queries.moved_post(request.user, ref.pk, number)
        if moved is None:
            raise Http404
        return redirect(moved)
    here = found.thread.get_absolute_url()
    if request.GET.get("view") == queries.FLAT:
        return redirect(f"{here}?view=flat&page={found.flat_page}#p{number}")
    return redirect(f"{here}?from={number}#p{number}" if number > 1 else f"{here}#p1")


@members_only
@require_POST
def reply_create(request, ref: IdSlug):
    found, data = place_of_reply(request, ref)
    form = ReplyForm(data)
    if not form.is_valid() or not form.is_meant(found):
        return render_thread(request, found, form=form)
    parent = parent_of(request.user, found, form.cleaned_data["parent"])
    if parent is None and form.cleaned_data["parent"]:
        return _render_without_parent(request, found, form)
    try:
        written = actions.post_reply(
            author=request.user, thread=found, source=form.cleaned_data["source"], parent=parent,
            hat=hat_of(request.user, form.cleaned_data["hat"]), mask=form.cleaned_data["mask"],
            form_key=form.cleaned_data["form_key"], typed_for=form.typed_for,
        )  # fmt: skip
    except Refused as refusal:
        if isinstance(refusal, actions.SentAlready):
            form.renew_key()
        form.add_error(None, refusal.sentence)
        return because_of(refusal, render_thread(request, found, form=form))
    if request.htmx:
        return posted_in_place(request, found, written)
    if written.is_held:
        rule = written.get_hold_rule_display()
        messages.info(request, _("Waiting for a moderator: %(rule)s Only you see it until then.") % {"rule": rule})
    return redirect(written)


@members_only
@require_safe
def reply_form(request, ref: IdSlug, number: int):
    """The page on which one answers a certain post."""
    found = queries.thread_for(request.user, ref.pk)
    parent = parent_of(request.user, found, number) if found else None
    if parent is None:
        moved = queries.moved_post(request.user, ref.pk, number)
        if moved is None:
            raise Http404
        return redirect("reply_form", moved.thread.slugged_id, moved.number)
    return begin_reply(request, found, parent)


@members_only
@require_POST
def preview(request):
    """What a text will look like, by the very renderer that will write it."""
    source = request.POST.get("source", "")
    try:
        actions.count_preview(request.user)
        images = queries.sizes_of(queries.images_in(request.user, source))
        html = markup.render(source, images=images).html
    except markup.CannotRender as refusal:
        return HttpResponse(_(str(refusal)), content_type="text/plain; charset=utf-8", status=422)
    except TooSoon as refusal:
        return because_of(refusal, HttpResponse(refusal.sentence, content_type="text/plain; charset=utf-8"))
    return render(request, "forum/_preview.html", {"html": html, "mask": request.POST.get("mask", "")})


@members_only
def post_delete(request, ref: IdSlug, number: int):
    found = Post.objects.visible_to(request.user).published().filter(thread_id=ref.pk, number=number).first()
    if found is None or not allowed(rules.check_can_delete, request.user, found):
        raise Http404
    if request.method != "POST":
        return render(request, "forum/post_delete.html", {"post": found, "thread": found.thread})
    attempt(request, lambda: actions.delete_post(found, by=request.user), done=_("Removed. Its number stays."))
    return redirect(found)


@members_only
@require_safe
def own_post(request, pk: int):
    """A post that is not shown, with its text, for its author."""
    found = Post.objects.visible_to(request.user).select_related("thread", "author").filter(pk=pk).first()
    if found is None or not masks.is_self(request.user, found.author_id):
        raise Http404
    if found.is_published:
        return redirect(found)
    return render(request, "forum/own_post.html", {"post": found, "thread": found.thread})


def _render_without_parent(request, found: Thread, form: ReplyForm):
    """What was written is kept, and goes to the thread if it is sent again."""
    form.add_error(None, actions.PARENT_GONE)
    form.data = form.data.copy()
    del form.data["parent"]
    return render_thread(request, found, form=form)
