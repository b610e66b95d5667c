"""Official answers, and what the askers say of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.refusals import Refused, allowed
from community.core.slugs import IdSlug
from community.core.views import attempt, members_only
from community.programs import actions, rules
from community.programs.forms import AnswerForm
from community.programs.models import AnswerTick, Question
from community.programs.views.questions import change_or_404, section_in_place


@members_only
def answer_new(request, ref: IdSlug):
    """A representative answers officially. For others the address leads back to the change, with the reason."""
    change = change_or_404(request, ref)
    if not allowed(rules.check_can_answer, request.user, change):
        attempt(request, lambda: rules.check_can_answer(request.user, change))
        return redirect(change)
    questions = list(Question.objects.visible_to(request.user).standing().filter(change=change).order_by("number"))
    form = AnswerForm(questions, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = actions.answer_officially(
                change, author=request.user, body=form.cleaned_data["body"], ticks=form.ticks()
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Answered. The companies that asked say whether it answers their question."))
            return redirect(f"{change.get_absolute_url()}#answer-{answer.pk}")
    context = {"change": change, "form": form, "questions": questions}
    return render(request, "programs/answer_new.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def answer_verdict(request, ref: IdSlug, pk: int):
    """Confirm an answer to one question (``agrees`` 1) or dispute it (0). ``pk`` is the tick of that question."""
    visible = Question.objects.visible_to(request.user)
    ticks = AnswerTick.objects.filter(question__in=visible, question__change=ref.pk)
    tick = get_object_or_404(ticks.select_related("question__change__vendor"), pk=pk)
    if request.POST.get("agrees") not in {"0", "1"}:
        raise Http404
    agrees = request.POST["agrees"] == "1"
    done = (
        _("Noted: it answers Q%(number)d.") if agrees else _("Noted: it does not answer Q%(number)d.")
    ) % {"number": tick.question.number}  # fmt: skip
    attempt(request, lambda: actions.judge_answer(tick, member=request.user, agrees=agrees), done=done)
    return section_in_place(request, ref)
