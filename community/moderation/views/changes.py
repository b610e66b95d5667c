"""The page of a proposed change, and what is decided there."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation import actions, queries
from community.moderation.forms import DecisionForm
from community.moderation.views.deciding import around, decide
from community.moderation.views.guarding import as_seen, desk_only
from community.programs.models import Change


@desk_only
@require_safe
def change_case(request, pk: int):
    return _show_change(request, pk)


@desk_only
@require_POST
def change_publish(request, pk: int):
    change = _change(request, pk)
    return decide(
        request,
        lambda: as_seen(request, change.publication) and actions.publish_change(change, moderator=request.user),
        done=_("Published, and its discussion is open. Who follows it is told in ten minutes."),
        show=partial(_show_change, request, pk),
    )


@desk_only
@require_POST
def change_decline(request, pk: int):
    change, form = _change(request, pk), DecisionForm("decline_change", request.POST)
    if not form.is_valid():
        return _show_change(request, pk, form, status=422)
    return decide(
        request,
        lambda: actions.decline_change(change, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. The proposer is told why in ten minutes."),
        show=partial(_show_change, request, pk, form),
    )


def _change(request, pk: int) -> Change:
    return get_object_or_404(
        Change.objects.visible_to(request.user).moderated_by(request.user).select_related("vendor", "proposed_by"),
        pk=pk,
    )


def _show_change(request, pk: int, form: DecisionForm | None = None, *, status: int = 200, stale: bool = False):
    change = _change(request, pk)
    context = around(request, f"change-{pk}", change, stale=stale) | {
        "change": change,
        "form": form or DecisionForm("decline_change"),
        "preview": "decline_change",
        "terms": change.terms.all(),
        "sources": change.sources.all(),
        "item": getattr(change, "imported_item", None),
        "panel": queries.person_panel(change.proposed_by, f"change-{pk}") if change.proposed_by else None,
    }
    return render(request, "moderation/change_case.html", context, status=status)
