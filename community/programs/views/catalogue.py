"""Vendors and programs."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.core.refusals import allowed
from community.programs import queries, rules
from community.programs.queries import Filters
from community.programs.views.touch import touches_in


@require_safe
def vendor_list(request):
    return render(request, "programs/vendor_list.html", {"vendors": queries.vendors(request.user)})


@require_safe
def vendor(request, slug: str):
    found = queries.vendor_by_slug(slug, request.user)
    if found is None:
        raise Http404
    after, touches = request.GET.get("after", ""), touches_in(request)
    timetable = queries.timetable(request.user, Filters(vendor=found, touches=touches), after=after)
    context = {
        "vendor": found,
        "timetable": timetable,
        "touches": touches,
        "is_continued": bool(after),
        "is_followed": found.is_followed,
        "record": queries.record_of(found),
    }
    return render(request, "programs/vendor.html", context)


@require_safe
def program(request, vendor_slug: str, slug: str):
    found = queries.program_by_slug(vendor_slug, slug, request.user)
    if found is None:
        raise Http404
    after, touches = request.GET.get("after", ""), touches_in(request)
    timetable = queries.timetable(request.user, Filters(program=found, touches=touches), after=after)
    context = {
        "program": found,
        "vendor": found.vendor,
        "timetable": timetable,
        "touches": touches,
        "is_continued": bool(after),
        "is_followed": found.is_followed,
        "matrix": queries.matrix(found, request.user, on=timezone.localdate()),
        "can_edit_matrix": allowed(rules.check_can_edit_matrix, request.user),
    }
    return render(request, "programs/program.html", context)
