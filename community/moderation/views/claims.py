"""Taking a case of the queue, and giving it back."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.views.guarding import desk_only


@desk_only
@require_POST
def case_claim(request, key: str):
    """Take it; with ``take_over`` also from a colleague, with ``release`` give it back."""
    case = queries.case(request.user, key)
    if case is None:
        raise Http404
    if "release" in request.POST:
        attempt(
            request, lambda: actions.release_case(key, moderator=request.user), done=_("Others may look at it now.")
        )
        return redirect("queue")
    attempt(
        request,
        lambda: actions.claim_case(key, moderator=request.user, takes_over="take_over" in request.POST),
        done=_("It is yours for 30 minutes."),
        already=_("A colleague has just taken it."),
    )
    return redirect(case.get_absolute_url())
