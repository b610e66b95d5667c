"""What moderators do with questions and official answers."""

import datetime as dt

from django.db import transaction

from community.moderation import rules
from community.moderation.actions.claims import end_claims
from community.moderation.logbook import logged
from community.moderation.models import Decision
from community.programs import actions as program_actions
from community.programs.models import OfficialAnswer, Question

Verb = Decision.Verb


@transaction.atomic
def edit_question(question: Question, *, moderator, text: str) -> bool:
    """Mend the words of a question that is not sent. False if they are the same.

    Raises:
        Refused: the person may not, or the text is frozen.
    """
    rules.check_can_moderate(moderator, question)
    return program_actions.edit_question(question, by=moderator, text=text) and logged(
        moderator, Verb.EDIT_QUESTION, question
    )


@transaction.atomic
def merge_question(question: Question, *, into: Question, moderator) -> bool:
    """Let a question go up in another one. False if it did before. See ``programs.actions.merge_questions``."""
    rules.check_can_moderate(moderator, question)
    return program_actions.merge_questions(question, into=into, by=moderator) and logged(
        moderator, Verb.MERGE_QUESTION, question
    )


@transaction.atomic
def hide_question(question: Question, *, moderator, reason: str) -> bool:
    """Take a question away; its asker, and whoever sees its change, reads the reason. False if it is hidden."""
    rules.check_can_decide(moderator, question.asked_by, question)
    return program_actions.hide_question(question, by=moderator, reason=reason) and logged(
        moderator, Verb.HIDE_QUESTION, question, reason
    )


@transaction.atomic
def show_question(question: Question, *, moderator) -> bool:
    """Show a hidden question again. False if it is shown."""
    rules.check_can_decide(moderator, question.asked_by, question)
    return program_actions.show_question(question, by=moderator) and logged(moderator, Verb.SHOW_QUESTION, question)


@transaction.atomic
def hand_over_question(question: Question, *, moderator, on: dt.date) -> bool:
    """Note that a question was carried to its vendor on that day. False if nobody needs to any more.

    Raises:
        Refused: the person may not, or the day lies before the question was sent or in the future.
    """
    rules.check_can_moderate(moderator, question)
    end_claims(moderator, cases=(f"handover-{question.pk}",))
    return program_actions.hand_over_question(question, by=moderator, on=on) and logged(
        moderator, Verb.HAND_OVER_QUESTION, question
    )


@transaction.atomic
def hide_answer(answer: OfficialAnswer, *, moderator, reason: str) -> bool:
    """Take an official answer away; the reason stands in its place, and it answers nothing. False if it is hidden."""
    rules.check_can_decide(moderator, answer.author)
    return program_actions.hide_answer(answer, by=moderator, reason=reason) and logged(
        moderator, Verb.HIDE_ANSWER, answer, reason
    )


@transaction.atomic
def show_answer(answer: OfficialAnswer, *, moderator) -> bool:
    """Show a hidden official answer again, with what it answers. False if it is shown."""
    rules.check_can_decide(moderator, answer.author)
    return program_actions.show_answer(answer, by=moderator) and logged(moderator, Verb.SHOW_ANSWER, answer)
