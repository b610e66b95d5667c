"""Vendors, programs, and the list and proposal of changes. The page of a change is in ``web``."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.core.refusals import Refused
from community.programs import queries, rules
from community.programs.actions import propose_change
from community.programs.forms import ChangeFilterForm, ChangeForm
from community.programs.queries import Filters


@require_safe
def change_list(request):
    form = ChangeFilterForm(request.GET)
    after = request.GET.get("after", "")
    timetable = queries.timetable(request.user, form.filters(), after=after)
    context = {"form": form, "timetable": timetable, "is_continued": bool(after)}
    return render(request, "programs/change_list.html", context)


@login_required
def change_propose(request):
    try:
        rules.check_can_propose(request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partner_application")
    form = ChangeForm(request.POST or None, initial={"vendor": request.GET.get("vendor")})
    if request.method == "POST" and form.is_valid():
        change = propose_change(proposer=request.user, **form.facts())
        messages.success(
            request, _("Handed in. A moderator checks the source and publishes it; you will hear by mail.")
        )
        return redirect(change)
    return render(request, "programs/change_propose.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def vendor_list(request):
    return render(request, "programs/vendor_list.html", {"vendors": queries.vendors(request.user)})


@require_safe
def vendor(request, slug: str):
    found = queries.vendor_by_slug(slug)
    if found is None:
        raise Http404
    after = request.GET.get("after", "")
    timetable = queries.timetable(request.user, Filters(vendor=found), after=after)
    context = {"vendor": found, "timetable": timetable, "is_continued": bool(after)}
    return render(request, "programs/vendor.html", context)


@require_safe
def program(request, vendor_slug: str, slug: str):
    found = queries.program_by_slug(vendor_slug, slug)
    if found is None:
        raise Http404
    after = request.GET.get("after", "")
    timetable = queries.timetable(request.user, Filters(program=found), after=after)
    context = {"program": found, "vendor": found.vendor, "timetable": timetable, "is_continued": bool(after)}
    return render(request, "programs/program.html", context)
