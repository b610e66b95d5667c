"""Offering questions that nobody has answered to people who might, and what these say to it."""

from django.db import connection, transaction
from django.utils import timezone

from community.activity.actions import record
from community.forum.models import Thread
from community.networking import queries, rules
from community.networking.models import HelpAsk, HelpOffer
from community.networking.queries.helpers import Helper
from community.networking.rules import offers as pace

Answer = HelpOffer.Answer

ONE_AT_A_TIME = (
    1146241602  # the lock of PostgreSQL's under which questions are offered; any number that nobody else has
)


def offer_new_questions() -> int:
    """Offer each question that nobody has answered for 48 hours to three people. Returns to how many in all."""
    waiting = queries.questions_to_offer().filter(help_ask=None)
    return sum(len(offer_question(pk)) for pk in waiting.values_list("pk", flat=True))


def offer_questions_again() -> int:
    """Once a day: where somebody passed or did not answer, the next one is asked. Returns how many.

    Once a day and not at once, so that the asker cannot tell by the moment who it was.
    """
    asked = queries.questions_to_offer().filter(help_ask__isnull=False).exclude(pk__in=queries.fully_offered())
    return sum(len(offer_question(pk)) for pk in asked.values_list("pk", flat=True))


@transaction.atomic
def offer_question(thread_id: int) -> list[HelpOffer]:
    """Offer a question to as many people as are missing, if it still needs any. One question after the other, so that
    nobody gets a third offer because two come at the same moment; the table would refuse it, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    thread = queries.questions_to_offer().select_related("author__membership__company").filter(pk=thread_id).first()
    if thread is None:
        return []
    held = HelpOffer.objects.holding().filter(thread=thread).count()
    missing = pace.PEOPLE_ASKED - held
    best, has_others = queries.people_to_ask(thread, most=missing) if missing > 0 else ([], False)
    offers = [_offer(thread, helper) for helper in best]
    found = {"people_found": held + len(offers), "has_others": has_others}
    HelpAsk.objects.update_or_create(
        thread=thread, defaults=found, create_defaults=found | {"asked_at": timezone.now()}
    )  # fmt: skip
    return offers


@transaction.atomic
def accept_offer(offer: HelpOffer, *, by) -> bool:
    """Say "I am on it". The asker reads that somebody is, and who once they reply. False if that was said.

    Raises:
        Refused: the question needs nobody any more, or the person may not write now.
    """
    return _answer(offer, by, Answer.ACCEPTED)


@transaction.atomic
def pass_offer(offer: HelpOffer, *, by) -> bool:
    """Say that one cannot now. Nobody is told, and somebody else is asked the next day. False if that was said."""
    return _answer(offer, by, Answer.PASSED)


@transaction.atomic
def refuse_offer(offer: HelpOffer, *, by) -> bool:
    """Say "not me": as passing, and one is asked about the tags of this question no more. False if that was said."""
    return _answer(offer, by, Answer.NOT_ME)


@transaction.atomic
def ask_me_again(offer: HelpOffer, *, by) -> bool:
    """Take a "not me" back: one may be asked about these tags again, though not this question.

    Raises:
        Refused: there is nothing to take back.
    """
    offer = _locked(offer, by)
    rules.check_can_be_asked_again(by, offer)
    offer.answer = Answer.PASSED
    offer.save(update_fields=["answer"])
    return True


@transaction.atomic
def forget_offers() -> int:
    """Remove what is long over, but for what somebody is not asked about any more. Returns how many."""
    old = HelpOffer.objects.filter(offered_at__lt=timezone.now() - pace.KEPT_FOR)
    return old.exclude(answer=Answer.NOT_ME).delete()[0]


def _offer(thread: Thread, helper: Helper) -> HelpOffer:
    now = timezone.now()
    taken = set(HelpOffer.objects.counting(now).filter(person=helper.person).values_list("place", flat=True))
    offer = HelpOffer.objects.create(
        thread=thread, person=helper.person, offered_at=now, counts_until=now + pace.A_WEEK,
        ends_at=now + pace.OPEN_FOR, place=1 if 1 not in taken else 2,
        reasons=[[reason.kind, reason.name, reason.count] for reason in helper.reasons],
    )  # fmt: skip
    record("offer.made", actor=None, target=offer)
    return offer


def _answer(offer: HelpOffer, by, answer: str) -> bool:
    offer = _locked(offer, by)
    if offer.answer == answer:
        return False
    rules.check_can_answer_offer(by, offer)
    offer.answer, offer.answered_at = answer, timezone.now()
    if answer == Answer.ACCEPTED:
        offer.ends_at = offer.answered_at + pace.OPEN_FOR
    offer.save(update_fields=["answer", "answered_at", "ends_at"])
    return True


def _locked(offer: HelpOffer, by) -> HelpOffer:
    return HelpOffer.objects.visible_to(by).select_for_update(no_key=True, of=("self",)).get(pk=offer.pk)
