"""Blocking people, and the list of them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import User
from community.core.paging import number_in
from community.core.views import attempt, members_only
from community.networking import actions, queries


@members_only
@require_safe
def blocked(request):
    page = queries.blocks_of(request.user, before=number_in(request.GET.get("before")))
    return render(request, "networking/blocked.html", {"page": page})


@members_only
@require_POST
def person_block(request, handle: str):
    """Block a person; with ``stop`` no longer. Back to the page of the person, or to the list if asked from there."""
    person = get_object_or_404(User.objects.visible_to(request.user), handle=handle)
    if "stop" in request.POST:
        said = _("You no longer block %(name)s. Who followed whom does not come back by itself.")
        act = actions.unblock_person
    else:
        said = _("You block %(name)s, who is not told. Neither of you can write to, ask or follow the other.")
        act = actions.block_person
    attempt(request, lambda: act(person, member=request.user), done=said % {"name": person.name})
    return redirect("blocked" if "list" in request.POST else person)
