"""Peer rounds: how they go, one's own, and what one says of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.views import attempt, members_only
from community.networking import actions, queries, rules
from community.networking.forms import RoundAnswerForm
from community.networking.models import RoundSeat
from community.networking.rules.rounds import FORMULA


@members_only
@require_safe
def round_list(request):
    rules.check_can_read_directory(request.user)
    context = {"page": queries.rounds_page(request.user), "weights": FORMULA.values()}
    context["answers"] = RoundSeat.Answer.choices
    return render(request, "networking/rounds.html", context)


@members_only
@require_POST
def round_skip(request):
    """Skip the next round; with ``stop`` take part after all."""
    stops = "stop" in request.POST
    if actions.skip_round(request.user, is_skipped=not stops):
        messages.success(request, _("You take part again.") if stops else _("You skip the next round."))
    return redirect("rounds")


@members_only
@require_POST
def round_answer(request, pk: int):
    """Say how it was."""
    seat = get_object_or_404(RoundSeat.objects.visible_to(request.user), pk=pk)
    form = RoundAnswerForm(request.POST)
    if form.is_valid():
        done = _("Thank you. Nobody reads your answer.")
        attempt(request, lambda: actions.answer_round(seat, by=request.user, **form.cleaned_data), done=done)
    else:
        messages.error(request, _("Nothing was kept. Choose one of the answers."))
    return redirect("rounds")
