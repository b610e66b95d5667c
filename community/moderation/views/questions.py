"""What moderators do with questions and official answers. For others these addresses do not exist."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.refusals import Refused
from community.core.views import attempt
from community.moderation import actions, queries
from community.moderation.forms import DecisionForm, ReasonForm
from community.moderation.views.guarding import desk_only, moderators_only
from community.programs.forms import HandOverForm, MergeForm, QuestionTextForm
from community.programs.models import OfficialAnswer, Question


@desk_only
@require_safe
def question_case(request, pk: int):
    """The page with all that a moderator can do with a question."""
    return _show_question(request, _question(request, pk))


@desk_only
@require_POST
def question_edit(request, pk: int):
    question, form = _question(request, pk), QuestionTextForm(request.POST)
    return _decide(
        request, question, form, "text_form", _("The text is mended."),
        lambda given: actions.edit_question(question, moderator=request.user, text=given["text"]),
    )  # fmt: skip


@desk_only
@require_POST
def question_merge(request, pk: int):
    question = _question(request, pk)
    return _decide(
        request, question, MergeForm(question, request.POST), "merge_form", _("Merged, with its signatures."),
        lambda given: actions.merge_question(question, into=given["into"], moderator=request.user),
    )  # fmt: skip


@desk_only
@require_POST
def question_hide(request, pk: int):
    question, form = _question(request, pk), DecisionForm("hide_question", request.POST)
    return _decide(
        request, question, form, "hide_form", _("Hidden. Its asker was told why."),
        lambda given: actions.hide_question(question, moderator=request.user, reason=given["reason"]),
    )  # fmt: skip


@desk_only
@require_POST
def question_show(request, pk: int):
    question = _question(request, pk)
    attempt(
        request,
        lambda: actions.show_question(question, moderator=request.user),
        done=_("It is shown again."),
        already=queries.already(request.user, question),
    )
    return redirect("question_case", pk)


@desk_only
@require_POST
def question_handover(request, pk: int):
    question, form = _question(request, pk), HandOverForm(request.POST)
    return _decide(
        request, question, form, "handover_form", _("Noted. The vendor’s working days are counted from that day."),
        lambda given: actions.hand_over_question(question, moderator=request.user, on=given["on"]),
    )  # fmt: skip


@moderators_only
@require_safe
def answer_case(request, pk: int):
    return _show_answer(request, _answer(request, pk), ReasonForm())


@moderators_only
@require_POST
def answer_hide(request, pk: int):
    answer, form = _answer(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _show_answer(request, answer, form)
    reason = form.cleaned_data["reason"]
    attempt(
        request,
        lambda: actions.hide_answer(answer, moderator=request.user, reason=reason),
        done=_("Hidden. Its author was told why."),
        already=queries.already(request.user, answer),
    )
    return redirect("answer_case", pk)


@moderators_only
@require_POST
def answer_show(request, pk: int):
    answer = _answer(request, pk)
    attempt(
        request,
        lambda: actions.show_answer(answer, moderator=request.user),
        done=_("It is shown again."),
        already=queries.already(request.user, answer),
    )
    return redirect("answer_case", pk)


def _question(request, pk: int) -> Question:
    rows = Question.objects.visible_to(request.user).moderated_by(request.user)
    return get_object_or_404(rows.select_related("change__vendor", "asked_by"), pk=pk)


def _answer(request, pk: int) -> OfficialAnswer:
    rows = OfficialAnswer.objects.visible_to(request.user).select_related("change__vendor", "author")
    return get_object_or_404(rows, pk=pk)


def _decide(request, question: Question, form, name: str, done: str, act):
    """Do it and show the page as it is now; or show it again with what was wrong and what was typed."""
    if form.is_valid():
        try:
            acted = act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done if acted else queries.already(request.user, question))
            return redirect("question_case", question.pk)
    return _show_question(request, question, status=422, **{name: form})


def _show_question(request, question: Question, status: int = 200, **forms):
    context = {
        "change": question.change, "question": question, "text_form": QuestionTextForm(initial={"text": question.text}),
        "merge_form": MergeForm(question), "hide_form": DecisionForm("hide_question"),
        "preview": "hide_question", "handover_form": HandOverForm(),
        "history": queries.history("question", question.pk),
        "case": queries.case(request.user, f"handover-{question.pk}"),
    }  # fmt: skip
    return render(request, "moderation/question_case.html", context | forms, status=status)


def _show_answer(request, answer: OfficialAnswer, form: ReasonForm):
    context = {
        "answer": answer,
        "change": answer.change,
        "ticks": answer.ticks.select_related("question"),
        "form": form,
        "history": queries.history("officialanswer", answer.pk),
    }
    return render(request, "moderation/answer_case.html", context, status=422 if form.errors else 200)
