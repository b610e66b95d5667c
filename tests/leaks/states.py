"""The things of the world by what state they are in and whose they are: one of each, for each way of naming things in
addresses."""

from collections.abc import Callable

from community.forum.models import Post, Thread
from community.networking.models import (
    ContactRoute,
    Conversation,
    Event,
    Group,
    GroupMembership,
    HelpOffer,
    Introduction,
    IntroductionAnswer,
    RoundSeat,
    TeamingEntry,
    Ticket,
)
from community.networking.rules.rounds import can_be_answered
from community.programs.models import Change, Question
from tests.leaks.addresses import ABSENT, KIND_OF, TABLE, on_the_way
from tests.leaks.world import World


class States:
    """What to fill in for the parameters of a route, by state: "held, open, author's" or "absent"."""

    def __init__(self, world: World):
        self._roles = {person.pk: role for role, person in world.people.items() if person}
        self._part = world.part
        self._values = {
            "thread": _firsts(Thread, self._thread),
            "numbered post": _firsts(Post, self._post, _by_number) | {"absent": f"{ABSENT}/1"},
            "post": _firsts(Post, self._post),
            "change": _firsts(Change, self._change),
            "question": _firsts(Question, self._question),
            "introduction": _firsts(Introduction, self._introduction),
            "route": _firsts(ContactRoute, self._route),
            "ticket": _firsts(Ticket, lambda ticket: "somebody’s" + self._of(ticket.member_id)),
            "teaming": _firsts(TeamingEntry, self._entry),
            "offer": _firsts(HelpOffer, self._offer),
            "seat": _firsts(RoundSeat, self._seat),
            "event": _firsts(Event, _state_of_event),
            "group": _firsts(Group, lambda group: group.admission),
            "membership": _firsts(GroupMembership, self._membership, _by_group)
            | {"absent": f"{ABSENT}/members/{ABSENT}"},
            "conversation": _firsts(Conversation, self._conversation),
            "numbered question": _firsts(Question, self._question, _by_number_of_change)
            | {"absent": f"{ABSENT}/questions/1"},
        }

    def all_addresses(self) -> dict[str, dict[str, str]]:
        """The addresses of every route, by state."""
        return {path: self.addresses(path) for path in TABLE}

    def addresses(self, path: str) -> dict[str, str]:
        """One address of the route for each state; of what knows no states the first that there is, and the last."""
        values, _queries = TABLE[path]
        addresses = {"": "/" + path}
        for parameter, make in values.items():
            known = self._values.get(KIND_OF.get(make, "")) or _first_and_absent(list(make()))
            addresses = {
                state or known_state: address.replace(parameter, str(value))
                for state, address in addresses.items()
                for known_state, value in (known.items() if not state else list(known.items())[:1])
            }
        return addresses

    def _of(self, person_id: int | None) -> str:
        return f", {self._roles[person_id]}’s" if person_id in self._roles else ""

    def _where(self, change: Change | None) -> str:
        return ", in the part" if change and change.vendor == self._part else ""

    def _thread(self, thread: Thread) -> str:
        return _state_of_thread(thread) + self._of(thread.author_id) + self._where(thread.change)

    def _post(self, post: Post) -> str:
        state = f"{post.state}, {_state_of_thread(post.thread)}{self._of(post.author_id)}"
        return state + self._where(post.thread.change)

    def _change(self, change: Change) -> str:
        state = change.publication
        if change.is_published and change.is_confined:
            state = "rumour" if change.is_rumour else "confined"
        return state + self._of(change.proposed_by_id) + self._where(change)

    def _introduction(self, introduction: Introduction) -> str:
        role = self._roles.get(introduction.target_id)
        to = f", to the {role}" if role else ""
        return _state_of_introduction(introduction) + self._of(introduction.requester_id) + to

    def _route(self, route: ContactRoute) -> str:
        state = "shown" if route.hidden_at is None else "withheld" if route.is_withheld else "hidden"
        return state + self._of(route.added_by_id)

    def _entry(self, entry: TeamingEntry) -> str:
        state = entry.state if entry.hidden_at is None else "withheld" if entry.is_withheld else "hidden"
        return state + self._of(entry.author_id)

    def _offer(self, offer: HelpOffer) -> str:
        return (offer.answer or "waiting").replace("_", " ") + self._of(offer.person_id)

    def _seat(self, seat: RoundSeat) -> str:
        return ("asked" if can_be_answered(seat) else "over") + self._of(seat.person_id)

    def _conversation(self, conversation: Conversation) -> str:
        """Who of these roles is in it, and of how many."""
        seats = conversation.participants.here().order_by("person")
        roles = sorted(self._roles[seat.person_id] for seat in seats if seat.person_id in self._roles)
        return f"{seats.count()} people" + (f", with the {' and the '.join(roles)}" if roles else "")

    def _membership(self, membership: GroupMembership) -> str:
        state = membership.role if membership.is_member else membership.state
        return state + self._of(membership.person_id)

    def _question(self, question: Question) -> str:
        state = "hidden" if question.hidden_at else "shown"
        if question.change.is_rumour:
            return f"{state}, rumour"
        return state + self._of(question.asked_by_id) + self._where(question.change)


def _state_of_event(event: Event) -> str:
    state = " hidden" if event.hidden_at else " cancelled" if event.cancelled_at else ""
    return event.group.admission + state


def _state_of_introduction(introduction: Introduction) -> str:
    answer = IntroductionAnswer.objects.filter(introduction=introduction).first()
    if introduction.withdrawn_at:
        return "withdrawn"
    return {None: "open", "yes": "accepted", "no": "declined", "later": "postponed"}[answer and answer.verdict]


def _firsts(model, state: Callable, value: Callable = lambda thing: thing.pk) -> dict[str, object]:
    """The first thing in each state, and one that is not there."""
    firsts: dict[str, object] = {}
    for thing in model.objects.order_by("pk"):
        if filled := value(thing):
            firsts.setdefault(state(thing), filled)
    return dict(sorted(firsts.items())) | {"absent": ABSENT}


def _state_of_thread(thread: Thread) -> str:
    words = {
        "waiting": thread.published_at is None,
        "hidden": thread.hidden_at is not None,
        "rumour": thread.change is not None and thread.change.is_rumour,
        "locked": thread.locked_at is not None,
        "confided": thread.circle is not None and thread.circle.is_closed,
    }
    return " ".join(word for word, holds in words.items() if holds) or "open"


def _by_number(post: Post) -> str | None:
    return f"{post.thread_id}/{post.number}" if post.number else None


def _by_group(membership: GroupMembership) -> str | None:
    known = {row.pk for row in on_the_way()}
    return f"{membership.group_id}/members/{membership.pk}" if membership.pk in known else None


def _by_number_of_change(question: Question) -> str:
    return f"{question.change_id}/questions/{question.number}"


def _first_and_absent(values: list) -> dict[str, object]:
    return {"": values[0]} | ({"absent": values[-1]} if len(values) > 1 else {})
