"""Of questions, signatures, answers and verdicts."""

import datetime as dt

from community.programs.models import FixReport, Question, Signature, Verdict
from tests import factories as make

DAY = dt.date(2026, 11, 2)


def of_question(signers: int = 1, **fields):
    def update(change) -> None:
        change.publication, change.published_at = "published", change.moved_at
        change.save()
        question = make.make_question(change, signers=signers)
        Question.objects.filter(pk=question.pk).update(**fields)

    return update


def asked(change, **fields) -> Question:
    change.publication, change.published_at = "published", change.moved_at
    change.save()
    return make.make_question(change, **fields)


def same_number(change) -> None:
    first, second = asked(change), make.make_question(change)
    Question.objects.bulk_create([Question(change=change, number=second.number, text="Twice the number of this one?",
        asked_by=first.asked_by, asked_for=first.asked_for, asked_at=first.asked_at)])  # fmt: skip


def merged_away(change) -> None:
    question, other = asked(change, signers=10), make.make_question(change)
    Question.objects.filter(pk=question.pk).update(merged_into=other)


def signed_twice(change) -> None:
    question = asked(change)
    colleague = make.make_partner(company=question.asked_for)
    Signature.objects.create(
        question=question, company=question.asked_for, member=colleague, signed_at=question.asked_at
    )


def fixed_twice(change) -> None:
    question = asked(change)
    for _time in range(2):
        FixReport.objects.create(
            question=question, company=question.asked_for, member=question.asked_by, reported_on=DAY
        )


def ticked_twice(change) -> None:
    tick = make.make_answer(asked(change))
    tick.answer.ticks.create(question=tick.question, kind="partly")


def unknown_kind(change) -> None:
    tick = make.make_answer(asked(change))
    type(tick).objects.filter(pk=tick.pk).update(kind="maybe")


def judged_twice(by_company: bool):
    def judge(change) -> None:
        question = asked(change)
        tick = make.make_answer(question)
        for agrees in (True, False):
            Verdict.objects.create(
                tick=tick, company=question.asked_for if by_company else None, member=question.asked_by,
                agrees=agrees, given_at=question.asked_at,
            )  # fmt: skip

    return judge


def hidden_answer(**fields):
    def hide(change) -> None:
        tick = make.make_answer(asked(change))
        type(tick.answer).objects.filter(pk=tick.answer.pk).update(**fields)

    return hide


BROKEN = {
    "question_number_unique_per_change": [same_number],
    "question_sent_with_its_dates": [
        of_question(sent_on=DAY),
        of_question(channel="mail"),
        of_question(due_on=DAY),
        of_question(10, due_on=None),
        of_question(10, channel=""),
    ],
    "question_outcome_with_its_day": [
        of_question(outcome="answered"),
        of_question(outcome_on=DAY),
        of_question(outcome="delayed", outcome_on=DAY),
    ],
    "question_sent_is_not_merged_away": [merged_away],
    "question_hidden_with_a_reason": [of_question(hidden_at="2026-11-02T10:00Z")],
    "question_sent_is_frozen": [
        of_question(10, text="Is this really what ten companies have signed?"),
        of_question(10, sent_on=DAY),
        of_question(10, sent_with=900),
        of_question(10, number=7),
        of_question(number=7),
    ],
    "answer_hidden_with_a_reason": [
        hidden_answer(hidden_at="2026-11-02T10:00Z"),
        hidden_answer(hidden_reason="Spam."),
    ],
    "one_signature_per_company_and_question": [signed_twice],
    "one_fix_report_per_company_and_question": [fixed_twice],
    "one_tick_per_answer_and_question": [ticked_twice],
    "tick_kind_known": [unknown_kind],
    "one_verdict_per_company_and_tick": [judged_twice(True)],
    "one_verdict_of_moderators_per_tick": [judged_twice(False)],
}
