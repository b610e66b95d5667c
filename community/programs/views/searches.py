"""Saved searches. One is opened by the plain address of the list; looking at it there is remembered."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.refusals import Refused
from community.core.views import attempt, is_looking, members_only
from community.programs import actions, queries
from community.programs.forms import ChangeFilterForm, Offered, SaveSearchForm, SearchNameForm
from community.programs.models import SavedSearch

NEW_CAP = 50  # what is counted as new in one search; more is "more"


@members_only
def search_list(request):
    """The member's searches, to rename and delete; POST saves another one."""
    form = SaveSearchForm(request.POST, viewer=request.user) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            search = actions.save_search(member=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", refusal.sentence)
        else:
            messages.success(request, _("Saved. What is new in it is counted from now on."))
            return redirect(search)
    searches = queries.searches_of(request.user)
    _add_words(request.user, searches, Offered())
    return render(
        request, "programs/search_list.html", {"form": form, "searches": searches}, status=422 if form else 200
    )


@members_only
@require_POST
def search_rename(request, pk: int):
    search, form = _own(request, pk), SearchNameForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Not renamed. A name has 1 to %(most)d characters.") % {"most": SavedSearch.NAME_LENGTH}
        )
    else:
        attempt(request, lambda: actions.rename_search(search, name=form.cleaned_data["name"]), done=_("Renamed."))
    return redirect("search_list")


@members_only
@require_POST
def search_delete(request, pk: int):
    search = _own(request, pk)
    attempt(request, lambda: actions.delete_search(search), done=_("Deleted."))
    return redirect("search_list")


def searches_with_news(viewer, offered: Offered) -> list[SavedSearch]:
    """The viewer's searches, each with its ``new_count``. Two queries, or one where there are none."""
    searches = queries.searches_of(viewer)
    forms = {
        search.pk: ChangeFilterForm(QueryDict(search.query), viewer=viewer, offered=offered) for search in searches
    }
    looked = [(search.pk, forms[search.pk].filters(), search.last_seen_at) for search in searches]
    counts = queries.new_since(viewer, looked, most=NEW_CAP)
    for search in searches:
        search.new_count = counts.get(search.pk, 0)
    return searches


def note_look_at(request, query: str, searches: list[SavedSearch]) -> None:
    """Remember that the member looks at what is new in those of the searches that have this query.

    Where nothing is new there is nothing to remember, so hardly any look writes.
    """
    for search in searches:
        if search.query == query and search.new_count and is_looking(request):
            actions.note_look(search)


def _own(request, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)


def _add_words(viewer, searches: list[SavedSearch], offered: Offered) -> None:
    for search in searches:
        search.words = ChangeFilterForm(QueryDict(search.query), viewer=viewer, offered=offered).words
