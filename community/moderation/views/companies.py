"""The page on which it is decided who keeps the page of a company."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actions import verified_domain
from community.accounts.models import CompanyClaim
from community.moderation import actions, queries
from community.moderation.forms import DecisionForm
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import moderators_only


@moderators_only
@require_safe
def claim_case(request, pk: int):
    return _show(request, pk)


@moderators_only
@require_POST
def claim_grant(request, pk: int):
    claim = _claim(request, pk)
    done = _("%(name)s keeps the page now, and is told in ten minutes.") % {"name": claim.claimant.name}
    act = partial(actions.grant_claim, claim, moderator=request.user)
    return decide(request, act, done=done, show=partial(_show, request, pk))


@moderators_only
@require_POST
def claim_decline(request, pk: int):
    return _with_reason(request, pk, actions.decline_claim, _("Declined. %(name)s is told why in ten minutes."))


@moderators_only
@require_POST
def claim_end(request, pk: int):
    return _with_reason(request, pk, actions.end_claim, _("Taken from them. %(name)s was told why."))


def _with_reason(request, pk: int, act, done: str):
    claim, form = _claim(request, pk), DecisionForm("decline_claim", request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    return decide(
        request,
        lambda: act(claim, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done % {"name": claim.claimant.name},
        show=partial(_show, request, pk, form),
    )


def _claim(request, pk: int) -> CompanyClaim:
    rows = CompanyClaim.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("claimant__membership__company", "company", "evidence"), pk=pk)


def _show(request, pk: int, form: DecisionForm | None = None, *, status: int = 200, stale: bool = False):
    claim = _claim(request, pk)
    context = around(request, f"claim-{pk}", claim, stale=stale) | {
        "claim": claim,
        "domain": verified_domain(claim.claimant),
        "form": form or DecisionForm("decline_claim"),
        "panel": queries.person_panel(claim.claimant, f"claim-{pk}"),
    }
    return render(request, "moderation/claim_case.html", context, status=status)
