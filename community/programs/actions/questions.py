"""Asking a vendor together: numbered questions, signatures of companies, and the moment at which a question is sent.

Whoever writes about the questions of a change holds the lock of that change first, so that numbers have no gaps and a
question is sent once, however many companies sign at the same moment.
"""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.jobs import defer
from community.core.refusals import Refused
from community.core.workdays import add_workdays
from community.programs import rules
from community.programs.clock import DUE_AFTER, OVERDUE_AFTER, SIGNATURES_TO_SEND
from community.programs.models import Change, Question, Signature


@transaction.atomic
def ask_question(change: Change, *, member, text: str, is_named: bool = True) -> Question:
    """Ask the vendor for the member's company, which signs at once. The same words again give the question back.

    Raises:
        Refused: the person may not ask, or speaks for no company.
    """
    change = _lock(change.pk)
    rules.check_can_ask(member, change)
    text = " ".join(text.split())
    asked = Question.objects.filter(change=change, text=text, asked_for=member.company, merged_into=None).first()
    if asked:
        return asked
    last = Question.objects.filter(change=change).aggregate(last=Max("number"))["last"] or 0
    question = Question.objects.create(
        change=change, number=last + 1, text=text, asked_by=member, asked_for=member.company, asked_at=timezone.now()
    )
    _sign(question, member=member, is_named=is_named)
    record("question.asked", actor=member, target=question, change=change.pk)
    _send_if_ripe(question, by=member)
    return question


@transaction.atomic
def sign_question(question: Question, *, member, is_named: bool = True) -> bool:
    """Put the member's company behind a question; with the tenth it is sent. False if the company stood there already.

    Signing again changes only whether the company is named.

    Raises:
        Refused: the question is sent, settled, merged or hidden, or the person speaks for no company.
    """
    question = _locked(question)
    rules.check_can_sign(member, question)
    created = _sign(question, member=member, is_named=is_named)
    if created:
        _send_if_ripe(question, by=member)
    return created


@transaction.atomic
def withdraw_signature(question: Question, *, member) -> bool:
    """Take the company's signature back, as long as the question is not sent. False if there was none.

    Raises:
        Refused: as for signing.
    """
    question = _locked(question)
    rules.check_can_sign(member, question)
    deleted, _of = Signature.objects.filter(question=question, company=member.company).delete()
    return deleted > 0


@transaction.atomic
def edit_question(question: Question, *, by, text: str) -> bool:
    """A moderator mends the words of a question that is not sent. False if they are the same.

    Raises:
        Refused: the person may not, or the text is frozen.
    """
    rules.check_can_curate(by, question)
    question = _locked(question)
    text = " ".join(text.split())
    if question.text == text:
        return False
    if question.is_sent:
        raise Refused(_("This question has been sent. Its text is frozen."))
    question.text = text
    question.save(update_fields=["text"])
    record("question.edited", actor=by, target=question)
    return True


@transaction.atomic
def merge_questions(question: Question, *, into: Question, by) -> bool:
    """One question goes up in another, with its signatures; a company that signed both counts once.

    The number stays, and leads to the other. If the other has ten companies now, it is sent.

    Returns:
        False if the question went up in that one before.
    Raises:
        Refused: the person may not; the two belong to different changes or are one; the first is sent or hidden;
            the second has gone up in another itself or is hidden.
    """
    rules.check_can_curate(by, question)
    question, into = _locked(question), _locked(into)
    if question.merged_into_id == into.pk:
        return False
    _check_can_merge(question, into)
    signed = set(into.signatures.values_list("company", flat=True))
    question.signatures.filter(company__in=signed).delete()
    question.signatures.update(question=into)
    Question.objects.filter(merged_into=question).update(merged_into=into)
    question.merged_into = into
    question.save(update_fields=["merged_into"])
    record("question.merged", actor=by, target=question, into=into.pk)
    _send_if_ripe(into, by=by)
    return True


@transaction.atomic
def hide_question(question: Question, *, by, reason: str) -> bool:
    """Take a question away; its asker reads the reason. Its number is not given again. False if it is hidden."""
    rules.check_can_curate(by, question)
    question = _locked(question)
    if question.hidden_at:
        return False
    question.hidden_at = timezone.now()
    question.hidden_reason = reason
    question.save(update_fields=["hidden_at", "hidden_reason"])
    record("question.hidden", actor=by, target=question)
    return True


