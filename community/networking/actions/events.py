"""Planning events and changing them; saying whether one comes. What concerns an event waits for its row, so places are
given one after the other, and in the order of the line."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.activity.actions import record
from community.core.columns import give_columns
from community.forum.actions import render_source
from community.forum.rules import check_watched_words
from community.networking import rules
from community.networking.actions.locking import lock_people
from community.networking.models import Attendance, Event, Group

State = Attendance.State
# With one of these another, who comes has to plan anew, and is told.
TIME_AND_PLACE = {"starts_at", "ends_at", "zone", "place", "country", "link"}


@transaction.atomic
def plan_event(group: Group, *, by, text: str, form_key: UUID | None = None, **said) -> Event:
    """Plan an event; members of the group are told. The same form gives the same event, however often it comes.

    Args:
        said: title, starts_at, ends_at, zone, place, country, link, capacity, open_until.
    Raises:
        Refused: the person may not, or what they say cannot be shown.
        TooSoon: they have planned as many events as one may within a day.
    """
    rendered = _rendered(by, text, said)
    lock_people(by)
    sent = Event.objects.filter(planned_by=by, form_key=form_key).first() if form_key else None
    if sent is not None:
        return sent
    rules.check_can_plan(by, group)
    rules.check_pace_of_events(by)
    now = timezone.now()
    event = Event.objects.create(
        group=group, planned_by=by, form_key=form_key, revised_at=now, moved_at=now, **rendered, **said
    )
    record("event.planned", actor=by, target=event)
    return event


@transaction.atomic
def change_event(event: Event, *, by, text: str, **said) -> bool:
    """Change what an event says. Who comes is told of another time or place, and reminded of it anew; with more places
    the first in line move up. With fewer, nobody loses theirs. False if it says so already.

    Raises:
        Refused: the person may not, or what they say cannot be shown.
    """
    new = {**_rendered(by, text, said, before=event), **said}
    event = locked_event(event)
    rules.check_can_change_event(by, event)
    changed = {name for name, value in new.items() if getattr(event, name) != value}
    if not changed:
        return False
    is_moved = bool(changed & TIME_AND_PLACE)
    _revise(event, **{name: new[name] for name in changed}, **(_moved_now() if is_moved else {}))
    if is_moved:
        record("event.moved", actor=by, target=event)
    _fill(event)
    return True


@transaction.atomic
def cancel_event(event: Event, *, by, reason: str) -> bool:
    """Say that an event does not take place; its page stays and says so, and whoever comes or waits is told. False if
    it is cancelled.

    Raises:
        Refused: the person may not, or the reason cannot be shown.
    """
    check_watched_words(by, reason)
    event = locked_event(event)
    if event.is_cancelled:
        return False
    rules.check_can_change_event(by, event)
    _revise(event, cancelled_at=timezone.now(), cancelled_reason=reason)
    record("event.cancelled", actor=by, target=event)
    return True


@transaction.atomic
def cancel_events_of(group: Group) -> None:
    """The group has ended, and with it what it has planned; whoever comes or waits is told."""
    for event in Event.objects.upcoming().filter(group=group, cancelled_at=None).order_by("pk"):
        event = locked_event(event)
        _revise(event, cancelled_at=timezone.now())
        record("event.cancelled", actor=None, target=event)


@transaction.atomic
def answer_event(event: Event, *, by, comes: bool, is_shown: bool = True) -> Attendance:
    """Say that one comes, or does not. Without a free place one waits in line; with a "no" the place is the next one's.

    Args:
        is_shown: peers read that one comes.
    Raises:
        Refused: the person may not, or it is too late.
    """
    _one_after_the_other(event.group)
    event = locked_event(event)
    if not comes:
        rules.check_can_answer_event(by, event)
        return _put(event, by, State.NO, is_shown=is_shown)
    own = event.attendances.attending().filter(person=by).first()
    if own is None:
        rules.check_can_come(by, event)
        return _put(event, by, State.GOING if _has_room(event) else State.WAITING, is_shown=is_shown)
    rules.check_can_answer_event(by, event)
    own.is_shown = is_shown
    own.save(update_fields=["is_shown"])
    return own


@transaction.atomic
def take_answer_back(event: Event, *, by) -> bool:
    """As if one had not answered; a place goes to the next in line. False if one has not."""
    event = locked_event(event)
    return _free(event, by)


@transaction.atomic
def leave_events(person, *, group: Group | None = None) -> None:
    """The person leaves the closed group, or the site: in events to come their places go to the next in line."""
    events = Event.objects.upcoming().attended_by(person)
    if group is not None:
        events = events.filter(group=group)
    for event in events.order_by("pk"):
        _free(locked_event(event), person)


@transaction.atomic
def remind_of_events() -> int:
    """Tell who comes of what begins within an hour, or within a day, once each. Returns of how many events."""
    now, told = timezone.now(), 0  # the nearer one first: after a gap it is the only one
    for reminder, ahead in sorted(rules.REMINDERS.items(), key=lambda pair: pair[1]):
        due = Event.objects.due(reminder, ahead, now).order_by("pk")
        for event in due.select_for_update(no_key=True, of=("self",)):
            event.last_reminder = reminder
            event.save(update_fields=["last_reminder"])
            record("event.near", actor=None, target=event, reminder=reminder)
            told += 1
    return told


@transaction.atomic
def withhold_event(event: Event) -> bool:
    """Hide a shown event until a moderator has decided, because members reported it. False if it is hidden."""
    event = locked_event(event)
    return event.hidden_at is None and _set(event, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_event(event: Event, *, reason: str) -> bool:
    """Take an event away, shown or withheld, with the reason for its organisers. False if that was done."""
    event = locked_event(event)
    if event.hidden_at is not None and not event.is_withheld:
        return False
    return _set(event, hidden_at=event.hidden_at or timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_event(event: Event) -> bool:
    """Show a hidden event again. False if it is shown."""
    event = locked_event(event)
    return event.hidden_at is not None and _set(event, hidden_at=None, is_withheld=False, hidden_reason="")


@transaction.atomic
def put_event_back(event: Event, *, columns: dict) -> None:
    """Give an event the state that it had before a decision."""
    give_columns(event, columns)


def locked_event(event: Event) -> Event:
    """The event as it is now, with its group; whatever else concerns it waits."""
    rows = Event.objects.select_for_update(no_key=True, of=("self",)).select_related("group")
    return rows.get(pk=event.pk)


def _one_after_the_other(group: Group) -> None:
    """Whoever is just taken out of a closed group, and says yes to one of its events, does so before or after."""
    if group.is_closed:
        Group.objects.select_for_update(no_key=True).get(pk=group.pk)


def _rendered(by, text: str, said: dict, *, before: Event | None = None) -> dict[str, object]:
    """The text as it is stored. It is shown at once, so watched words do not come in."""
    rendered = render_source(text)
    words = "\n".join([said["title"], said["place"], text])
    known = ("\n".join([before.title, before.place, before.text]), before.text_html) if before else ("", "")
    check_watched_words(by, words, rendered.html, before=known)
    return {"text": text, "text_html": rendered.html, "renderer_version": rendered.version}


def _moved_now() -> dict[str, object]:
    return {"moved_at": timezone.now(), "last_reminder": Event.Reminder.NONE}


def _revise(event: Event, **columns) -> None:
    _set(event, sequence=event.sequence + 1, revised_at=timezone.now(), **columns)


def _set(event: Event, **columns) -> bool:
    for name, value in columns.items():
        setattr(event, name, value)
    event.save(update_fields=list(columns))
    return True


def _has_room(event: Event) -> bool:
    """Whether a place is free, and nobody waits for it."""
    if event.capacity is None:
        return True
    return event.attendances.going().count() < event.capacity and not event.attendances.waiting().exists()


def _put(event: Event, person, state: str, *, is_shown: bool) -> Attendance:
    """What the person answers to the locked event; whoever answers anew stands at the end of the line."""
    own = event.attendances.filter(person=person).first()
    if own is not None and own.state == state:
        return own
    _free(event, person)
    return Attendance.objects.create(event=event, person=person, state=state, is_shown=is_shown, since=timezone.now())


def _free(event: Event, person) -> bool:
    deleted, _of = event.attendances.filter(person=person).delete()
    if deleted:
        _fill(event)
    return deleted > 0


def _fill(event: Event) -> None:
    """Give the free places of the locked event to the first in line, who are told."""
    if event.is_cancelled or event.starts_at <= timezone.now():
        return
    first = event.attendances.waiting().select_related("person")
    if event.capacity is not None:
        first = first[: max(0, event.capacity - event.attendances.going().count())]
    for own in first:
        own.state, own.since = State.GOING, timezone.now()
        own.save(update_fields=["state", "since"])
        record("event.place_given", actor=None, target=own)
