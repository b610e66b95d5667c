"""Who gets into these pages, and whether they decide about what they have seen."""

from functools import wraps

from django.http import Http404

from community.accounts import rules as people
from community.core.views import members_only


def moderators_only(view):
    """For everybody else the address does not exist."""

    @members_only
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not people.is_moderator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def admins_only(view):
    """For everybody else the address does not exist."""

    @moderators_only
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not people.is_admin(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def desk_only(view):
    """For moderators, and for those of a part: what they may see of it is for the views to ask."""

    @members_only
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (people.is_moderator(request.user) or people.moderates_a_part(request.user)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def as_seen(request, state: str) -> bool:
    """Whether the thing is still in the state that the page showed on which the button stood.

    What was declined may be shown after all, but only by somebody who knows that it was declined.
    """
    return request.POST.get("seen", state) == state
