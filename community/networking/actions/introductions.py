"""Asking to be introduced, answering, withdrawing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.activity.actions import record, told_later
from community.networking import rules
from community.networking.actions.conversations import open_introduced
from community.networking.actions.locking import lock_people
from community.networking.models import Introduction, IntroductionAnswer, TeamingEntry

Verdict = IntroductionAnswer.Verdict

BEFORE_THE_END = timedelta(days=1)  # who said "ask me later" has at least so long when asked again


@transaction.atomic
def ask_for_introduction(target, *, requester, blurb: str, contact: str, about=None) -> Introduction:
    """Ask to be introduced. Sent a second time, it gives back the first.

    Args:
        contact: how to reach the requester, which the target reads if they say "yes".
        about: the change, question, thread or entry of the teaming board that it is about, if any.

    Raises:
        Refused: the person may not, or not this one, or not now.
    """
    lock_people(requester, target)
    same = Introduction.objects.open().filter(requester=requester, target=target, blurb=blurb).first()
    if same is not None:
        return same
    rules.check_can_ask(requester, target)
    named = {_name_of(about): about} if about else {}
    introduction = Introduction.objects.create(
        requester=requester, target=target, blurb=blurb, contact=contact, ends_at=timezone.now() + rules.OPEN_FOR,
        **named,
    )  # fmt: skip
    record("introduction.asked", actor=requester, target=introduction)
    return introduction


@transaction.atomic
def accept_introduction(introduction: Introduction, *, by, contact: str) -> bool:
    """Say "yes": each reads how to reach the other, and they write to each other from now on. False if that was said
    before. A "no" can be turned into it.

    Raises:
        Refused: the person was not asked, or it cannot be answered any more.
    """
    if not _answer(introduction, by, Verdict.YES, contact):
        return False
    open_introduced(introduction)
    record("introduction.accepted", actor=by, target=introduction)
    return True


@transaction.atomic
def postpone_introduction(introduction: Introduction, *, by) -> bool:
    """Say "ask me later": they are asked again in five days, or a day before the end. For the requester it waits.

    False if they have said "yes", or this, before.
    """
    if not _answer(introduction, by, Verdict.LATER):
        return False
    again = min(timezone.now() + rules.LATER, introduction.ends_at - BEFORE_THE_END)
    if again > timezone.now():
        with told_later(again):
            record("introduction.came_back", actor=None, target=introduction)
    return True


@transaction.atomic
def decline_introduction(introduction: Introduction, *, by) -> bool:
    """Say "no". Nobody is told, nothing that anybody else sees changes, and no activity is written: there is nobody to
    tell. False if they have said "yes", or this, before."""
    return _answer(introduction, by, Verdict.NO)


@transaction.atomic
def withdraw_introduction(introduction: Introduction, *, by) -> bool:
    """Take a request back: the target reads it no more. False if that was done. It counts on, see the rules.

    Raises:
        Refused: it is not theirs, was accepted, or is over.
    """
    introduction = _locked(introduction)
    rules.check_can_withdraw(by, introduction)
    if introduction.withdrawn_at is not None:
        return False
    introduction.withdrawn_at = timezone.now()
    introduction.save(update_fields=["withdrawn_at"])
    return True


@transaction.atomic
def end_introduction(introduction: Introduction, *, by) -> bool:
    """Take a "yes" back: neither is the other's contact any more, and nobody is told. False if that was done.

    Raises:
        Refused: it is not between them, or nobody has said "yes".
    """
    introduction = _locked(introduction)
    rules.check_can_end(by, introduction)
    if introduction.ended_at is not None:
        return False
    introduction.ended_at = timezone.now()
    introduction.save(update_fields=["ended_at"])
    return True


@transaction.atomic
def forget_introductions() -> int:
    """Remove what nobody accepted, or one has taken back, as soon as the same may be asked again. Returns how many."""
    old = Introduction.objects.filter(ends_at__lt=timezone.now() - rules.ASK_ANEW_AFTER)
    over = old.exclude(answer__verdict="yes", ended_at=None)
    return over.delete()[1].get("networking.Introduction", 0)


def _name_of(about) -> str:
    return "teaming_entry" if isinstance(about, TeamingEntry) else about._meta.model_name


def _locked(introduction: Introduction) -> Introduction:
    return Introduction.objects.select_for_update(no_key=True).get(pk=introduction.pk)


def _answer(introduction: Introduction, by, verdict: Verdict, contact: str = "") -> bool:
    introduction = _locked(introduction)
    said = IntroductionAnswer.objects.visible_to(by).filter(introduction=introduction).first()
    if said is not None and said.verdict in {Verdict.YES, verdict}:
        return False
    rules.check_can_answer(by, introduction)
    IntroductionAnswer.objects.update_or_create(
        introduction=introduction,
        answerer=by,
        defaults={"verdict": verdict, "contact": contact, "answered_at": timezone.now()},
    )
    return True
