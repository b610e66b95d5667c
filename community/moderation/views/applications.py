"""The page of a partner application, and what is decided there."""

from functools import partial

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import PartnerApplication
from community.accounts.queries import vouches_for
from community.moderation import actions, queries
from community.moderation.forms import ApprovalForm, DecisionForm
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import moderators_only


@moderators_only
@require_safe
def application_case(request, pk: int):
    return _show_application(request, pk)


@moderators_only
@require_POST
def application_approve(request, pk: int):
    application, form = _application(request, pk), ApprovalForm(request.POST)
    if not form.is_valid():
        raise BadRequest  # the page sends nothing that could be mistaken
    domain = form.cleaned_data["email_domain"]
    return decide(
        request,
        lambda: actions.approve_application(application, moderator=request.user, email_domain=domain),
        done=_("%(name)s is a partner now, and is told in ten minutes.") % {"name": application.applicant.name},
        show=partial(_show_application, request, pk),
    )


@moderators_only
@require_POST
def application_decline(request, pk: int):
    application, form = _application(request, pk), DecisionForm("decline_application", request.POST)
    if not form.is_valid():
        return _show_application(request, pk, form, status=422)
    return decide(
        request,
        lambda: actions.decline_application(application, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. %(name)s is told why in ten minutes.") % {"name": application.applicant.name},
        show=partial(_show_application, request, pk, form),
    )


def _application(request, pk: int) -> PartnerApplication:
    rows = PartnerApplication.objects.visible_to(request.user).select_related(
        "applicant__membership__company", "evidence"
    )
    return get_object_or_404(rows, pk=pk)


def _show_application(
    request, pk: int, form: DecisionForm | None = None, *, status: int = 200, stale: bool = False
):  # fmt: skip
    application = _application(request, pk)
    context = around(request, f"application-{pk}", application, stale=stale) | {
        "application": application,
        "form": form or DecisionForm("decline_application"),
        "vouches": vouches_for(application, request.user),
        "preview": "decline_application",
        "checks": queries.application_context(application),
        "panel": queries.person_panel(application.applicant, f"application-{pk}"),
    }
    return render(request, "moderation/application_case.html", context, status=status)
