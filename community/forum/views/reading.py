"""Where to read on, what was read, how much one wants to hear; and looking for words in a thread."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from community.core.slugs import IdSlug
from community.core.views import in_place, members_only
from community.forum import actions, queries
from community.forum.forms import ReadForm, ThreadSearchForm, WatchLevelForm
from community.forum.models import Thread, ThreadReader
from community.forum.views.loading import number_of, thread_head_or_404, thread_or_404

SAID = {
    ThreadReader.Level.WATCHING: gettext_lazy("You hear of every new post."),
    ThreadReader.Level.NORMAL: gettext_lazy("You hear when somebody answers or mentions you."),
    ThreadReader.Level.MUTED: gettext_lazy("You hear nothing, and lists do not count it."),
}


@require_safe
def go_to_unread(request, ref: IdSlug):
    """To the first post that one has not read; if there is none, to the last."""
    found = thread_or_404(request, ref)
    return _go(request, found, queries.first_unread(found) or _end(request, found))


@require_safe
def go_to_last(request, ref: IdSlug):
    """To the last post that is shown."""
    found = thread_head_or_404(request, ref)
    return _go(request, found, queries.last_number(found))


@require_safe
def go_to_number(request, ref: IdSlug):
    """To the post with a number, or to the last one if there is none so high."""
    found = thread_head_or_404(request, ref)
    number = number_of(request.GET.get("n"))
    return _go(request, found, min(number, found.last_number) if number else None)


@members_only
@require_POST
def thread_read(request, ref: IdSlug):
    """The page says by itself which posts were read, and needs no answer; the button says that everything was."""
    found = thread_head_or_404(request, ref)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    numbers, up_to = form.cleaned_data["numbers"], form.cleaned_data["up_to"]
    actions.mark_read(found, member=request.user, numbers=numbers, up_to=up_to or 0)
    if numbers:
        return HttpResponse(status=204)
    messages.success(request, _("Everything up to #%(number)s counts as read.") % {"number": up_to or 0})
    context = {"thread": thread_or_404(request, ref)}
    return in_place(request, "forum/_read_marks.html", context, back=found.get_absolute_url())


@members_only
@require_POST
def thread_watch(request, ref: IdSlug):
    """Watch a thread, hear of it as usual, or mute it."""
    found = thread_head_or_404(request, ref)
    form, said = WatchLevelForm(request.POST), ""
    if form.is_valid():
        actions.set_watch_level(found, member=request.user, level=form.cleaned_data["level"])
        said = SAID[form.cleaned_data["level"]]
    context = {"thread": thread_or_404(request, ref), "said": said}
    return in_place(request, "forum/_watch_level.html", context, back=f"{found.get_absolute_url()}#watch")


@members_only
def own_list(request, which: str):
    """Threads that are about the reader, as a tab of the list; and the posts that they keep."""
    before = request.GET.get("before", "")
    find = queries.bookmarks if which == queries.BOOKMARKS else None
    page = find(request.user, before=before) if find else queries.own_threads(request.user, which, before=before)
    return render(request, "forum/thread_list.html", {"page": page, "pinned": [], "kind": which, "is_own": True})


def search_in_thread(request, found: Thread):
    """The posts of the thread with the words that were asked for."""
    form = ThreadSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    before = request.GET.get("before", "")
    page = queries.search_thread(found, request.user, words, before=before) if words else None
    context = {"thread": found, "page": page, "words": words, "is_too_long": "q" in form.errors}
    return render(request, "forum/thread_search.html", context)


def _go(request, found: Thread, number: int | None):
    view = "?view=flat" if request.GET.get("view") == queries.FLAT else ""
    if number is None:
        return redirect(found.get_absolute_url() + view)
    return redirect(f"{found.get_absolute_url()}{number}/{view}")


def _end(request, found: Thread) -> int | None:
    """For whoever has read everything the end; for whoever has read nothing the beginning."""
    return queries.last_number(found) if found.reading and found.reading.has_begun else None
