"""The questions that one is asked, and what one says to them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.views import attempt, members_only
from community.networking import actions, queries
from community.networking.models import HelpOffer


@members_only
@require_safe
def offer_list(request):
    context = {"offers": queries.own_offers(request.user), "refused": queries.refused_offers(request.user)}
    return render(request, "networking/offer_list.html", context)


@members_only
@require_POST
def offer_accept(request, pk: int):
    """Say "I am on it", and go to where one replies."""
    offer = _own(request, pk)
    done = _("You are on it for a week. The asker reads that somebody is, and who once you reply.")
    if not attempt(request, lambda: actions.accept_offer(offer, by=request.user), done=done):
        return redirect("offer_list")
    return redirect(f"{offer.thread.get_absolute_url()}#reply")


@members_only
@require_POST
def offer_pass(request, pk: int):
    offer = _own(request, pk)
    done = _("Passed. Nobody is told who passes; tomorrow somebody else is asked.")
    attempt(request, lambda: actions.pass_offer(offer, by=request.user), done=done)
    return redirect("offer_list")


@members_only
@require_POST
def offer_refuse(request, pk: int):
    offer = _own(request, pk)
    done = _("You are not asked about these tags any more. You can change that below.")
    attempt(request, lambda: actions.refuse_offer(offer, by=request.user), done=done)
    return redirect("offer_list")


@members_only
@require_POST
def offer_ask_again(request, pk: int):
    offer = _own(request, pk)
    done = _("You may be asked about these tags again.")
    attempt(request, lambda: actions.ask_me_again(offer, by=request.user), done=done)
    return redirect("offer_list")


def _own(request, pk: int) -> HelpOffer:
    return get_object_or_404(HelpOffer.objects.visible_to(request.user).select_related("thread"), pk=pk)
