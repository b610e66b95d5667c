"""Following people and companies, and what they write."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import Company, User
from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import in_place, members_only
from community.networking import actions, queries


@members_only
@require_safe
def following_people(request):
    """What they have written."""
    page = queries.posts_of_followed(request.user, before=number_in(request.GET.get("before")))
    return render(request, "networking/following_people.html", {"page": page})


@members_only
@require_safe
def followed(request):
    """Who they are."""
    page = queries.followed_by(request.user, before=number_in(request.GET.get("before")))
    return render(request, "networking/followed.html", {"page": page})


@members_only
@require_safe
def followers(request, handle: str):
    """Who follows a person, for them and for whom they let see it; for others there is no such page."""
    person = get_object_or_404(User.objects.visible_to(request.user), handle=handle)
    if not queries.shows_followers(request.user, person):
        raise Http404
    page = queries.followers_of(request.user, person, before=number_in(request.GET.get("before")))
    return render(request, "networking/followers.html", {"person": person, "page": page})


@members_only
@require_POST
def person_follow(request, handle: str):
    """Follow a person; with ``stop`` no longer."""
    return _follow(request, get_object_or_404(User.objects.visible_to(request.user), handle=handle))


@members_only
@require_POST
def company_follow(request, slug: str):
    """Follow a company; with ``stop`` no longer."""
    return _follow(request, get_object_or_404(Company.objects.visible_to(request.user), slug=slug))


def _follow(request, thing):
    stops = "stop" in request.POST
    try:
        (actions.unfollow_peer if stops else actions.follow_peer)(thing, member=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(thing)
    said = _("You no longer read of them.") if stops else _("What they write stands under “Following”.")
    context = {"said": said, "is_followed": not stops, "follow_url": request.path}
    return in_place(request, "components/_follow.html", context, back=thing.get_absolute_url())
