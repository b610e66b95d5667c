"""The queue, what is decided and taken back there, and the log."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.paging import number_in
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import TogetherForm
from community.moderation.models import Undo
from community.moderation.rules import MOST_TOGETHER
from community.moderation.views.guarding import desk_only


@desk_only
@require_safe
def queue(request):
    return _show_queue(request, request.GET.get("kind", ""))


@desk_only
@require_safe
def next_case(request):
    """On to the first case that nobody looks at; with ``after``, to the one below that in the list."""
    found = queries.next_case(request.user, after=request.GET.get("after", ""))
    if found is None:
        messages.success(request, _("Nothing else waits that nobody looks at."))
        return redirect("queue")
    return redirect(found.get_absolute_url())


@desk_only
@require_POST
def decide_together(request, kind: str):
    """Decide about several cases of one kind; what is refused is said one by one, and all the rest stands."""
    decision = actions.TOGETHER.get(kind, {}).get(request.POST.get("decision", ""))
    if decision is None or kind not in queries.kinds_for(request.user):
        raise Http404
    form = TogetherForm(decision.reasons, request.POST)
    if not form.is_valid():
        return _show_queue(request, kind, form, status=422)
    outcome = actions.decide_together(
        kind, name=request.POST["decision"], chosen=form.cleaned_data["case"], moderator=request.user,
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    _say(request, outcome)
    return redirect(reverse("queue") + f"?kind={kind}")


@desk_only
@require_POST
def press_undo(request, press: UUID):
    """Take back all that one press of a button decided, each for itself."""
    offers = list(Undo.objects.visible_to(request.user).filter(press=press).order_by("pk"))
    undone = [offer for offer in offers if attempt(request, partial(actions.undo, offer, moderator=request.user))]
    if undone:
        messages.success(request, _("Taken back. It waits as it did, and nobody was told."))
    elif not offers:
        messages.success(request, _("That is taken back already, or its ten minutes are over."))
    return redirect("queue")


@desk_only
@require_safe
def targets(request):
    """How long each kind of case should wait at most, and why."""
    return render(request, "moderation/targets.html", {"kinds": queries.kinds_for(request.user)})


@require_safe
def log(request):
    page = queries.log(request.user, before=number_in(request.GET.get("before")))
    return render(request, "moderation/log.html", {"page": page})


@require_safe
def item_history(request, kind: str, pk: int):
    """What was decided about one thing: by role for everybody who may see it, by name for moderators."""
    found = queries.item_history(request.user, kind, pk)
    if found is None:
        raise Http404
    return render(request, "moderation/item_history.html", {"kind": kind, "found": found})


def _show_queue(request, kind: str, form: TogetherForm | None = None, *, status: int = 200):
    """All that waits, or one kind of it. Several can be decided about where the list shows one kind only."""
    kinds, everything = queries.kinds_for(request.user), queries.queue(request.user)
    kind = kind if kind in kinds else ""
    items = [item for item in everything if kind in {"", item.name}]
    shown = {item.name for item in items}
    one = shown.pop() if len(shown) == 1 else ""
    together = actions.TOGETHER.get(one, {})
    context = {
        "items": items,
        "kind": kind,
        "one": one,
        "together": together,
        "form": form or TogetherForm(next((way.reasons for way in together.values() if way.reasons), "")),
        "chosen": request.POST.getlist("case"),
        "most": MOST_TOGETHER,
        "tabs": [(name, each, sum(item.name == name for item in everything)) for name, each in kinds.items()],
        "total": len(everything),
        "presses": queries.presses(request.user),
    }
    return render(request, "moderation/queue.html", context, status=status)


def _say(request, outcome: actions.Outcome) -> None:
    if outcome.done:
        words = {"done": queries.done_in_words(decision.verb for decision in outcome.done)}
        messages.success(request, _("Done: %(done)s. Those concerned are told in ten minutes.") % words)
    for title, why in outcome.failed:
        messages.error(request, _("“%(title)s” is as it was. %(why)s") % {"title": title, "why": why})