@transaction.atomic
def show_question(question: Question, *, by) -> bool:
    """Show a hidden question again. False if it is shown."""
    rules.check_can_curate(by, question)
    question = _locked(question)
    if not question.hidden_at:
        return False
    question.hidden_at = None
    question.hidden_reason = ""
    question.save(update_fields=["hidden_at", "hidden_reason"])
    record("question.shown", actor=by, target=question)
    return True


@transaction.atomic
def hand_over_question(question: Question, *, by, on: dt.date) -> bool:
    """A moderator has carried a sent question to the vendor. Its working days are counted from that day.

    Returns:
        False if it was handed over before, or nobody needs to.
    Raises:
        Refused: the person may not, or the day lies before the question was ripe or in the future.
    """
    rules.check_can_curate(by, question)
    question = _locked(question)
    if not question.is_sent or not question.awaits_hand_over or question.is_settled:
        return False
    if not question.sent_on <= on <= timezone.localdate():
        raise Refused(_("Name a day between the one on which it was sent and today."))
    question.handed_over_on = on
    _start_clock(question, on)
    question.save(update_fields=["handed_over_on", "clock_from", "due_on", "overdue_on"])
    record("question.handed_over", actor=by, target=question, on=on.isoformat())
    return True


@transaction.atomic
def mail_question(question_id: int) -> bool:
    """Mail a sent question to the vendor's contact address. False if it has gone, or there is no address any more.

    The row stays locked while the mail server takes the message, so that two workers send it once.
    """
    questions = Question.objects.select_for_update(of=["self"], skip_locked=True).select_related("change__vendor")
    question = questions.filter(pk=question_id, mailed_at=None, channel=Question.Channel.MAIL).first()
    if question is None or not question.change.vendor.contact_email or not question.is_standing:
        return False
    named = question.signatures.filter(is_named=True).select_related("company")
    context = {
        "question": question, "change": question.change, "site": settings.SITE_URL, "days": DUE_AFTER,
        "companies": [signature.company.name for signature in named], "unnamed": question.sent_with - len(named),
    }  # fmt: skip
    subject = _("Question %(number)d about “%(title)s”") % {"number": question.number, "title": question.change.title}
    EmailMessage(
        subject=subject[:200],
        body=render_to_string("emails/question.txt", context),
        to=[question.change.vendor.contact_email],
    ).send()
    question.mailed_at = timezone.now()
    question.save(update_fields=["mailed_at"])
    return True


def _lock(change_id: int) -> Change:
    """One at a time among those who write about the questions of this change; readers never wait."""
    return Change.objects.select_for_update(no_key=True, of=["self"]).select_related("vendor").get(pk=change_id)


def _locked(question: Question) -> Question:
    """The question as it is now, with nobody else writing about it."""
    _lock(question.change_id)
    return Question.objects.select_related("change__vendor").get(pk=question.pk)


def _sign(question: Question, *, member, is_named: bool) -> bool:
    signature, created = Signature.objects.get_or_create(
        question=question,
        company=member.company,
        defaults={"member": member, "is_named": is_named, "signed_at": timezone.now()},
    )
    if not created and signature.is_named != is_named:
        signature.is_named = is_named
        signature.save(update_fields=["is_named"])
    return created


def _check_can_merge(question: Question, into: Question) -> None:
    if question.pk == into.pk or question.change_id != into.change_id:
        raise Refused(_("Choose another question about the same change."))
    if question.is_sent or question.outcome:
        raise Refused(_("A question that has been sent or answered stays. Merge the other one into it."))
    if not question.is_standing or not into.is_standing:
        raise Refused(_("One of the two has been merged or hidden already."))


def _send_if_ripe(question: Question, *, by) -> bool:
    """Freeze the question and start its clock, once enough companies stand behind it."""
    companies = question.signatures.count()
    if question.is_sent or question.is_settled or not question.is_standing or companies < SIGNATURES_TO_SEND:
        return False
    vendor = question.change.vendor
    question.sent_on = timezone.localdate()
    question.sent_with = companies
    question.channel = Question.Channel.MAIL if vendor.contact_email else Question.Channel.HAND
    question.calendar = vendor.country
    _start_clock(question, question.sent_on)
    question.save()
    record(
        "question.sent", actor=by, target=question, on=question.sent_on.isoformat(), calendar=question.calendar
    )  # fmt: skip
    if question.channel == Question.Channel.MAIL:
        defer("programs.mail_question", question_id=question.pk)
    return True


def _start_clock(question: Question, day: dt.date) -> None:
    question.clock_from = day
    question.due_on = add_workdays(day, DUE_AFTER, question.calendar)
    question.overdue_on = add_workdays(day, OVERDUE_AFTER, question.calendar)
