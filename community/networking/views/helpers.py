"""Who can help with a question, a change or a tag: pages of their own, which other pages load as a part of theirs."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.core.slugs import IdSlug
from community.core.views import members_only
from community.forum.models import Thread
from community.networking import queries, rules
from community.networking.rules.helpers import FORMULA
from community.programs.models import Change
from community.tags.models import Tag


@members_only
@require_safe
def thread_helpers(request, ref: IdSlug):
    rules.check_can_read_directory(request.user)
    questions = Thread.objects.visible_to(request.user).filter(kind=Thread.Kind.QUESTION)
    found = get_object_or_404(questions, pk=ref.pk)
    return _show(request, found, queries.helpers_for_thread(request.user, found))


@members_only
@require_safe
def change_helpers(request, ref: IdSlug):
    rules.check_can_read_directory(request.user)
    found = get_object_or_404(Change.objects.visible_to(request.user), pk=ref.pk)
    return _show(request, found, queries.helpers_for_change(request.user, found))


@members_only
@require_safe
def tag_helpers(request, name: str):
    rules.check_can_read_directory(request.user)
    found = get_object_or_404(Tag, name=name)
    return _show(request, found, queries.helpers_for_tag(request.user, found))


@members_only
@require_safe
def formula(request):
    """By what the site chooses and orders those who can help."""
    rules.check_can_read_directory(request.user)
    return render(request, "networking/formula.html", {"weights": FORMULA.values()})


def _show(request, about, helpers):
    context = {"about": about, "helpers": helpers}
    return render(request, "networking/_helpers.html" if request.htmx else "networking/helpers.html", context)
