"""What one is and holds, so that the site can say which changes touch whom."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.core.views import members_only
from community.programs import queries
from community.programs.actions import tell_business
from community.programs.forms import BusinessForm, holding_rows


@members_only
def your_programs(request):
    """A partner tells for the company, everybody else for themselves."""
    business = queries.business_of(request.user)
    told = business.facets
    initial = {"roles": told.roles, "countries": told.countries, "size": told.size} if told else {}
    form = BusinessForm(request.POST or None, initial=initial)
    rows = holding_rows(queries.offered_programs(), business.holdings, request.POST or None)
    wants_more = "more" in request.POST
    if request.method == "POST" and not wants_more and form.is_valid() and rows.is_valid():
        tell_business(request.user, held=rows.held(), **form.cleaned_data)
        messages.success(request, _("Saved. Each list of changes says now what touches you."))
        return redirect("your_programs")
    is_wrong = request.method == "POST" and not wants_more
    context = {"form": form, "rows": rows, "business": business, "is_wrong": is_wrong}
    return render(request, "programs/your_programs.html", context, status=422 if is_wrong else 200)
