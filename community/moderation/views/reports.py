"""Reporting things, and the page of a reported one with what is decided there."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import because_of, members_only
from community.moderation import actions, queries, reportable, rules
from community.moderation.forms import DecisionForm, ReportForm
from community.moderation.models import THINGS, Report
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import moderators_only


@members_only
def report_create(request, kind: str, pk: int):
    if kind not in reportable.KINDS:
        raise Http404
    found = reportable.KINDS[kind]
    return _report(request, found, get_object_or_404(found.shown(request.user), pk=pk))


@members_only
def report_post_create(request, ref: IdSlug, number: int):
    found = reportable.KINDS["post"]
    return _report(request, found, get_object_or_404(found.shown(request.user), thread=ref.pk, number=number))


def _report(request, kind: reportable.Reportable, thing):
    back = queries.page_of(thing)
    try:
        rules.check_can_report(request.user, thing)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    form = ReportForm(request.POST or None, reasons=kind.reasons)
    context = {"kind": kind, "thing": thing, "form": form, "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(thing, reporter=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "moderation/report.html", context, status=422))
        messages.success(request, _("Thank you. A moderator reads it; you will hear the outcome."))
        return redirect(back)
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@moderators_only
@require_safe
def report_case(request, pk: int):
    return _show(request, pk)


@moderators_only
@require_POST
def report_read(request, pk: int):
    """What was reported of what is between a few people. The look is in the log."""
    report = _found(request, pk)
    if not reportable.of(report.thing).look:
        raise Http404
    try:
        actions.look_at_reported(report, moderator=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("report_case", pk)
    return _show(request, pk, reads=True)


@moderators_only
@require_POST
def report_keep(request, pk: int):
    done = _("Kept. Those who reported it are told in ten minutes.")
    return _decide(request, pk, actions.dismiss_reports, done)


@moderators_only
@require_POST
def report_hide(request, pk: int):
    done = _("Hidden. Whose it is and those who reported it are told in ten minutes.")
    return _decide(request, pk, actions.hide_reported, done)


@moderators_only
@require_POST
def report_restore(request, pk: int):
    done = _("Shown again. Its author is told in ten minutes.")
    return _decide(request, pk, actions.restore_reported, done)


def _found(request, pk: int) -> Report:
    reports = Report.objects.visible_to(request.user).filter(post=None)  # a post has a page of its own
    return get_object_or_404(reports.select_related(*THINGS, "route__vendor"), pk=pk)


def _decide(request, pk: int, act, done: str):
    report, form = _found(request, pk), DecisionForm("hide_thing", request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    return decide(
        request,
        lambda: act(report.thing, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done,
        show=partial(_show, request, pk, form),
    )


def _show(
    request, pk: int, form: DecisionForm | None = None, *, status: int = 200, stale: bool = False, reads: bool = False
):  # fmt: skip
    report = _found(request, pk)
    frame = around(request, f"thing-{pk}", report.thing, stale=stale)
    form = form if form and not frame["typed"] else DecisionForm("hide_thing")
    context = queries.report_context(request.user, report) | frame | {"report": report, "form": form}
    context |= {"reads": reads, "talk": queries.what_was_reported(report) if reads else []}
    return render(request, "moderation/report_case.html", context, status=status)
