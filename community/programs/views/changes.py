"""The list and the proposal of changes, and their steps. The page of a change is in ``web``."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.accounts import rules as people
from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.programs import queries, rules
from community.programs.actions import propose_change, record_step
from community.programs.forms import ChangeFilterForm, ChangeForm, SimilarForm, StepForm
from community.programs.views.searches import NEW_CAP, note_look_at, searches_with_news


@require_safe
def change_list(request):
    form = ChangeFilterForm(request.GET, viewer=request.user)
    after, sort = request.GET.get("after", ""), "moved" if request.GET.get("sort") == "moved" else ""
    searches = searches_with_news(request.user, form.offered)
    context = {
        "form": form,
        "timetable": queries.timetable(request.user, form.filters(), after=after, sort=sort),
        "count_cap": queries.COUNT_CAP,
        "is_continued": bool(after),
        "sort": sort,
        "kept": [("sort", sort)] if sort else [],
        "searches": searches,
        "is_saved": form.query in {search.query for search in searches},
        "new_cap": NEW_CAP,
    }
    response = render(request, "programs/change_list.html", context)
    note_look_at(request, form.query, searches)
    return response


@members_only
def change_propose(request):
    try:
        rules.check_can_propose(request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partner_application")
    form = ChangeForm(request.POST or None, initial={"vendor": request.GET.get("vendor")})
    similar = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["anyway"]:
            similar = queries.similar_changes(request.user, **form.likeness())
        if not similar:
            change = propose_change(proposer=request.user, **form.facts())
            messages.success(
                request, _("Handed in. A moderator checks the source and publishes it; you will hear by mail.")
            )
            return redirect(change)
    context = {"form": form, "similar": similar, "is_anyway": "anyway" in request.POST}
    return render(request, "programs/change_propose.html", context, status=422 if form.errors or similar else 200)


@members_only
@require_safe
def change_similar(request):
    """The records that look like what is typed so far, as the part of the proposal's page that shows them."""
    similar = queries.similar_changes(request.user, **SimilarForm(request.GET).likeness())
    return render(request, "programs/_similar.html", {"similar": similar, "is_anyway": "anyway" in request.GET})


@members_only
def change_step(request, ref: IdSlug):
    """Record the next step of a change. For others than moderators the address does not exist."""
    change = queries.change_head(request.user, ref.pk)
    if change is None or not people.is_moderator(request.user):
        raise Http404
    if not allowed(rules.check_can_move, request.user, change):
        attempt(request, lambda: rules.check_can_move(request.user, change))
        return redirect(change)
    form = StepForm(change, request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_step(change, by=request.user, **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Recorded. The old dates stay on the timeline."))
            return redirect(change)
    context = {"change": change, "form": form}
    return render(request, "programs/change_step.html", context, status=422 if form.errors else 200)
