"""Asking to be introduced, and what comes of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts.models import User
from community.core.paging import number_in
from community.core.refusals import Refused
from community.core.views import attempt, members_only
from community.networking import actions, queries, rules
from community.networking.forms import ContactForm, IntroductionForm
from community.networking.models import Introduction


@members_only
@require_safe
def introduction_list(request):
    which = request.GET.get("list")
    which = which if which in queries.LISTS else queries.LISTS[0]
    page = queries.introductions(request.user, which, before=number_in(request.GET.get("before")))
    return render(request, "networking/introduction_list.html", {"page": page, "which": which})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def introduction_ask(request, handle: str):
    """The form, or why it is not to be had."""
    person = get_object_or_404(User.objects.visible_to(request.user).with_company(), handle__iexact=handle)
    start = {"contact": request.user.email, "about": request.GET.get("about", "")}
    form = IntroductionForm(request.POST or None, viewer=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.ask_for_introduction(person, requester=request.user, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    obstacle = rules.why_not_ask(request.user, person) if request.method != "POST" else ""
    context = {"person": person, "form": form, "obstacle": obstacle}
    return render(request, "networking/introduction_ask.html", context, status=422 if form.errors else 200)


@members_only
@require_safe
def introduction(request, pk: int):
    return _show(request, pk)


@members_only
@require_POST
def introduction_accept(request, pk: int):
    found, form = _to_answer(request, pk), ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    attempt(
        request,
        lambda: actions.accept_introduction(found, by=request.user, contact=form.cleaned_data["contact"]),
        done=_("You are introduced. %(name)s was told how to reach you.") % {"name": found.requester.name},
    )
    return redirect(found)


@members_only
@require_POST
def introduction_postpone(request, pk: int):
    found = _to_answer(request, pk)
    attempt(
        request,
        lambda: actions.postpone_introduction(found, by=request.user),
        done=_("You are asked again in a few days. %(name)s is told nothing.") % {"name": found.requester.name},
    )
    return redirect("introduction_list")


@members_only
@require_POST
def introduction_decline(request, pk: int):
    found = _to_answer(request, pk)
    attempt(
        request,
        lambda: actions.decline_introduction(found, by=request.user),
        done=_("Declined. For %(name)s it looks as if you did not answer.") % {"name": found.requester.name},
    )
    return redirect("introduction_list")


@members_only
@require_POST
def introduction_withdraw(request, pk: int):
    own = Introduction.objects.visible_to(request.user).filter(requester=request.user)
    found = get_object_or_404(own, pk=pk)
    attempt(
        request,
        lambda: actions.withdraw_introduction(found, by=request.user),
        done=_("Withdrawn."),
    )
    return redirect(found)


@members_only
@require_POST
def introduction_end(request, pk: int):
    """Take a "yes" back."""
    found = get_object_or_404(Introduction.objects.visible_to(request.user), pk=pk)
    attempt(
        request,
        lambda: actions.end_introduction(found, by=request.user),
        done=_("You are not each other’s contacts any more. Nobody is told."),
    )
    return redirect("introduction_list")


def _to_answer(request, pk: int) -> Introduction:
    got = Introduction.objects.visible_to(request.user).filter(target=request.user)
    return get_object_or_404(got.select_related("requester"), pk=pk)


def _show(request, pk: int, form: ContactForm | None = None, *, status: int = 200):
    found = queries.introduction_for(request.user, pk)
    if found is None:
        raise Http404
    is_own = found.requester_id == request.user.pk
    context = {
        "introduction": found,
        "is_own": is_own,
        "person": found.target if is_own else found.requester,
        "about": queries.about_for(request.user, found),
        "conversation": queries.conversation_of(request.user, found),
        "again": rules.asks_anew_from(found),
        "form": form or ContactForm(initial={"contact": request.user.email}),
    }
    return render(request, "networking/introduction.html", context, status=status)
