"""Reporting, the queue, the cases in it, and the log."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from community.accounts import rules as people
from community.accounts.models import PartnerApplication
from community.core.paging import number_in
from community.core.refusals import Refused, TooSoon
from community.core.slugs import IdSlug
from community.core.views import attempt, because_of, members_only
from community.forum.models import Post, Thread
from community.moderation import actions, queries, rules
from community.moderation.forms import ApprovalForm, LockForm, ReasonForm, ReportForm
from community.programs.models import Change

ALREADY = gettext_lazy("Somebody else decided this meanwhile. Nothing was changed.")


def moderators_only(view):
    """For everybody else the address does not exist."""

    @members_only
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not people.is_moderator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@members_only
def report_create(request, ref: IdSlug, number: int):
    posts = Post.objects.visible_to(request.user).published().filter(thread_id=ref.pk).with_author()
    post = get_object_or_404(posts.select_related("thread"), number=number)
    try:
        rules.check_can_report(request.user, post)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(post)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_post(post, reporter=request.user, **form.cleaned_data)
        except TooSoon as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "moderation/report.html", {"post": post, "form": form}))
        messages.success(request, _("Thank you. A moderator reads it; you will hear the outcome."))
        return redirect(post)
    return render(request, "moderation/report.html", {"post": post, "form": form}, status=422 if form.errors else 200)


@moderators_only
@require_safe
def queue(request):
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.FINDERS else ""
    everything = queries.queue(request.user)
    items = [item for item in everything if kind in {"", item.kind}]
    counts = {name: sum(item.kind == name for item in everything) for name in queries.FINDERS}
    return render(
        request, "moderation/queue.html", {"items": items, "kind": kind, "counts": counts, "total": len(everything)}
    )


@require_safe
def log(request):
    page = queries.log(request.user, before=number_in(request.GET.get("before")))
    return render(request, "moderation/log.html", {"page": page})


@moderators_only
@require_safe
def post_case(request, pk: int):
    return _show_post(request, _post(request, pk), ReasonForm())


@moderators_only
@require_POST
def post_approve(request, pk: int):
    post, trust = _post(request, pk), "trust" in request.POST
    if not _as_seen(request, post.seen_as):
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


@moderators_only
@require_POST
def post_decline(request, pk: int):
    return _decide_post(request, pk, actions.decline_post, _("Declined. The author was told why and keeps the text."))


@moderators_only
@require_POST
def post_hide(request, pk: int):
    return _decide_post(request, pk, actions.hide_post, _("Hidden. The author and those who reported it were told."))


@moderators_only
@require_POST
def post_restore(request, pk: int):
    return _decide_post(request, pk, actions.restore_post, _("Shown again. The author was told."))


@moderators_only
@require_POST
def post_keep(request, pk: int):
    return _decide_post(request, pk, actions.dismiss_reports, _("Kept. Those who reported it were told."))


@moderators_only
@require_safe
def application_case(request, pk: int):
    return _show_application(request, _application(request, pk), ReasonForm())


@moderators_only
@require_POST
def application_approve(request, pk: int):
    application, form = _application(request, pk), ApprovalForm(request.POST)
    if not form.is_valid():
        raise BadRequest  # the page sends nothing that could be mistaken
    domain = form.cleaned_data["email_domain"]
    attempt(
        request,
        lambda: actions.approve_application(application, moderator=request.user, email_domain=domain),
        done=_("%(name)s is a partner now and was told.") % {"name": application.applicant.name},
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
@require_POST
def application_decline(request, pk: int):
    application, form = _application(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show_application(request, application, form)
    attempt(
        request,
        lambda: actions.decline_application(application, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. %(name)s was told why.") % {"name": application.applicant.name},
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
@require_safe
def change_case(request, pk: int):
    return _show_change(request, _change(request, pk), ReasonForm())


@moderators_only
@require_POST
def change_publish(request, pk: int):
    change = _change(request, pk)
    if not _as_seen(request, change.publication):
        return redirect("queue")
    attempt(
        request,
        lambda: actions.publish_change(change, moderator=request.user),
        done=_("Published, and its discussion is open."),
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
@require_POST
def change_decline(request, pk: int):
    change, form = _change(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show_change(request, change, form)
    attempt(
        request,
        lambda: actions.decline_change(change, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. The proposer was told why."),
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
def thread_lock(request, ref: IdSlug):
    """A form for the reason; the same address with ``unlock`` opens the thread again."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=ref.pk)
    if request.method == "POST" and "unlock" in request.POST:
        attempt(
            request, lambda: actions.unlock_thread(thread, moderator=request.user), done=_("Replies are open again.")
        )
        return redirect(thread)
    form = LockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(request, lambda: actions.lock_thread(thread, moderator=request.user, reason=reason), done=_("Locked."))
        return redirect(thread)
    return render(request, "moderation/lock.html", {"thread": thread, "form": form}, status=422 if form.errors else 200)


@moderators_only
@require_POST
def thread_pin(request, ref: IdSlug):
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=ref.pk)
    if "unpin" in request.POST:
        attempt(request, lambda: actions.unpin_thread(thread, moderator=request.user), done=_("No longer pinned."))
    else:
        attempt(request, lambda: actions.pin_thread(thread, moderator=request.user), done=_("Pinned above the list."))
    return redirect(thread)


def _post(request, pk: int) -> Post:
    posts = Post.objects.visible_to(request.user).with_author().select_related("thread__change", "parent__author")
    return get_object_or_404(posts, pk=pk)


def _application(request, pk: int) -> PartnerApplication:
    rows = PartnerApplication.objects.visible_to(request.user).select_related("applicant__membership__company")
    return get_object_or_404(rows, pk=pk)


def _change(request, pk: int) -> Change:
    return get_object_or_404(Change.objects.visible_to(request.user).select_related("vendor", "proposed_by"), pk=pk)


def _as_seen(request, state: str) -> bool:
    """Whether the thing is still in the state that the page showed on which the button stood.

    What was declined may be shown after all, but only by somebody who knows that it was declined.
    """
    if request.POST.get("seen", state) == state:
        return True
    messages.success(request, ALREADY)
    return False


def _decide_post(request, pk: int, decide, done: str):
    """The common way of decisions with a reason: form, action, back to the queue."""
    post, form = _post(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show_post(request, post, form)
    attempt(
        request,
        lambda: decide(post, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done,
        already=ALREADY,
    )
    return redirect("queue")


def _show_post(request, post: Post, form: ReasonForm):
    context = {
        "post": post,
        "form": form,
        "reports": post.reports.open().select_related("reporter") if post.pk else [],
        "history": queries.history("post", post.pk),
        "panel": queries.person_panel(post.author),
    }
    return render(request, "moderation/post_case.html", context, status=422 if form.errors else 200)


def _show_application(request, application: PartnerApplication, form: ReasonForm):
    context = {
        "application": application,
        "form": form,
        "checks": queries.application_context(application),
        "history": queries.history("partnerapplication", application.pk),
        "panel": queries.person_panel(application.applicant),
    }
    return render(request, "moderation/application_case.html", context, status=422 if form.errors else 200)


def _show_change(request, change: Change, form: ReasonForm):
    context = {
        "change": change,
        "form": form,
        "terms": change.terms.all(),
        "sources": change.sources.all(),
        "item": getattr(change, "imported_item", None),
        "history": queries.history("change", change.pk),
        "panel": queries.person_panel(change.proposed_by) if change.proposed_by else None,
    }
    return render(request, "moderation/change_case.html", context, status=422 if form.errors else 200)
