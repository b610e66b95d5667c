"""Closing the account, and taking along what is in it."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts import exports, retention, rules
from community.accounts.forms import ClosingForm
from community.accounts.models import AccountClosing, DataExport
from community.core.refusals import allowed
from community.core.views import attempt, members_only


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
