"""What somebody will read of a decision, before it is made."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from community.moderation.forms import DecisionForm
from community.moderation.queries import already
from community.moderation.views.guarding import desk_only
from community.notifications import queries

# Where the decision is made, by its kind.
DECIDING = {
    "decline_post": "post_decline",
    "hide_post": "post_hide",
    "decline_application": "application_decline",
    "decline_change": "change_decline",
    "hide_question": "question_hide",
}


@desk_only
@require_POST
def decision_preview(request, decision: str, pk: int):
    """In place below the form; without scripts a page with the form once more."""
    target = queries.target_of(request.user, decision, pk)
    if target is None:
        raise Http404
    form = DecisionForm(decision, request.POST)
    is_open = queries.is_open(decision, target)
    preview = queries.preview_of(decision, target, form.cleaned_data["reason"]) if form.is_valid() else None
    context = {"form": form, "shown": preview, "decision": decision, "pk": pk, "deciding": DECIDING[decision]}
    context["already"] = "" if is_open else already(request.user, target)
    template = "notifications/_decision_preview.html" if request.htmx else "notifications/decision_preview.html"
    return render(request, template, context, status=422 if form.errors and not request.htmx else 200)
