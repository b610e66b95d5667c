"""The queue and the log."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.paging import number_in
from community.moderation import queries
from community.moderation.views.guarding import moderators_only


@moderators_only
@require_safe
def queue(request):
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.FINDERS else ""
    everything = queries.queue(request.user)
    items = [item for item in everything if kind in {"", item.kind}]
    counts = {name: sum(item.kind == name for item in everything) for name in queries.FINDERS}
    return render(
        request, "moderation/queue.html", {"items": items, "kind": kind, "counts": counts, "total": len(everything)}
    )


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
