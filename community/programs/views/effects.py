"""Whether a change affects one's company and how, and what all companies say together."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import attempt, in_place, members_only, misspelt
from community.programs import queries
from community.programs.actions import mark_affected, report_effect, take_back_effect
from community.programs.forms import CensusForm, EffectForm


@members_only
@require_POST
def change_affected(request, ref: IdSlug):
    """ "We are affected", in one click; with ``stop`` the report is taken back."""
    change = _load(request, ref)
    if "stop" in request.POST:
        acted, said = attempt(request, lambda: take_back_effect(change, by=request.user)), _("No longer counted.")
    else:
        acted, said = attempt(request, lambda: mark_affected(change, by=request.user)), _("Counted as affected.")
    change = _load(request, ref)
    context = {"change": change, "effect": queries.effect_part(change, request.user), "said": said if acted else ""}
    return in_place(request, "programs/_affected.html", context, back=f"{change.get_absolute_url()}#affected")


@members_only
def change_effect(request, ref: IdSlug):
    """The short report."""
    change = _load(request, ref)
    effect = queries.effect_part(change, request.user)
    if effect.refusal:
        messages.error(request, effect.refusal)
        return redirect(change)
    form = EffectForm.showing(effect.report, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_effect(change, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved. You can change it at any time."))
            return redirect(f"{change.get_absolute_url()}#affected")
    context = {"change": change, "effect": effect, "form": form}
    return render(request, "programs/effect.html", context, status=422 if form.errors else 200)


@require_safe
def change_census(request, ref: IdSlug):
    """What companies say, for partners and moderators. For others the address does not exist."""
    change = _load(request, ref)
    form = CensusForm(request.GET)
    page = queries.census_page(change, request.user, form.chosen())
    if not page.part.reads_census:
        raise Http404
    elsewhere = misspelt(request, ref, f"{change.get_absolute_url()}census/")
    if elsewhere:
        return elsewhere
    form.offer(page.census.offered if page.census else [], page.tiers)
    return render(request, "programs/census.html", {"change": change, "page": page, "form": form})


def _load(request, ref: IdSlug):
    change = queries.change_with_effects(request.user, ref.pk)
    if change is None:
        raise Http404
    return change
