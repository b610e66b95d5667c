"""The queue and the log."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.paging import number_in
from community.moderation import queries
from community.moderation.views.guarding import desk_only


@desk_only
@require_safe
def queue(request):
    kinds = queries.kinds_for(request.user)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    everything = queries.queue(request.user)
    tabs = [(name, one, sum(item.name == name for item in everything)) for name, one in kinds.items()]
    context = {
        "items": [item for item in everything if kind in {"", item.name}],
        "kind": kind,
        "tabs": tabs,
        "total": len(everything),
    }
    return render(request, "moderation/queue.html", context)


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
