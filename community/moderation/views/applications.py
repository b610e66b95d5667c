"""The page of a partner application, and what is decided there."""

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import PartnerApplication
from community.accounts.queries import vouches_for
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import ApprovalForm, DecisionForm
from community.moderation.views.guarding import ALREADY, moderators_only


@moderators_only
@require_safe
def application_case(request, pk: int):
    return _show_application(request, _application(request, pk), DecisionForm("decline_application"))


@moderators_only
@require_POST
def application_approve(request, pk: int):
    application, form = _application(request, pk), ApprovalForm(request.POST)
    if not form.is_valid():
        raise BadRequest  # the page sends nothing that could be mistaken
    domain = form.cleaned_data["email_domain"]
    attempt(
        request,
        lambda: actions.approve_application(application, moderator=request.user, email_domain=domain),
        done=_("%(name)s is a partner now and was told.") % {"name": application.applicant.name},
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
@require_POST
def application_decline(request, pk: int):
    application, form = _application(request, pk), DecisionForm("decline_application", request.POST)
    if not form.is_valid():
        return _show_application(request, application, form)
    attempt(
        request,
        lambda: actions.decline_application(application, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. %(name)s was told why.") % {"name": application.applicant.name},
        already=ALREADY,
    )
    return redirect("queue")


def _application(request, pk: int) -> PartnerApplication:
    rows = PartnerApplication.objects.visible_to(request.user).select_related(
        "applicant__membership__company", "evidence"
    )
    return get_object_or_404(rows, pk=pk)


def _show_application(request, application: PartnerApplication, form: DecisionForm):
    context = {
        "application": application,
        "case": queries.case(request.user, f"application-{application.pk}"),
        "form": form,
        "vouches": vouches_for(application, request.user),
        "preview": "decline_application",
        "checks": queries.application_context(application),
        "history": queries.history("partnerapplication", application.pk),
        "panel": queries.person_panel(application.applicant, f"application-{application.pk}"),
    }
    return render(request, "moderation/application_case.html", context, status=422 if form.errors else 200)
