"""Groups: finding, founding and joining them, and looking after one."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.views import misspelt
from community.networking import queries
from community.networking.models import Group


@require_safe
def group(request, ref):
    found = _found(request, ref.pk)
    elsewhere = misspelt(request, ref, found.get_absolute_url())
    if elsewhere:
        return elsewhere
    own = queries.membership_of(request.user, found)
    return render(request, "networking/group.html", {"group": found, "own": own})


def _found(request, pk: int) -> Group:
    found = queries.group_for(request.user, pk)
    if found is None:
        raise Http404
    return found
