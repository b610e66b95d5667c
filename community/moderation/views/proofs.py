"""The pages on which it is decided who speaks for a vendor."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actions import verified_domain
from community.accounts.models import Hat, HatRequest
from community.core.forms import ReasonForm
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.views.guarding import ALREADY, moderators_only


@moderators_only
@require_safe
def hat_case(request, pk: int):
    return _show(request, _hat_request(request, pk), ReasonForm())


@moderators_only
@require_POST
def hat_grant(request, pk: int):
    found = _hat_request(request, pk)
    attempt(
        request,
        lambda: actions.grant_hat(found, moderator=request.user),
        done=_("%(name)s speaks for %(vendor)s now and was told.")
        % {"name": found.requester.name, "vendor": found.vendor},
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
@require_POST
def hat_decline(request, pk: int):
    found, form = _hat_request(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    attempt(
        request,
        lambda: actions.decline_hat(found, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. %(name)s was told why.") % {"name": found.requester.name},
        already=ALREADY,
    )
    return redirect("queue")


@moderators_only
def hat_take_off(request, pk: int):
    """A moderator takes a hat off, with a reason that its wearer reads."""
    hat = get_object_or_404(Hat.objects.visible_to(request.user).worn().select_related("wearer", "vendor"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: actions.doff_hat(hat, moderator=request.user, reason=form.cleaned_data["reason"]),
            done=_("Taken off. %(name)s was told why.") % {"name": hat.wearer.name},
            already=ALREADY,
        )
        return redirect(hat.wearer)
    context = {"hat": hat, "form": form}
    return render(request, "moderation/hat_take_off.html", context, status=422 if form.errors else 200)


def _hat_request(request, pk: int) -> HatRequest:
    rows = HatRequest.objects.visible_to(request.user).select_related(
        "requester__membership__company", "vendor", "evidence"
    )
    return get_object_or_404(rows, pk=pk)


def _show(request, found: HatRequest, form: ReasonForm):
    context = {
        "hat_request": found,
        "evidence": getattr(found, "evidence", None),
        "domain": verified_domain(found.requester),
        "form": form,
        "history": queries.history("hatrequest", found.pk),
        "case": queries.case(request.user, f"hat-{found.pk}"),
        "panel": queries.person_panel(found.requester, f"hat-{found.pk}"),
    }
    return render(request, "moderation/hat_case.html", context, status=422 if form.errors else 200)
