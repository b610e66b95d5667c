"""What the site has decided about the member who reads."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.paging import number_in
from community.core.views import members_only
from community.moderation import queries


@members_only
@require_safe
def standing(request):
    """One's own page; nobody else's."""
    found = queries.standing(request.user, before=number_in(request.GET.get("before")))
    return render(request, "moderation/standing.html", {"standing": found})
