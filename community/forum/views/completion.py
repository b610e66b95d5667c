"""What is offered while somebody writes."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.accounts import rules as people
from community.core.views import members_only
from community.forum import queries
from community.forum.views.loading import number_of
from community.programs.queries import similar_changes


@members_only
@require_safe
def complete(request):
    """The options for "@bo" or "#re". Only who may write is given names."""
    asked = request.GET.get("q", "")[:40].replace("\0", "")
    context: dict = {"people": [], "tags": []}
    if people.may_converse(request.user):
        if asked.startswith("@"):
            thread_id = number_of(request.GET.get("thread"))
            context["people"] = queries.people_named(request.user, asked[1:], thread_id=thread_id)
        elif asked.startswith("#"):
            context["tags"] = queries.tags_named(asked[1:])
    return render(request, "forum/_options.html", context)


@members_only
@require_safe
def similar(request):
    """Threads and changes with a title like the one that is being typed."""
    title = request.GET.get("title", "").replace("\0", "")
    context = {
        "threads": queries.similar_threads(request.user, title),
        "changes": similar_changes(request.user, title=title),
    }
    return render(request, "forum/_similar.html", context)
