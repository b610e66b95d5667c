"""Questions to the vendor: the list, asking, signing, and the silent fix."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import attempt, in_place, members_only
from community.programs import actions, queries, rules
from community.programs.forms import FixedForm, QuestionForm
from community.programs.models import Question


@require_safe
def question_list(request, ref: IdSlug):
    change = change_or_404(request, ref)
    context = {"change": change, "section": queries.question_section(change, request.user)}
    return render(request, "programs/questions.html", context)


@require_safe
def question(request, ref: IdSlug, number: int):
    """The address of a question leads to it on the page of its change; merged, to the one it went up in."""
    found = question_or_404(request, ref, number)
    if found.hidden_at:
        return redirect(f"{reverse('questions', args=[found.change.slugged_id])}#q{number}")
    shown = found.merged_into or found
    return redirect(f"{found.change.get_absolute_url()}#q{shown.number}")


@members_only
def question_new(request, ref: IdSlug):
    """Ask the vendor. Questions like it are shown first, so that people sign instead of asking twice."""
    change = change_or_404(request, ref)
    try:
        rules.check_can_ask(request.user, change)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(change)
    section = queries.question_section(change, request.user)
    form = QuestionForm(request.POST or None)
    similar = section.standing
    if request.method == "POST" and form.is_valid():
        similar = queries.similar_questions(section, form.cleaned_data["text"])
        if form.cleaned_data["anyway"] or not similar:
            asked = actions.ask_question(
                change, member=request.user, text=form.cleaned_data["text"], is_named=not form.cleaned_data["unnamed"]
            )
            messages.success(request, _("Asked as Q%(number)d. Ten companies send it.") % {"number": asked.number})
            return redirect(asked)
    asks_back = form.is_bound and not form.errors
    context = {"change": change, "form": form, "similar": similar, "asks_back": asks_back}
    return render(request, "programs/question_new.html", context, status=422 if form.is_bound else 200)


@members_only
@require_POST
def question_sign(request, ref: IdSlug, number: int):
    """Sign for one's company (``unnamed``: without being named); with ``stop`` take the signature back."""
    found = question_or_404(request, ref, number)
    if "stop" in request.POST:
        done = _("Taken back. Your company does not stand behind Q%(number)d any more.") % {"number": number}
        attempt(request, lambda: actions.withdraw_signature(found, member=request.user), done=done)
    else:
        is_named = "unnamed" not in request.POST
        if attempt(request, lambda: actions.sign_question(found, member=request.user, is_named=is_named)):
            messages.success(request, _after_signing(found))
    return section_in_place(request, ref)


@members_only
def question_fixed(request, ref: IdSlug, number: int):
    """Say that the matter was mended without a word."""
    found = question_or_404(request, ref, number)
    try:
        rules.check_can_report_fixed(request.user, found)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(found)
    form = FixedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.report_fixed(found, member=request.user, **form.cleaned_data)
        messages.success(request, _("Noted for your company. Two companies make it “fixed silently”."))
        return redirect(found)
    context = {"change": found.change, "question": found, "form": form}
    return render(request, "programs/question_fixed.html", context, status=422 if form.errors else 200)


def change_or_404(request, ref: IdSlug):
    """The change with its questions, if the person may see it."""
    change = queries.change_with_questions(request.user, ref.pk)
    if change is None:
        raise Http404
    return change


def question_or_404(request, ref: IdSlug, number: int) -> Question:
    """One question of a change, if the person may see it."""
    questions = Question.objects.visible_to(request.user).select_related("change__vendor", "merged_into")
    return get_object_or_404(questions, change=ref.pk, number=number)


def section_in_place(request, ref: IdSlug):
    """The section of questions as it is now, or a redirect to it."""
    change = change_or_404(request, ref)
    context = {"change": change, "section": queries.question_section(change, request.user)}
    return in_place(request, "programs/_questions.html", context, back=f"{change.get_absolute_url()}#questions")


def _after_signing(found: Question) -> str:
    now = Question.objects.with_signature_count().get(pk=found.pk)
    if now.is_sent:
        return _("Signed. Your company was the one that was missing: Q%(number)d is sent.") % {"number": now.number}
    missing = now.clock.missing
    return ngettext(
        "Signed. %(count)d more company and the question is sent as it stands.",
        "Signed. %(count)d more companies and the question is sent as it stands.",
        missing,
    ) % {"count": missing}
