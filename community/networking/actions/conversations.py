"""Writing to each other, and who is there: each adds numbered messages to a conversation whose row it has locked."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from community.activity.actions import record, told_later
from community.core.live import MEMBER, TALK, notify
from community.core.markup import Rendered, rendered_plainly
from community.core.refusals import Refused
from community.forum.actions import render_source
from community.networking import rules
from community.networking.actions.locking import lock_people
from community.networking.models import Conversation, Introduction, Message, Participant, RoundGroup
from community.networking.queries import conversation_with

Kind = Message.Kind

REPORTS_MATTER = timedelta(days=184)  # as long as a decision about a reported message can be appealed
SENT_ALREADY = gettext_lazy(
    "This form was sent before, and its text stands in the conversation. What you changed since is kept here: send it"
    " again as a message of its own."
)


class SentAlready(Refused):
    """A form that has given its message came again with other words."""


@transaction.atomic
def begin_conversation(
    persons: list, *, author, source: str, title: str = "", form_key: UUID | None = None
) -> Conversation:
    """Write to one or several people. With one it goes on where the two write to each other already.

    Args:
        form_key: names the form that was sent; the same form gives the same conversation, however often it comes.
    Raises:
        Refused: the person may not write, or not to one of these, or the text cannot be shown.
        TooSoon: the person has begun many conversations today, or written much within a minute.
        SentAlready: the form was sent before with other words.
    """
    rendered = render_source(source)
    lock_people(author, *persons)
    sent = _sent_before(author, form_key, source)
    if sent:
        return sent.conversation
    found = conversation_with(author, persons[0]) if len(persons) == 1 else None
    if found:
        return _say(found, author=author, source=source, rendered=rendered, form_key=form_key).conversation
    if len(persons) == 1:
        rules.check_can_write_to(author, persons[0])
    else:
        rules.check_can_gather(author, persons)
    rules.check_pace_of_conversations(author)
    conversation = _open([author, *persons], title=title)
    return _say(conversation, author=author, source=source, rendered=rendered, form_key=form_key).conversation


@transaction.atomic
def say(conversation: Conversation, *, author, source: str, form_key: UUID | None = None) -> Message:
    """Write in a conversation. The same form gives the same message, however often it comes.

    Raises:
        Refused: the person is not there, may not write, or nobody who is there hears them; or the text cannot be shown.
        TooSoon: the person has written much within a minute.
        SentAlready: the form was sent before with other words.
    """
    rendered = render_source(source)
    lock_people(author)
    return _sent_before(author, form_key, source) or _say(
        conversation, author=author, source=source, rendered=rendered, form_key=form_key
    )


@transaction.atomic
def add_people(conversation: Conversation, *, by, persons: list) -> int:
    """Bring others in, who read what comes from here on. Who is there already stays. Returns how many came.

    Raises:
        Refused: the person is not there, one of the others cannot be added, or they would be too many.
    """
    conversation = _locked(conversation)
    rules.check_can_say(by, conversation)
    seats = list(Participant.objects.filter(conversation=conversation).select_related("person"))
    here = [seat.person for seat in seats if seat.left_at is None]
    new = [person for person in persons if person not in here]
    gone = {seat.person_id for seat in seats if seat.left_at is not None}
    rules.check_can_gather(by, new, beside=here, gone=gone)
    for person in new:
        _add(conversation, kind=Kind.ADDED, author=by, about=person)
        number = conversation.last_number - 1  # the line about themselves they read
        Participant.objects.create(conversation=conversation, person=person, joined_number=number, read_number=number)
    _told(conversation)
    return len(new)


@transaction.atomic
def leave_conversation(conversation: Conversation, *, member) -> bool:
    """Of two: put it away until something comes. Of more: go, and read no more of it. False if the member is gone."""
    conversation = _locked(conversation)
    seats = Participant.objects.filter(conversation=conversation)
    own = seats.here().filter(person=member)
    if seats.count() <= 2:
        return own.update(archived_number=conversation.last_number, read_number=conversation.last_number) > 0
    if not own.update(left_at=timezone.now()):
        return False
    _add(conversation, kind=Kind.LEFT, author=member)
    _told(conversation)
    notify(MEMBER, member.pk)
    return True


def mute_conversation(conversation: Conversation, *, member, is_muted: bool) -> bool:
    """Hear no more of what is new in it, or hear of it again. False if that was so."""
    seats = Participant.objects.own(member).filter(conversation=conversation, is_muted=not is_muted)
    changed = seats.update(is_muted=is_muted) > 0
    notify(MEMBER, member.pk)
    return changed


@transaction.atomic
def mark_conversation_read(conversation: Conversation, *, member, number: int) -> bool:
    """The member has read up to there. False if they had."""
    number = min(number, conversation.last_number)
    seats = Participant.objects.own(member).filter(conversation=conversation)
    if not seats.mark_read(number):
        return False
    notify(MEMBER, member.pk)
    return True


def open_introduced(introduction: Introduction) -> Conversation:
    """Where two who are introduced write to each other, with what the one asked as the first message. In the
    transaction that accepts; it calls nobody, because the yes itself is told."""
    asker, target = introduction.requester, introduction.target
    rendered = _rendered_in_any_case(introduction.blurb)
    conversation = conversation_with(asker, target) or _open([asker, target])
    conversation = _locked(conversation)
    _add(conversation, kind=Kind.INTRODUCED, author=target, about=asker)
    _add(conversation, author=asker, source=introduction.blurb, rendered=rendered)
    conversation.introduction = conversation.introduction or introduction
    conversation.save(update_fields=["introduction"])
    Participant.objects.filter(conversation=conversation).mark_read(conversation.last_number)
    _told(conversation)
    return conversation


def open_matched(group: RoundGroup, *, persons: list) -> Conversation:
    """Where those whom a round put together write to each other, with a line that says why. In the transaction of the
    round; it calls nobody, because the round itself tells them."""
    known = conversation_with(*persons) if len(persons) == 2 else None
    conversation = _locked(known or _open(persons))
    _add(conversation, kind=Kind.MATCHED, author=persons[0], round_group=group)
    _told(conversation)
    return conversation


@transaction.atomic
def leave_all_conversations(member, *, texts_too: bool) -> None:
    """The account of the member is closed: they are in no conversation any more.

    Args:
        texts_too: their messages are emptied; else they stay, as those of somebody without a name.
    """
    for seat in Participant.objects.filter(person=member).select_related("conversation").order_by("conversation"):
        conversation = _locked(seat.conversation)
        seat.delete()
        if seat.left_at is None:
            _add(conversation, kind=Kind.LEFT, author=member)
            _told(conversation)
    if texts_too:
        texts = Message.objects.texts().filter(author=member, erased_at=None)
        texts.update(source="", html="", erased_at=timezone.now())
    forget_conversations()


@transaction.atomic
def forget_conversations() -> int:
    """Remove those in which nobody is any more, but for what was reported lately. Returns how many."""
    late = timezone.now() - REPORTS_MATTER
    reported = Message.objects.filter(reported_at__gt=late).values("conversation")
    with_people = Participant.objects.here().values("conversation")
    empty = Conversation.objects.exclude(pk__in=with_people).exclude(pk__in=reported)
    return empty.delete()[1].get("networking.Conversation", 0)


def _rendered_in_any_case(blurb: str) -> Rendered:
    try:
        return render_source(blurb)
    except Refused:
        return rendered_plainly(blurb)


def _open(persons: list, *, title: str = "") -> Conversation:
    conversation = Conversation.objects.create(title=title if len(persons) > 2 else "")
    Participant.objects.bulk_create(Participant(conversation=conversation, person=person) for person in persons)
    return conversation


def _locked(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)


def _say(conversation: Conversation, *, author, source: str, rendered: Rendered, form_key: UUID | None) -> Message:
    conversation = _locked(conversation)
    rules.check_can_say(author, conversation)
    rules.check_pace_of_messages(author)
    message = _add(conversation, author=author, source=source, rendered=rendered, form_key=form_key)
    Participant.objects.own(author).filter(conversation=conversation).mark_read(message.number)
    with told_later(timezone.now() + timedelta(minutes=settings.MAIL_WAIT)):  # who reads it until then needs no word
        record("message.sent", actor=author, target=message)
    _told(conversation)
    return message


def _add(
    conversation: Conversation, *, author, kind: str = Kind.TEXT, about=None, round_group=None, source: str = "",
    rendered: Rendered | None = None, form_key: UUID | None = None,
) -> Message:  # fmt: skip
    """The next message of the (locked) conversation."""
    conversation.last_number += 1
    message = Message.objects.create(
        conversation=conversation, number=conversation.last_number, kind=kind, author=author, about=about,
        round_group=round_group, source=source, html=rendered.html if rendered else "", form_key=form_key,
        renderer_version=rendered.version if rendered else 0,
    )  # fmt: skip
    conversation.newest = message
    conversation.save(update_fields=["last_number", "newest"])
    return message


def _told(conversation: Conversation) -> None:
    """Open pages of it, and the number in the head of those who are there."""
    notify(TALK, conversation.pk)
    notify(MEMBER, *Participant.objects.here().filter(conversation=conversation).values_list("person", flat=True))


def _sent_before(author, form_key: UUID | None, source: str) -> Message | None:
    """The message that this very form has given already."""
    if form_key is None:
        return None
    sent = Message.objects.filter(author=author, form_key=form_key).select_related("conversation").first()
    if sent is not None and sent.source != source:
        raise SentAlready(SENT_ALREADY)
    return sent
