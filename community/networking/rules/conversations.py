"""Who may write to whom, how often, and who may add, leave and hide.

Whoever cannot be written to is refused in one sentence, whether they want it so, are suspended, or one of the two has
blocked the other.
"""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts import rules as people
from community.accounts.models import User
from community.core.pace import check_pace
from community.core.refusals import Refused
from community.forum.rules import limits_hold
from community.networking.models import Block, Introduction, Message, Participant, PeerFollow, PeerSettings
from community.networking.rules.blocks import are_apart

MOST_PEOPLE = 30  # in one conversation: product.md 4.4; more than that is a group or a thread
A_DAY = timedelta(days=1)
BEGUN_A_DAY = 20  # conversations: who has to tell more people something starts a thread
BEGUN_BY_NEW = 3  # of partners whom no moderator trusts yet: nobody sells to the whole directory on the first day
A_MINUTE = timedelta(minutes=1)
A_MINUTES_MESSAGES = 20  # as fast as two people who talk

WrittenBy = PeerSettings.WrittenBy


def check_can_begin(user) -> None:
    """Raises Refused unless the person may write messages at all: a partner."""
    if not people.is_partner(user):
        raise Refused(_("Partners write messages to each other. Apply as a partner first."))
    people.check_is_not_silenced(user)


def may_be_written_to(user, person) -> bool:
    """Whether a person's page offers to write to them. Only what costs no query; the form says the rest."""
    return people.is_partner(user) and people.is_partner(person) and user.pk != person.pk


def check_can_write_to(user, person) -> None:
    """Raises Refused unless the person may begin to write to that one."""
    check_can_begin(user)
    if user.pk == person.pk:
        raise Refused(_("This is you."))
    if not _takes_messages(user, person):
        raise _takes_none(user, person)


def check_can_gather(user, persons: list, *, beside=(), gone=frozenset()) -> None:
    """Raises Refused unless the person may bring all of these into one conversation, where those ``beside`` are.

    Who cannot be is named, and why is not said: it may be somebody else in it whom they have blocked. Who has left it
    (``gone``, by their ids) wanted to be there no more.
    """
    check_can_begin(user)
    everybody = [*beside, *persons]
    if len({person.pk for person in everybody} | {user.pk}) > MOST_PEOPLE:
        raise Refused(_("A conversation has at most %(count)d people.") % {"count": MOST_PEOPLE})
    refused = [person for person in persons if person.pk in gone or not _can_join(user, person, everybody)]
    if refused:
        names = ", ".join(person.name for person in refused)
        said = ngettext(
            "%(names)s cannot be added at the moment. Write without them, or ask them another way.",
            "These people cannot be added at the moment: %(names)s. Write without them, or ask them another way.",
            len(refused),
        )
        raise Refused(said % {"names": names})


def check_can_say(user, conversation) -> None:
    """Raises Refused unless the person may write in a conversation that they are in."""
    seat = Participant.objects.own(user).filter(conversation=conversation).first()
    if seat is None:
        raise Refused(_("You are not in this conversation any more."))
    check_can_begin(user)
    here = User.objects.filter(conversations__conversation=conversation, conversations__left_at=None)
    others = list(here.exclude(pk=user.pk))
    if not others:
        raise Refused(_("Nobody else is here any more."))
    if len(others) == 1 and not _is_reached(user, others[0]):
        raise _takes_none(user, others[0])


def why_not_say(user, conversation) -> str:
    """What keeps the person from writing there, in a sentence; empty if nothing does."""
    try:
        check_can_say(user, conversation)
    except Refused as refusal:
        return refusal.sentence
    return ""


def check_pace_of_conversations(user) -> None:
    """Raises TooSoon if the person has begun as many conversations as one may in 24 hours."""
    if not _is_limited(user):
        return
    most = BEGUN_A_DAY if people.is_trusted(user) else BEGUN_BY_NEW
    begun = Message.objects.filter(author=user, number=1, kind=Message.Kind.TEXT)
    said = ngettext(
        "You have begun %(count)d conversation within a day. You can begin the next one in %(wait)s. Your text stays"
        " here.",
        "You have begun %(count)d conversations within a day. You can begin the next one in %(wait)s. Your text stays"
        " here.",
        most,
    )
    check_pace(begun, "created_at", most=most, within=A_DAY, sentence=said)


def check_pace_of_messages(user) -> None:
    """Raises TooSoon if the person has written as much as one may in a minute."""
    if _is_limited(user):
        said = _("You have written %(count)d messages within a minute. Go on in %(wait)s. Your text stays here.")
        written = Message.objects.texts().filter(author=user)
        check_pace(written, "created_at", most=A_MINUTES_MESSAGES, within=A_MINUTE, sentence=said)


def _takes_none(user, person) -> Refused:
    """The one sentence for all reasons; whoever blocks knows theirs."""
    if Block.objects.visible_to(user).filter(person=person).exists():
        return Refused(_("You block %(name)s. Unblock them on their page before you write.") % {"name": person.name})
    return Refused(_("%(name)s takes no messages from you at the moment.") % {"name": person.name})


def _takes_messages(user, person) -> bool:
    """Three queries at most."""
    if not people.is_partner(person) or not _is_reached(user, person):
        return False
    settings = PeerSettings.objects.filter(member=person).first() or PeerSettings(member=person)
    match settings.written_by:
        case WrittenBy.NOBODY:
            return False
        case WrittenBy.KNOWN:
            return _is_known_to(person, user)
    return True


def _is_reached(user, person) -> bool:
    """Whether what the one writes reaches the other at all."""
    return person.is_active and not people.is_suspended(person) and not are_apart(user, person)


def _is_known_to(person, user) -> bool:
    follows = PeerFollow.objects.filter(member=person).of(user).exists()
    return follows or Introduction.objects.accepted().others(person).filter(other=user.pk).exists()


def _can_join(user, person, everybody) -> bool:
    """Three queries, and one more where they let only those write whom they know."""
    if not _takes_messages(user, person):
        return False
    return not Block.objects.others(person).filter(other__in=[other.pk for other in everybody]).exists()


def _is_limited(user) -> bool:
    return limits_hold() and not people.is_moderator(user)
