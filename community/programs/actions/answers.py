"""Official answers, what the askers say of them, and what is mended without a word."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.activity.actions import record
from community.core.markup import render_html
from community.core.refusals import Refused
from community.programs import rules
from community.programs.actions.questions import _lock, _locked
from community.programs.clock import TickKind, TickVerdicts, outcome_of
from community.programs.models import AnswerTick, Change, FixReport, OfficialAnswer, Question, Verdict


@transaction.atomic
def answer_officially(change: Change, *, author, body: str, ticks: dict[Question, str]) -> OfficialAnswer:
    """A representative answers for the vendor. The same words again from the same person give the answer back.

    Args:
        ticks: the questions that it is about, each with a ``TickKind``.
    Raises:
        Refused: the person does not represent the vendor, or no question of this change is named.
    """
    change = _lock(change.pk)
    rules.check_can_answer(author, change)
    said = OfficialAnswer.objects.filter(change=change, author=author, body=body).first()
    if said:
        return said
    questions = Question.objects.standing().filter(change=change, pk__in=[question.pk for question in ticks])
    if not ticks or len(questions) != len(ticks):
        raise Refused(_("Name the questions that you answer."))
    answer = OfficialAnswer.objects.create(
        change=change, author=author, hat=author.hats.get(vendor=change.vendor_id, doffed_at=None),
        body=body, html=render_html(body), answered_at=timezone.now(), answered_on=timezone.localdate(),
    )  # fmt: skip
    for question in questions:
        kind = ticks[question]
        tick = AnswerTick.objects.create(answer=answer, question=question, kind=kind)
        record(
            "question.answered", actor=author, target=question, tick=tick.pk, kind=TickKind(kind).value,
            on=answer.answered_on.isoformat(),
        )  # fmt: skip
        _settle(question)
    return answer


@transaction.atomic
def judge_answer(tick: AnswerTick, *, member, agrees: bool) -> bool:
    """Confirm that an answer answers the question, or dispute it. One word for each company; the last one counts.

    Somebody whose company signed speaks for the company, also if they moderate; other moderators for the moderators.

    Returns:
        False if that is what was said already.
    Raises:
        Refused: the company did not sign; the answer is hidden, or a refusal, which needs no confirmation.
    """
    question = _locked(tick.question)
    if OfficialAnswer.objects.filter(pk=tick.answer_id).exclude(hidden_at=None).exists():
        raise Refused(_("A moderator has hidden this answer."))
    company = member.company if people.is_member(member) else None
    has_signed = company is not None and question.signatures.filter(company=company).exists()
    rules.check_can_judge(member, question, has_signed=has_signed)
    if tick.kind == TickKind.REFUSES:
        raise Refused(_("A refusal stands as it is. Nobody needs to confirm it."))
    speaker = company if has_signed else None
    said = Verdict.objects.filter(tick=tick, company=speaker).first()
    if said and said.agrees == agrees:
        return False
    said = said or Verdict(tick=tick, company=speaker)
    said.member, said.agrees, said.given_at = member, agrees, timezone.now()
    said.save()
    record(
        "question.judged", actor=member, target=question, tick=tick.pk, agrees=agrees,
        company=speaker.pk if speaker else None,
    )  # fmt: skip
    _settle(question)
    return True


@transaction.atomic
def hide_answer(answer: OfficialAnswer, *, by, reason: str) -> bool:
    """Take an official answer away: the reason stays in its place, and the questions stand as if it had not been given.

    Returns:
        False if it is hidden.
    """
    return _set_hidden(answer, by=by, at=timezone.now(), reason=reason)


@transaction.atomic
def show_answer(answer: OfficialAnswer, *, by) -> bool:
    """Show a hidden answer again; it counts as before, from its own day. False if it is shown."""
    return _set_hidden(answer, by=by, at=None, reason="")


def _set_hidden(answer: OfficialAnswer, *, by, at, reason: str) -> bool:
    rules.check_can_curate(by)
    _lock(answer.change_id)
    answer = OfficialAnswer.objects.get(pk=answer.pk)
    if bool(answer.hidden_at) == bool(at):
        return False
    answer.hidden_at, answer.hidden_reason = at, reason
    answer.save(update_fields=["hidden_at", "hidden_reason"])
    record("answer.hidden" if at else "answer.shown", actor=by, target=answer)
    for tick in answer.ticks.select_related("question"):
        verb = "question.answer_hidden" if at else "question.answer_shown"
        record(verb, actor=by, target=tick.question, tick=tick.pk)
        _settle(tick.question)
    return True


@transaction.atomic
def report_fixed(question: Question, *, member, note: str = "", url: str = "") -> bool:
    """A company has seen that the matter was mended without a word; with the second the question is fixed silently.

    Returns:
        False if the company said so already.
    Raises:
        Refused: the question is settled, merged or hidden, or the person speaks for no company.
    """
    question = _locked(question)
    if FixReport.objects.filter(question=question, company=getattr(member, "company", None)).exists():
        return False
    rules.check_can_report_fixed(member, question)
    report = FixReport.objects.create(
        question=question, company=member.company, member=member, note=note, url=url, reported_on=timezone.localdate()
    )
    record(
        "question.seen_fixed", actor=member, target=question, company=member.company.pk,
        on=report.reported_on.isoformat(),
    )  # fmt: skip
    if _settle(question) and question.outcome == "fixed":
        record("question.fixed", actor=member, target=question)
    return True


def _settle(question: Question) -> bool:
    """Keep with the question what the table in ``clock`` makes of its answers, verdicts and fixes. True if it moved."""
    ticks = question.ticks.filter(answer__hidden_at=None).select_related("answer").prefetch_related("verdicts")
    fixes = list(question.fixes.values_list("reported_on", flat=True))
    outcome, on = outcome_of([_verdicts(tick) for tick in ticks], fixes)
    if (outcome, on) == (question.outcome, question.outcome_on):
        return False
    question.outcome, question.outcome_on = outcome, on
    question.save(update_fields=["outcome", "outcome_on"])
    return True


def _verdicts(tick: AnswerTick) -> TickVerdicts:
    words = list(tick.verdicts.all())
    companies = [word.agrees for word in words if word.company_id]
    moderator = next((word.agrees for word in words if word.company_id is None), None)
    return TickVerdicts(tick.kind, tick.answer.answered_on, companies.count(True), companies.count(False), moderator)
