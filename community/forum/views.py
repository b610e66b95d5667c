"""Reading and writing in threads."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core import markup
from community.core.paging import number_in
from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only, misspelt
from community.forum import actions, queries, rules
from community.forum.forms import ReplyForm, ThreadForm
from community.forum.models import Post, Thread


@require_safe
def thread_list(request):
    kind = request.GET.get("kind", "")
    kind = kind if kind in {*Thread.Kind.values, "unanswered"} else ""
    before = request.GET.get("before", "")
    page = queries.thread_list(request.user, kind=kind, before=before)
    pinned = [] if before or kind else queries.pinned_threads(request.user)
    return render(request, "forum/thread_list.html", {"page": page, "pinned": pinned, "kind": kind})


@require_safe
def thread(request, ref: IdSlug):
    found = _thread_or_404(request, ref)
    return misspelt(request, ref, found.get_absolute_url()) or render_thread(request, found)


@require_safe
def post(request, ref: IdSlug, number: int):
    """The permalink: sends on to the page on which the post stands."""
    found = queries.post_by_number(request.user, ref.pk, number)
    if found is None:
        raise Http404
    here = found.thread.get_absolute_url()
    if request.GET.get("view") == queries.FLAT:
        return redirect(f"{here}?view=flat&page={found.flat_page}#p{number}")
    return redirect(f"{here}?from={number}#p{number}" if number > 1 else f"{here}#p1")


@members_only
@require_POST
def reply_create(request, ref: IdSlug):
    found = _thread_or_404(request, ref)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return render_thread(request, found, form=form)
    parent = _parent(request.user, found, form.cleaned_data["parent"])
    if parent is None and form.cleaned_data["parent"]:
        return _render_without_parent(request, found, form)
    try:
        written = actions.post_reply(
            author=request.user, thread=found, source=form.cleaned_data["source"], parent=parent
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return render_thread(request, found, form=form)
    if written.is_held:
        rule = written.get_hold_rule_display()
        messages.info(request, _("Waiting for a moderator: %(rule)s Only you see it until then.") % {"rule": rule})
    return redirect(written)


@members_only
@require_safe
def reply_form(request, ref: IdSlug, number: int):
    """The page on which one answers a certain post."""
    found = _thread_or_404(request, ref)
    parent = _parent(request.user, found, number)
    if parent is None:
        raise Http404
    return render(
        request, "forum/reply.html", _reply_context(request, found, ReplyForm(initial={"parent": number}), parent)
    )


@members_only
def thread_new(request):
    try:
        rules.check_can_start_thread(request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partner_application")
    form = ThreadForm(request.POST or None, initial={"tags": request.GET.getlist("tag")})
    if request.method == "POST" and form.is_valid():
        started = _start(request, form)
        if started:
            return redirect(started)
    return render(request, "forum/thread_new.html", {"form": form}, status=422 if form.errors else 200)


@members_only
@require_POST
def preview(request):
    """What a text will look like, by the very renderer that will write it."""
    source = request.POST.get("source", "")
    try:
        html = markup.render(source).html
    except markup.CannotRender as refusal:
        return HttpResponse(_(str(refusal)), content_type="text/plain; charset=utf-8", status=422)
    return render(request, "forum/_preview.html", {"html": html})


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
    if found is None or found.author_id != request.user.pk:
        raise Http404
    if found.is_published:
        return redirect(found)
    return render(request, "forum/own_post.html", {"post": found, "thread": found.thread})


def render_thread(request, found: Thread, form: ReplyForm | None = None):
    """The thread page; with a ``form`` that was not accepted, the page with the text kept."""
    if form is not None and form.data.get("parent"):
        parent = _parent(request.user, found, _number(form.data["parent"]))
        return render(request, "forum/reply.html", _reply_context(request, found, form, parent), status=422)
    page = _page(request, found)
    context = {
        "thread": found,
        "page": page,
        "can_reply": allowed(rules.check_can_reply, request.user, found),
        "form": form or ReplyForm(),
    }
    return render(request, "forum/thread.html", context, status=422 if form else 200)


def _render_without_parent(request, found: Thread, form: ReplyForm):
    """What was written is kept, and goes to the thread if it is sent again."""
    form.add_error(None, actions.PARENT_GONE)
    form.data = form.data.copy()
    del form.data["parent"]
    return render_thread(request, found, form=form)


def _thread_or_404(request, ref: IdSlug) -> Thread:
    found = queries.thread_for(request.user, ref.pk)
    if found is None:
        raise Http404
    return found


def _page(request, found: Thread) -> queries.ThreadPage:
    if request.GET.get("view") != queries.FLAT:
        return queries.tree_page(found, request.user, _number(request.GET.get("from")))
    number = _number(request.GET.get("page")) or 1
    page = queries.flat_page(found, request.user, number)
    if number > page.flat.page_count:
        raise Http404
    return page


def _parent(viewer, found: Thread, number: int | None) -> Post | None:
    if number is None:
        return None
    posts = Post.objects.visible_to(viewer).published().filter(thread=found, number=number)
    return posts.with_author().first()


def _reply_context(request, found: Thread, form: ReplyForm, parent: Post | None) -> dict:
    return {
        "thread": found,
        "form": form,
        "parent": parent,
        "can_reply": allowed(rules.check_can_reply, request.user, found),
    }


def _start(request, form: ThreadForm) -> Thread | None:
    """The new thread, or None with the refusal written into the form."""
    try:
        started = actions.start_thread(author=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("source", refusal.sentence)
        return None
    if started.published_at is None:
        messages.info(request, _("Waiting for a moderator. Only you see the thread until then; you will hear by mail."))
    return started


def _number(text) -> int | None:
    """The number of a post or page, else None."""
    return number_in(text, most=2**31 - 1)
