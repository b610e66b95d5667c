"""What moderators do with questions. For others these addresses do not exist."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts import rules as people
from community.core.forms import ReasonForm
from community.core.refusals import Refused
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.programs import actions, queries
from community.programs.forms import HandOverForm, MergeForm, QuestionTextForm
from community.programs.views.questions import question_or_404


@members_only
def question_curate(request, ref: IdSlug, number: int):
    """The page with all that a moderator can do with a question; by itself it takes the mended text."""
    question = _for_moderators(request, ref, number)
    form = QuestionTextForm(request.POST or None, initial={"text": question.text})
    if request.method != "POST":
        return _page(request, question)
    return _answered(
        request, question, form, "text_form",
        lambda: actions.edit_question(question, by=request.user, text=form.cleaned_data["text"]),
        _("The text is mended."),
    )  # fmt: skip


@members_only
@require_POST
def question_merge(request, ref: IdSlug, number: int):
    question = _for_moderators(request, ref, number)
    form = MergeForm(question, request.POST)
    return _answered(
        request, question, form, "merge_form",
        lambda: actions.merge_questions(question, into=form.cleaned_data["into"], by=request.user),
        _("Merged, with its signatures."),
    )  # fmt: skip


@members_only
@require_POST
def question_hide(request, ref: IdSlug, number: int):
    """Hide a question with the reason for its asker; with ``stop`` show it again."""
    question = _for_moderators(request, ref, number)
    if "stop" in request.POST:
        attempt(request, lambda: actions.show_question(question, by=request.user), done=_("It is shown again."))
        return redirect(question)
    form = ReasonForm(request.POST)
    return _answered(
        request, question, form, "hide_form",
        lambda: actions.hide_question(question, by=request.user, reason=form.cleaned_data["reason"]),
        _("Hidden. Its asker reads the reason."),
    )  # fmt: skip


@members_only
@require_POST
def question_handover(request, ref: IdSlug, number: int):
    question = _for_moderators(request, ref, number)
    form = HandOverForm(request.POST)
    return _answered(
        request, question, form, "handover_form",
        lambda: actions.hand_over_question(question, by=request.user, on=form.cleaned_data["on"]),
        _("Noted. The vendor’s working days are counted from that day."),
    )  # fmt: skip


@members_only
@require_safe
def handover_list(request):
    """Sent questions that wait for somebody who carries them to the vendor."""
    if not people.is_moderator(request.user):
        raise Http404
    return render(request, "programs/handover.html", {"questions": queries.questions_to_hand_over(request.user)})


def _for_moderators(request, ref: IdSlug, number: int):
    if not people.is_moderator(request.user):
        raise Http404
    return question_or_404(request, ref, number)


def _answered(request, question, form, name: str, act, done: str):
    """Do it and go back to the question; or show the page again with what was wrong."""
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect(question)
    return _page(request, question, status=422, **{name: form})


def _page(request, question, status: int = 200, **forms):
    context = {
        "change": question.change, "question": question, "text_form": QuestionTextForm(initial={"text": question.text}),
        "merge_form": MergeForm(question), "hide_form": ReasonForm(), "handover_form": HandOverForm(),
    }  # fmt: skip
    return render(request, "programs/question_curate.html", context | forms, status=status)
