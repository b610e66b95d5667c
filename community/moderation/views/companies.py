"""The page on which it is decided who keeps the page of a company."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actions import verified_domain
from community.accounts.models import CompanyClaim
from community.core.forms import ReasonForm
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.views.guarding import ALREADY, moderators_only


@moderators_only
@require_safe
def claim_case(request, pk: int):
    return _show(request, _claim(request, pk), ReasonForm())


@moderators_only
@require_POST
def claim_grant(request, pk: int):
    claim = _claim(request, pk)
    done = _("%(name)s keeps the page now and was told.") % {"name": claim.claimant.name}
    attempt(request, lambda: actions.grant_claim(claim, moderator=request.user), done=done, already=ALREADY)
    return redirect("queue")


@moderators_only
@require_POST
def claim_decline(request, pk: int):
    return _with_reason(request, pk, actions.decline_claim, _("Declined. %(name)s was told why."))


@moderators_only
@require_POST
def claim_end(request, pk: int):
    return _with_reason(request, pk, actions.end_claim, _("Taken from them. %(name)s was told why."))


def _with_reason(request, pk: int, act, done: str):
    claim, form = _claim(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, claim, form)
    attempt(
        request,
        lambda: act(claim, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=done % {"name": claim.claimant.name},
        already=ALREADY,
    )
    return redirect("queue")


def _claim(request, pk: int) -> CompanyClaim:
    rows = CompanyClaim.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("claimant__membership__company", "company", "evidence"), pk=pk)


def _show(request, claim: CompanyClaim, form: ReasonForm):
    context = {
        "claim": claim,
        "domain": verified_domain(claim.claimant),
        "form": form,
        "history": queries.history("companyclaim", claim.pk),
        "case": queries.case(request.user, f"claim-{claim.pk}"),
        "panel": queries.person_panel(claim.claimant, f"claim-{claim.pk}"),
    }
    return render(request, "moderation/claim_case.html", context, status=422 if form.errors else 200)
