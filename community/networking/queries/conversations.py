"""Reading conversations: the list, one of them, and what is new."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from community.accounts.models import User
from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.networking.models import Block, Conversation, Message, Participant

LISTED_NAMES = 3  # of a conversation without a title; the page names all


@dataclass(frozen=True)
class ConversationPage:
    """A part of a conversation as one of those in it reads it, the newest message last.

    ``earlier`` is the number before which the page before this one goes on; ``is_newest``: nothing came after it.
    """

    seat: Participant
    others: list[User]
    messages: list[Message]
    earlier: int | None
    is_newest: bool

    @property
    def conversation(self) -> Conversation:
        return self.seat.conversation


def conversations(viewer, *, is_archived: bool = False, before: int | None = None) -> KeysetPage:
    """A page of the viewer's places in conversations, where something was said last first; each knows the others as
    ``others``. Three queries."""
    seats = Participant.objects.own(viewer).with_conversation()
    seats = seats.archived() if is_archived else seats.exclude(pk__in=seats.archived().values("pk"))
    if before:
        seats = seats.filter(conversation__newest__lt=before)
    rows = seats.order_by("-conversation__newest").prefetch_related(_people_of("conversation__participants"))
    page = keyset_page(rows, size=PAGE_SIZE, key=lambda seat: seat.conversation.newest_id)
    for seat in page.items:
        seat.others = _others(seat)
    return page


def seat_in(viewer, pk: int) -> Participant | None:
    """The viewer's place in a conversation, with it; None for one that they are not in. One query."""
    return Participant.objects.own(viewer).with_conversation().filter(conversation=pk).first()


def conversation_page(viewer, pk: int, *, before: int | None = None) -> ConversationPage | None:
    """The last messages of a conversation, or those before a number; None for one that the viewer is not in.
    Five queries."""
    seats = Participant.objects.own(viewer).with_conversation().filter(conversation=pk)
    seat = seats.prefetch_related(_people_of("conversation__participants")).first()
    if seat is None:
        return None
    rows = Message.objects.visible_to(viewer).filter(conversation=pk).with_people().order_by("-number")
    if before:
        rows = rows.filter(number__lt=before)
    page = keyset_page(rows, size=PAGE_SIZE, key=lambda message: message.number)
    is_newest = not page.items or page.items[0].number == seat.conversation.last_number
    return ConversationPage(seat, _others(seat), page.items[::-1], page.next_key, is_newest)


def conversation_with(viewer, person) -> Conversation | None:
    """Where these two write to each other, if they do. One query."""
    return Conversation.objects.visible_to(viewer).of_two(viewer, person).order_by("pk").first()


def conversation_of(viewer, introduction) -> Conversation | None:
    """Where two write to each other who were introduced. One query."""
    return Conversation.objects.visible_to(viewer).filter(introduction=introduction).first()


def people_called(viewer, handles: list[str]) -> dict[str, User]:
    """Those whom the viewer sees under these handles, by the handle in small letters. One query."""
    found = User.objects.visible_to(viewer).filter(handle__in=[handle.lower() for handle in handles], is_face=False)
    return {person.handle: person for person in found.with_company().with_sanction()}


def listeners(message: Message) -> QuerySet:
    """The places of those who are told of a message: it is the first that they have not read, they want to be told,
    and did not block its author. For whoever has several unread ones the first was told."""
    seats = Participant.objects.unread().filter(conversation=message.conversation_id).exclude(person=message.author_id)
    seats = seats.exclude(person__in=Block.objects.filter(person=message.author_id).values("member"))
    blocks = Block.objects.filter(member=OuterRef(OuterRef("person")), person=OuterRef("author"))
    told = Message.objects.texts().filter(
        ~Q(author=OuterRef("person")), ~Exists(blocks), number__gt=OuterRef("read_number"), number__lt=message.number,
        conversation=message.conversation_id,
    )  # fmt: skip
    return seats.filter(~Exists(told), read_number__lt=message.number)


def readers_of_conversation(pk: int, members) -> set[int]:
    """Of these members, by their ids, those who are in a conversation. One query."""
    seats = Participant.objects.here().filter(conversation=pk, person__in=members)
    return set(seats.values_list("person", flat=True))


def summary_of_conversations(member) -> list[dict]:
    """The conversations in which a member is or was, with who else and since when, for the copy of their data."""
    seats = Participant.objects.filter(person=member).select_related("conversation").order_by("pk")
    return [
        {
            "id": seat.conversation_id, "title": seat.conversation.title, "begun_at": seat.conversation.created_at,
            "joined_at": seat.joined_at, "left_at": seat.left_at, "with": [person.name for person in _others(seat)],
        }
        for seat in seats.prefetch_related(_people_of("conversation__participants"))
    ]  # fmt: skip


def _people_of(path: str) -> Prefetch:
    return Prefetch(path, Participant.objects.select_related("person__membership__company").order_by("pk"))


def _others(seat: Participant) -> list[User]:
    """Those who are there besides; of two also whoever has left."""
    seats = [other for other in seat.conversation.participants.all() if other.pk != seat.pk]
    here = [other for other in seats if other.left_at is None]
    return [other.person for other in (here or seats)]
