"""Reading threads, and opening one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.core.refusals import Refused, TooSoon, allowed
from community.core.slugs import IdSlug
from community.core.views import because_of, members_only, misspelt
from community.forum import actions, queries, rules
from community.forum.forms import ReplyForm, ThreadForm, thread_form
from community.forum.models import Thread
from community.forum.views.loading import AT_FOOT, merged_or_404, number_of, parent_of, reply_context
from community.forum.views.reading import own_list, search_in_thread
from community.forum.views.replying import begun_thread, refused_in_place, unfinished_replies


@require_safe
def thread_list(request):
    if request.GET.get("list") in queries.OWN_LISTS:
        return own_list(request, request.GET["list"])
    kind = request.GET.get("kind", "")
    kind = kind if kind in {*Thread.Kind.values, "unanswered"} else ""
    before = request.GET.get("before", "")
    page = queries.thread_list(request.user, kind=kind, before=before)
    pinned = [] if before or kind else queries.pinned_threads(request.user)
    return render(request, "forum/thread_list.html", {"page": page, "pinned": pinned, "kind": kind})


@require_safe
def thread(request, ref: IdSlug):
    found = queries.thread_for(request.user, ref.pk)
    if found is None:
        return redirect(merged_or_404(request, ref), permanent=True)
    if request.GET.get("q", "").strip():
        return misspelt(request, ref, found.get_absolute_url()) or search_in_thread(request, found)
    return misspelt(request, ref, found.get_absolute_url()) or render_thread(request, found)


@members_only
def thread_new(request):
    try:
        rules.check_can_start_thread(request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partner_application")
    draft, begun = begun_thread(request)
    form = _thread_form(request, begun)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_start(request, form))
        except Refused as refusal:
            if isinstance(refusal, actions.SentAlready):
                form.renew_key()
            form.add_error("source" if not isinstance(refusal, TooSoon) else None, refusal.sentence)
            return because_of(refusal, _render_form(request, form, draft))
    return _render_form(request, form, draft)


def render_thread(request, found: Thread, form: ReplyForm | None = None):
    """The thread page; with a ``form`` that was not accepted, the page with the text kept."""
    if form is not None and request.htmx:
        return refused_in_place(request, found, form)
    if form is not None and form.data.get("parent"):
        parent = parent_of(request.user, found, number_of(form.data["parent"]))
        return render(request, "forum/reply.html", reply_context(request, found, form, parent), status=422)
    page = _page(request, found)
    context = {
        "thread": found,
        "page": page,
        "can_reply": allowed(rules.check_can_reply, request.user, found),
        "hats": rules.hats_for(request.user, found),
        "mask": queries.mask_offered(request.user, found, anew=form is not None),
        "can_summarize": allowed(rules.check_can_summarize, request.user, found),
        "may_accept": allowed(rules.check_can_accept, request.user, found),
        "form": form or ReplyForm(),
        "form_id": AT_FOOT,
        "in_place": True,
    }
    context |= unfinished_replies(found, form)
    return render(request, "forum/thread.html", context, status=422 if form else 200)


def _page(request, found: Thread) -> queries.ThreadPage:
    if request.GET.get("view") != queries.FLAT:
        return queries.tree_page(found, request.user, number_of(request.GET.get("from")))
    number = number_of(request.GET.get("page")) or 1
    page = queries.flat_page(found, request.user, number)
    if number > page.flat.page_count:
        raise Http404
    return page


def _thread_form(request, begun: dict) -> ThreadForm:
    """As the draft ``begun``, or as it was sent; or, when another kind was chosen, with its fields and what was
    typed.
    """
    if request.method == "POST" and "choose" not in request.POST:
        return thread_form(request.user, request.POST.get("kind", ""), request.POST)
    typed = request.POST or request.GET
    tags = typed.getlist("tags") or typed.getlist("tag") or begun.get("tags", [])
    initial = begun | {name: typed[name] for name in typed} | {"tags": tags}
    return thread_form(request.user, initial.get("kind", ""), initial=initial)


def _render_form(request, form: ThreadForm, draft):
    circle = form.circle
    mask = queries.mask_offered(request.user, circle=circle, anew=bool(form.errors))
    context = {"form": form, "draft": draft, "mask": mask, "circle": circle}
    return render(request, "forum/thread_new.html", context, status=422 if form.errors else 200)


def _start(request, form: ThreadForm) -> Thread:
    started = actions.start_thread(author=request.user, **form.facts)
    if started.published_at is None:
        messages.info(request, _("Waiting for a moderator. Only you see the thread until then; you will hear by mail."))
    return started
