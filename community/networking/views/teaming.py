"""The teaming board: reading it, posting, changing, renewing and ending what is one's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.refusals import Refused
from community.core.views import attempt, because_of, members_only
from community.networking import actions, queries, rules
from community.networking.forms import TeamingFilters, TeamingForm
from community.networking.models import TeamingEntry
from community.networking.rules.teaming import FORMULA


@members_only
@require_safe
def board(request):
    filters = TeamingFilters(request.GET)
    context = {
        "filters": filters,
        "form": filters.form(queries.on_the_board(request.user)),
        "page": queries.board(request.user, filters.chosen, before=filters.before),
        "weights": FORMULA.values(),
    }
    return render(request, "networking/teaming.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def entry_post(request):
    """The form, or why it is not to be had."""
    form = TeamingForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.post_entry(author=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return because_of(refusal, render(request, "networking/teaming_form.html", context, status=422))
        messages.success(request, _("It stands on the board. Those whom it fits are told."))
        return redirect(entry)
    if request.method != "POST":
        context["obstacle"] = _why_not_post(request.user)
    return render(request, "networking/teaming_form.html", context, status=422 if form.errors else 200)


@members_only
@require_safe
def entry(request, pk: int):
    found = _found(request, pk)
    context = {
        "entry": found,
        "is_own": found.author_id == request.user.pk,
        "may_answer": rules.may_answer(request.user, found),
        "fits": queries.fits_beside(request.user, found),
        "weights": FORMULA.values(),
    }
    return render(request, "networking/teaming_entry.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def entry_change(request, pk: int):
    found = _found(request, pk)
    try:
        rules.check_can_change_entry(request.user, found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(found)
    form = TeamingForm(request.POST or None, entry=found)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.change_entry(found, by=request.user, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"form": form, "entry": found}
    return render(request, "networking/teaming_form.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def entry_renew(request, pk: int):
    found = _found(request, pk)
    done, already = _("It stands for 30 days from today."), _("It stands for as long as that already.")
    attempt(request, lambda: actions.renew_entry(found, by=request.user), done=done, already=already)
    return redirect(found)


@members_only
@require_POST
def entry_take(request, pk: int):
    """Somebody was found."""
    return _end(request, pk, actions.take_entry, _("Good. It is off the board."))


@members_only
@require_POST
def entry_close(request, pk: int):
    return _end(request, pk, actions.close_entry, _("It is off the board. You can put it there again."))


def _end(request, pk: int, action, done: str):
    found = _found(request, pk)
    attempt(request, lambda: action(found, by=request.user), done=done, already=_("It is off the board already."))
    return redirect(found)


def _why_not_post(user) -> str:
    try:
        rules.check_can_post_entry(user)
    except Refused as refusal:
        return refusal.sentence
    return ""


def _found(request, pk: int) -> TeamingEntry:
    found = queries.entry_for(request.user, pk)
    if found is None:
        raise Http404
    return found
