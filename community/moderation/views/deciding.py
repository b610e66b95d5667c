"""The common way of all decisions: do it and go on, or show the case again with all that was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from community.core.refusals import Refused
from community.moderation import queries
from community.moderation.models import Decision


def decide(request, act: Callable[[], bool], *, done: str, show: Callable[..., HttpResponse]) -> HttpResponse:
    """Back to the queue, with what was done. Not on to the next case: a key that is pressed twice would decide about
    what nobody has read.

    Args:
        show: the page of the case as it is now; with ``stale`` it says that a colleague was first, or what changed.
    """
    try:
        acted = act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return show(status=422)
    if not acted:
        return show(status=409, stale=True)
    messages.success(request, done)
    return redirect("queue")


def around(request, key: str, thing, *, stale: bool = False) -> dict:
    """What the page of every case has: who looks at it, what was decided about it, and how that is taken back.

    Args:
        key: under which it waits ("post-12").
        stale: a decision came too late; what was typed for it is shown beside the one that stands.
    """
    case, history = queries.case(request.user, key), queries.history(thing._meta.model_name, thing.pk)
    decisions = [row for row in history if row.verb not in Decision.READINGS]
    decided = decisions[-1] if decisions and case is None else None
    return {
        "case": case,
        "case_key": key,
        "history": history,
        "decided": decided,
        "press": queries.press_of(request.user, decided) if decided else None,
        "stale": stale,
        "typed": request.POST.get("reason", "") if decided else "",
    }
