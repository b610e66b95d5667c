"""Who may ask whom to be introduced, and who answers. No sentence here differs between a "no" and no answer."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import Introduction, PeerSettings
from community.networking.rules.blocks import are_apart

OPEN_FOR = timedelta(days=14)  # long enough to come back from a holiday
ASK_ANEW_AFTER = timedelta(days=90)  # from the end on, however it ended: product.md 4.4
MOST_OPEN = 10  # that nobody has said "yes" to, within 14 days: who needs more of them writes a thread
LATER = timedelta(days=5)  # after which who said "ask me later" is asked again


def may_be_offered(user, person) -> bool:
    """Whether a person's page offers to ask them. Only what costs no query; the form says the rest."""
    both = people.is_partner(user) and people.is_partner(person)
    return both and user.pk != person.pk and not _are_colleagues(user, person) and not people.is_silenced(user)


def check_can_introduce(user) -> None:
    """Raises Refused unless the person may ask for introductions: a partner."""
    if not people.is_partner(user):
        raise Refused(_("Partners ask for introductions. Apply as a partner first."))
    people.check_is_not_silenced(user)


def check_can_ask(user, person) -> None:
    """Raises Refused unless the person may ask to be introduced to that one now."""
    check_can_introduce(user)
    if user.pk == person.pk:
        raise Refused(_("This is you."))
    _check_takes_requests(user, person)
    if _are_colleagues(user, person):
        raise Refused(_("You work for the same company. Write to %(name)s directly.") % {"name": person.name})
    if Introduction.objects.accepted().others(user).filter(other=person.pk).exists():
        raise Refused(
            _("You are introduced already. Your introductions say how to reach %(name)s.") % {"name": person.name}
        )
    if Introduction.objects.open().filter(requester=person, target=user).exists():
        raise Refused(_("%(name)s has asked you. Say yes there, and you are introduced.") % {"name": person.name})
    _check_has_waited(user, person)
    _check_pace(user)


def why_not_ask(user, person) -> str:
    """What keeps the person from asking that one, in a sentence; empty if nothing does."""
    try:
        check_can_ask(user, person)
    except Refused as refusal:
        return refusal.sentence
    return ""


def check_can_answer(user, introduction: Introduction) -> None:
    """Raises Refused unless the person can answer this request now: whoever was asked, within 14 days."""
    if introduction.target_id != user.pk:
        raise Refused(_("Who was asked answers."))
    people.check_is_not_silenced(user)
    if introduction.withdrawn_at is not None:
        raise Refused(_("The request was withdrawn. You need not do anything."))
    if not introduction.is_open:
        raise Refused(_("The 14 days for an answer are over. You can ask for an introduction yourself."))


def check_can_withdraw(user, introduction: Introduction) -> None:
    """Raises Refused unless the person can take their request back: not after a "yes", nor after 14 days."""
    if introduction.requester_id != user.pk:
        raise Refused(_("Who asked withdraws."))
    if Introduction.objects.accepted().filter(pk=introduction.pk).exists():
        raise Refused(_("You are introduced already."))
    if not introduction.is_open and introduction.withdrawn_at is None:
        raise Refused(_("The 14 days for an answer are over. There is nothing left to withdraw."))


def check_can_end(user, introduction: Introduction) -> None:
    """Raises Refused unless the person can take the introduction back: either of the two, after a "yes"."""
    if user.pk not in {introduction.requester_id, introduction.target_id}:
        raise Refused(_("One of the two ends it."))
    if not Introduction.objects.filter(pk=introduction.pk, answer__verdict="yes").exists():
        raise Refused(_("You are not introduced. There is nothing to take back."))


def asks_anew_from(introduction: Introduction) -> datetime:
    """From when on the same person may be asked again, if they did not say "yes"."""
    return introduction.ends_at + ASK_ANEW_AFTER


def _check_takes_requests(user, person) -> None:
    """One sentence for everybody who cannot be asked: it tells neither of a sanction nor of a setting or block."""
    muted = PeerSettings.objects.filter(member=person, takes_introductions=False)
    if not people.is_partner(person) or people.is_suspended(person) or muted.exists() or are_apart(user, person):
        raise Refused(_("%(name)s takes no requests for introductions.") % {"name": person.name})


def _check_has_waited(user, person) -> None:
    """The same sentence for what is open, was withdrawn, got a "no" or no answer."""
    asked = Introduction.objects.filter(requester=user, target=person, ends_at__gt=timezone.now() - ASK_ANEW_AFTER)
    last = asked.newest_first().first()
    if last is not None:
        words = {"name": person.name, "day": _day(last.asked_at), "again": _day(asks_anew_from(last))}
        raise Refused(_("You asked %(name)s on %(day)s. You can ask again from %(again)s.") % words)


def _check_pace(user) -> None:
    """Withdrawn and declined ones count until their 14 days are over: neither frees a place, so neither shows."""
    counted = Introduction.objects.not_accepted().filter(requester=user, ends_at__gt=timezone.now())
    ends = list(counted.order_by("-ends_at").values_list("ends_at", flat=True)[:MOST_OPEN])
    if len(ends) < MOST_OPEN:
        return
    said = ngettext(
        "You have asked %(count)d person within 14 days. You can ask the next one from %(day)s, or after a yes.",
        "You have asked %(count)d people within 14 days. You can ask the next one from %(day)s, or after a yes.",
        MOST_OPEN,
    )
    raise Refused(said % {"count": MOST_OPEN, "day": _day(ends[-1])})


def _are_colleagues(user, person) -> bool:
    return user.company is not None and user.company == person.company


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")
