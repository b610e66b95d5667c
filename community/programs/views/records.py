"""What a vendor is asked, and how it announces, moves and answers."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.programs import queries
from community.programs.models import Vendor


@require_safe
def vendor_questions(request, slug: str):
    """Open questions to the vendor by due day: its to-do list, in public."""
    vendor = get_object_or_404(Vendor, slug=slug)
    context = {"vendor": vendor, "questions": queries.questions_of_vendor(vendor, request.user)}
    return render(request, "programs/vendor_questions.html", context)


@require_safe
def vendor_record(request, slug: str):
    found = queries.vendor_by_slug(slug, request.user)
    if found is None:
        raise Http404
    context = {"vendor": found, "record": queries.record_of(found), "fewest": queries.FEWEST}
    return render(request, "programs/vendor_record.html", context)
