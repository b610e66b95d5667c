"""The directory."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.views import members_only
from community.networking import queries, rules
from community.networking.forms import DirectoryFilters


@members_only
@require_safe
def directory(request):
    """Partners by what they tell; for others than those who may read it, why not."""
    rules.check_can_read_directory(request.user)
    filters = DirectoryFilters(request.GET)
    page = queries.directory_page(request.user, filters.wanted, after=filters.after)
    context = {"filters": filters, "page": page, "facets": filters.facets(page)}
    return render(request, "networking/directory.html", context)
