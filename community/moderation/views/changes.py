"""The page of a proposed change, and what is decided there."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import DecisionForm
from community.moderation.views.guarding import ALREADY, as_seen, desk_only
from community.programs.models import Change


@desk_only
@require_safe
def change_case(request, pk: int):
    return _show_change(request, _change(request, pk), DecisionForm("decline_change"))


@desk_only
@require_POST
def change_publish(request, pk: int):
    change = _change(request, pk)
    if not as_seen(request, change.publication):
        return redirect("queue")
    attempt(
        request,
        lambda: actions.publish_change(change, moderator=request.user),
        done=_("Published, and its discussion is open."),
        already=ALREADY,
    )
    return redirect("queue")


@desk_only
@require_POST
def change_decline(request, pk: int):
    change, form = _change(request, pk), DecisionForm("decline_change", request.POST)
    if not form.is_valid():
        return _show_change(request, change, form)
    attempt(
        request,
        lambda: actions.decline_change(change, moderator=request.user, reason=form.cleaned_data["reason"]),
        done=_("Declined. The proposer was told why."),
        already=ALREADY,
    )
    return redirect("queue")


def _change(request, pk: int) -> Change:
    return get_object_or_404(
        Change.objects.visible_to(request.user).moderated_by(request.user).select_related("vendor", "proposed_by"),
        pk=pk,
    )


def _show_change(request, change: Change, form: DecisionForm):
    context = {
        "change": change,
        "case": queries.case(request.user, f"change-{change.pk}"),
        "form": form,
        "preview": "decline_change",
        "terms": change.terms.all(),
        "sources": change.sources.all(),
        "item": getattr(change, "imported_item", None),
        "history": queries.history("change", change.pk),
        "panel": queries.person_panel(change.proposed_by, f"change-{change.pk}") if change.proposed_by else None,
    }
    return render(request, "moderation/change_case.html", context, status=422 if form.errors else 200)
