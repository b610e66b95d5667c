"""The pages on which it is decided who speaks for a vendor."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actions import verified_domain
from community.accounts.models import Hat, HatRequest
from community.core.forms import ReasonForm
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import DecisionForm
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import moderators_only


@moderators_only
@require_safe
def hat_case(request, pk: int):
    return _show(request, pk)


@moderators_only
@require_POST
def hat_grant(request, pk: int):
    found = _hat_request(request, pk)
    done = _("%(name)s speaks for %(vendor)s now, and is told in ten minutes.")
    return decide(
        request,
        lambda: actions.grant_hat(found, moderator=request.user),
        done=done % {"name": found.requester.name, "vendor": found.vendor},
        show=partial(_show, request, pk),
    )


@moderators_only
@require_POST
def hat_decline(request, pk: int):
    found, form = _hat_request(request, pk), DecisionForm("decline_hat", request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    return decide(
        request,
        lambda: actions.decline_hat(found, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. %(name)s is told why in ten minutes.") % {"name": found.requester.name},
        show=partial(_show, request, pk, form),
    )


@moderators_only
def hat_take_off(request, pk: int):
    """A moderator takes a hat off, with a reason that its wearer reads."""
    hat = get_object_or_404(Hat.objects.visible_to(request.user).worn().select_related("wearer", "vendor"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: actions.doff_hat(hat, moderator=request.user, reason=form.cleaned_data["reason"]),
            done=_("Taken off. %(name)s was told why.") % {"name": hat.wearer.name},
            already=queries.already(request.user, hat),
        )
        return redirect(hat.wearer)
    context = {"hat": hat, "form": form}
    return render(request, "moderation/hat_take_off.html", context, status=422 if form.errors else 200)


def _hat_request(request, pk: int) -> HatRequest:
    rows = HatRequest.objects.visible_to(request.user).select_related(
        "requester__membership__company", "vendor", "evidence"
    )
    return get_object_or_404(rows, pk=pk)


def _show(request, pk: int, form: DecisionForm | None = None, *, status: int = 200, stale: bool = False):
    found = _hat_request(request, pk)
    context = around(request, f"hat-{pk}", found, stale=stale) | {
        "hat_request": found,
        "evidence": getattr(found, "evidence", None),
        "domain": verified_domain(found.requester),
        "form": form or DecisionForm("decline_hat"),
        "panel": queries.person_panel(found.requester, f"hat-{pk}"),
    }
    return render(request, "moderation/hat_case.html", context, status=status)
