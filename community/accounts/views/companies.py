"""Keeping the page of a company."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import actions, rules
from community.accounts.forms import ClaimForm, CompanyForm
from community.accounts.models import Company, CompanyClaim
from community.core.refusals import Refused, allowed
from community.core.views import attempt, members_only


@members_only
def company_claim(request, slug: str):
    """One of its people asks to keep the page. For others the address leads back, with the reason."""
    found = _company(request, slug)
    if not allowed(rules.check_can_claim, request.user, found):
        attempt(request, lambda: rules.check_can_claim(request.user, found))
        return redirect(found)
    typed = request.POST if request.method == "POST" else None
    form = ClaimForm(typed, by_mail=actions.has_address_of(found, person=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            claim = actions.claim_company(found, claimant=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            done = _("Handed in. A moderator decides; you will hear by mail.")
            granted = _("You keep this page now: your mail address belongs to the company.")
            messages.success(request, done if claim.is_pending else granted)
            return redirect(found)
    context = {"company": found, "form": form}
    return render(request, "accounts/company_claim.html", context, status=422 if form.errors else 200)


@members_only
def company_edit(request, slug: str):
    """Its keeper writes what the page says. For others the address leads back, with the reason."""
    found = _company(request, slug)
    if not allowed(rules.check_can_edit_company, request.user, found):
        attempt(request, lambda: rules.check_can_edit_company(request.user, found))
        return redirect(found)
    form = CompanyForm(request.POST or None, initial={name: getattr(found, name) for name in CompanyForm.base_fields})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attempt(request, lambda: actions.edit_company(found, by=request.user, **given), done=_("Saved."))
        return redirect(found)
    context = {"company": found, "form": form}
    return render(request, "accounts/company_edit.html", context, status=422 if form.errors else 200)


@require_POST
@members_only
def company_give_up(request, slug: str):
    claims = CompanyClaim.objects.visible_to(request.user).keeping()
    claim = get_object_or_404(claims, company=_company(request, slug), claimant=request.user)
    attempt(
        request, lambda: actions.end_claim(claim, by=request.user), done=_("You keep this page no longer.")
    )  # fmt: skip
    return redirect(claim.company)


def _company(request, slug: str) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user), slug=slug)
