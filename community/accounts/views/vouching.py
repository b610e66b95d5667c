"""Asking partners to vouch, and vouching."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import actions, queries, rules
from community.accounts.forms import AskToVouchForm, VouchForm
from community.accounts.models import PartnerApplication
from community.core.refusals import Refused
from community.core.views import attempt, members_only


@require_POST
@members_only
def vouch_ask(request):
    """The applicant asks a partner by their handle."""
    rows = PartnerApplication.objects.visible_to(request.user).pending()
    application = get_object_or_404(rows, applicant=request.user)
    form = AskToVouchForm(request.POST, viewer=request.user)
    if form.is_valid():
        partner = form.cleaned_data["handle"]
        try:
            actions.ask_to_vouch(application, partner=partner)
        except Refused as refusal:
            form.add_error("handle", refusal.sentence)
    if form.errors:
        return render(request, "accounts/vouch_ask.html", {"form": form}, status=422)
    return redirect("partner_application")


@members_only
def vouch(request, token: str):
    """A partner reads who asks, and says whether they know them. For others than partners it does not exist."""
    application = get_object_or_404(
        PartnerApplication.objects.visible_by_link(request.user, token).select_related("applicant")
    )
    if application.applicant_id == request.user.pk:
        return redirect("partner_application")
    if request.method == "POST":
        form = VouchForm(request.POST)
        if not form.is_valid():
            raise Http404  # the page sends nothing else
        attempt(
            request,
            lambda: actions.answer_vouch(application, voucher=request.user, knows=form.cleaned_data["knows"] == "yes"),
            done=_("Thank you. Your answer is kept."),
        )
        return redirect("vouch", token)
    context = {
        "application": application,
        "given": queries.vouch_by(request.user, application),
        "obstacle": rules.why_not_vouch(request.user, application),
    }
    return render(request, "accounts/vouch.html", context)
