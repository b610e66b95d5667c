"""The list of watched words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.refusals import Refused
from community.core.views import attempt
from community.forum.models import WatchedWord
from community.moderation import actions, queries
from community.moderation.forms import WatchedWordForm
from community.moderation.views.guarding import moderators_only


@moderators_only
def watched_words(request):
    """The list; a word that is sent is put on it."""
    form = WatchedWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_new = actions.watch_word(moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Watched from now on.") if is_new else _("It is watched already."))
            return redirect("watched_words")
        except Refused as refusal:
            form.add_error("word", refusal.sentence)
    context = {"form": form, "words": queries.watched_words(request.user)}
    return render(request, "moderation/watched_words.html", context, status=422 if form.errors else 200)


@moderators_only
@require_POST
def watched_word_remove(request, pk: int):
    word = get_object_or_404(WatchedWord.objects.visible_to(request.user), pk=pk)
    attempt(
        request,
        lambda: actions.unwatch_word(word, moderator=request.user),
        done=_("No longer watched. Posts that wait because of it go on waiting."),
    )
    return redirect("watched_words")
