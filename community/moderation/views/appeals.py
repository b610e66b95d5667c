"""Appealing against a decision, signed in or by the link in a mail; and the page on which an appeal is decided."""

from functools import partial

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.forms import ReasonForm
from community.core.refusals import Refused
from community.core.views import members_only
from community.moderation import actions, queries, rules
from community.moderation.forms import AppealForm
from community.moderation.models import Appeal
from community.moderation.views.deciding import decide
from community.moderation.views.guarding import moderators_only


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request, pk: int):
    """One decision about the member, with the form or what came of their appeal."""
    ruling = queries.ruling(request.user, pk)
    if ruling is None:
        raise Http404
    return _appeal(request, ruling, back=reverse("appeal", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_by_link(request, token: str):
    """The same for who cannot sign in. It says no more than the mail did, and signs nobody in."""
    ruling = queries.ruling_by_link(token)
    if ruling is None:
        return render(request, "moderation/appeal.html", {"ruling": None}, status=410)
    return _appeal(request, ruling, back=reverse("appeal_by_link", args=[token]), by_link=True)


@moderators_only
@require_safe
def appeal_case(request, pk: int):
    return _show(request, pk)


@moderators_only
@require_POST
def appeal_uphold(request, pk: int):
    return _decide(request, pk, actions.uphold_appeal, _("It stands. %(name)s was told why."))


@moderators_only
@require_POST
def appeal_overturn(request, pk: int):
    return _decide(request, pk, actions.overturn_appeal, _("Turned back. %(name)s was told."))


def _appeal(request, ruling: queries.Ruling, *, back: str, by_link: bool = False):
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_appeal(ruling.decision, appellant=ruling.reader, text=form.cleaned_data["text"])
            return HttpResponseRedirect(back)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"ruling": ruling, "form": form, "by_link": by_link, "address": back}
    return render(request, "moderation/appeal.html", context, status=422 if form.errors else 200)


def _found(request, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).select_related("decision__moderator", "decided_by")
    return get_object_or_404(rows.select_related("appellant__membership__company"), pk=pk)


def _decide(request, pk: int, action, done: str):
    found, form = _found(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    return decide(
        request,
        lambda: action(found, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done % {"name": found.appellant.name},
        show=partial(_show, request, pk, form),
    )


def _show(request, pk: int, form: ReasonForm | None = None, *, status: int = 200, stale: bool = False):
    found, form = _found(request, pk), form or ReasonForm()
    form.fields["reason"].label = _("What the person will read")
    context = queries.appeal_context(request.user, found) | {
        "appeal": found,
        "form": form,
        "why_not": _why_not(request.user, found),
        "case": queries.case(request.user, f"appeal-{found.pk}"),
        "stale": stale,
        "typed": request.POST.get("reason", "") if stale else "",
    }
    return render(request, "moderation/appeal_case.html", context, status=status)


def _why_not(user, found: Appeal) -> str:
    """What keeps the moderator from deciding, in a sentence; empty if nothing does."""
    try:
        rules.check_can_decide_appeal(user, found)
    except Refused as refusal:
        return refusal.sentence
    return ""
