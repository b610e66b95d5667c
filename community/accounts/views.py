"""A member's own profile, the application to become a partner, and signing in with the account of another site."""

from allauth.account.decorators import reauthentication_required
from allauth.core.ratelimit import consume, respond_429
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import exports, openid, retention, rules
from community.accounts.actions import apply_as_partner, company_by_mail
from community.accounts.forms import ClosingForm, PartnerApplicationForm, ProfileForm
from community.accounts.models import AccountClosing, DataExport, PartnerApplication
from community.core.refusals import Refused, allowed
from community.core.views import attempt, members_only


@members_only
def profile_edit(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(request.user)
    return render(request, "accounts/profile_edit.html", {"form": form}, status=422 if form.errors else 200)


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
    context = {
        "form": form,
        "can_apply": allowed(rules.check_can_apply, request.user),
        "last": PartnerApplication.objects.visible_to(request.user).filter(applicant=request.user).last(),
        "company_by_mail": company_by_mail(request.user),
    }
    return render(request, "accounts/partner_application.html", context, status=422 if form.errors else 200)


def sign_in_elsewhere(request, provider_id):
    """On to another site that says who somebody is. A page goes there and no redirect: ours may only post to us."""
    if not consume(request, action="login"):
        return respond_429(request)
    request.GET = openid.ours_of(request.GET)
    door = _door(request, provider_id)
    try:
        answer = OAuth2LoginView.adapter_view(door)(request)
    except openid.NOT_AS_AGREED as error:
        return render_authentication_error(request, door.get_provider(), exception=error)
    if not answer.has_header("Location"):
        return answer
    context = {"provider": door.get_provider(), "address": answer["Location"]}
    leaving = render(request, "socialaccount/leaving.html", context)
    leaving.headers["Refresh"] = f"0; url={answer['Location']}"
    return leaving


def back_from_elsewhere(request, provider_id):
    """Where another site sends somebody back to, with a code that it exchanges for who it is."""
    door = _door(request, provider_id)
    try:
        return OAuth2CallbackView.adapter_view(door)(request)
    except openid.NOT_AS_AGREED as error:
        return render_authentication_error(request, door.get_provider(), exception=error)


def _door(request, provider_id) -> openid.Door:
    if provider_id not in {site["provider_id"] for site in openid.sites()}:
        raise Http404
    return openid.Door(request, provider_id)


@members_only
def sign_in_again(request):
    """For those whose only way in is another site: it is asked once more before something sensitive."""
    connected = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    sites = [site for site in openid.sites() if site["provider_id"] in connected]
    return render(request, "accounts/sign_in_again.html", {"sites": sites, "next": request.GET.get("next", "/")})


@members_only
@reauthentication_required(allow_get=True)
def account_closing(request):
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt(request, lambda: retention.ask_to_close(request.user, removes_posts=form.cleaned_data["posts"] == "go"))
        return redirect("account_closing")
    context = {
        "form": form,
        "closing": AccountClosing.objects.filter(member=request.user).first(),
        "may_close": allowed(rules.check_can_close_account, request.user),
    }
    return render(request, "accounts/closing.html", context, status=422 if form.errors else 200)


@require_POST
@members_only
def account_keep_open(request):
    attempt(request, lambda: retention.keep_open(request.user), done=_("Your account stays open."))
    return redirect("account_closing")


@members_only
@reauthentication_required(allow_get=True)
def data_export(request):
    if request.method == "POST":
        attempt(request, lambda: exports.ask_for_export(request.user))
        return redirect("data_export")
    export = DataExport.objects.filter(member=request.user).defer("content").first()
    context = {"export": export, "gone_at": export and export.asked_at + exports.KEPT}
    return render(request, "accounts/data_export.html", context)


@members_only
@reauthentication_required
def data_export_file(request):
    export = get_object_or_404(DataExport.objects.exclude(ready_at=None), member=request.user)
    headers = {"Content-Disposition": 'attachment; filename="backchannel.zip"'}
    return HttpResponse(bytes(export.content), content_type="application/zip", headers=headers)
