"""The hats that somebody wears, and asking for one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import actions, queries, rules
from community.accounts.forms import HatRequestForm
from community.accounts.models import Hat, VerificationEvidence
from community.core.refusals import Refused, allowed
from community.core.views import attempt, members_only


@members_only
def hats(request):
    """One's hats and requests, and the form for another."""
    form = HatRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_hat(requester=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Handed in. A moderator decides; you will hear by mail."))
            return redirect("hats")
    context = {
        "form": form,
        "can_ask": allowed(rules.check_can_ask_for_hat, request.user),
        "hats": queries.hats_of(request.user, request.user),
        "requests": queries.hat_requests_of(request.user),
    }
    return render(request, "accounts/hats.html", context, status=422 if form.errors else 200)


@require_POST
@members_only
def hat_doff(request, pk: int):
    hat = get_object_or_404(Hat.objects.visible_to(request.user).filter(wearer=request.user), pk=pk)
    attempt(
        request,
        lambda: actions.doff_hat(hat, by=request.user),
        done=_("The hat is off. What you wrote under it keeps saying so, with the date."),
    )
    return redirect("hats")


@require_POST
@members_only
def evidence_remove(request, pk: int):
    rows = VerificationEvidence.objects.visible_to(request.user).filter(owner=request.user)
    evidence = get_object_or_404(rows.select_related("hat_request", "application", "claim__company"), pk=pk)
    attempt(request, lambda: actions.remove_evidence(evidence, by=request.user), done=_("Removed for good."))
    if evidence.claim_id:
        return redirect(evidence.claim.company)
    return redirect("partner_application" if evidence.application_id else "hats")
