"""A member's own profile, and the application to become a partner."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.accounts import queries, rules
from community.accounts.actions import apply_as_partner, company_by_mail
from community.accounts.forms import AskToVouchForm, PartnerApplicationForm, ProfileForm
from community.accounts.models import PartnerApplication
from community.accounts.withholding import waiting_text, write_texts
from community.core.refusals import Refused, allowed
from community.core.views import members_only


@members_only
def profile_edit(request):
    waiting = waiting_text(request.user)
    form = ProfileForm(request.POST or None, instance=request.user, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        write_texts(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(request.user)
    context = {"form": form, "waiting": waiting}
    return render(request, "accounts/profile_edit.html", context, status=422 if form.errors else 200)


@members_only
def partner_application(request):
    """Shows where the application stands, or the form; a company's mail domain approves at once."""
    form = PartnerApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            application = apply_as_partner(applicant=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("partner_application")
        if application.state == PartnerApplication.State.APPROVED:
            messages.success(request, _("You are a partner now: your mail address belongs to a verified company."))
        else:
            messages.success(request, _("Handed in. A moderator decides, usually within a day; you will hear by mail."))
        return redirect("partner_application")
    last = (
        PartnerApplication.objects.visible_to(request.user)
        .filter(applicant=request.user)
        .select_related("evidence")
        .last()
    )
    context = {
        "form": form,
        "can_apply": allowed(rules.check_can_apply, request.user),
        "last": last,
        "company_by_mail": company_by_mail(request.user),
    }
    if last is not None and last.state == PartnerApplication.State.PENDING:
        context |= _vouching(request, last)
    return render(request, "accounts/partner_application.html", context, status=422 if form.errors else 200)


def _vouching(request, application: PartnerApplication) -> dict:
    """The link by which others vouch, whom the applicant has asked, and the form that asks another."""
    return {
        "vouch_url": f"{settings.SITE_URL}{reverse('vouch', args=[application.vouch_token])}",
        "vouches": queries.asked_to_vouch(application),
        "vouch_form": AskToVouchForm(viewer=request.user),
    }
