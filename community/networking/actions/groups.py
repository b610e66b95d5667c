"""Founding groups, saying what they are for, and ending and hiding them. What concerns a group waits for its row."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.core.columns import give_columns
from community.forum.actions import render_source
from community.forum.rules import check_watched_words
from community.networking import rules
from community.networking.actions.events import cancel_events_of
from community.networking.actions.locking import lock_people
from community.networking.actions.memberships import locked_group, take_in
from community.networking.models import Group, GroupMembership


@transaction.atomic
def found_group(*, by, name: str, admission: str, description: str, tags=(), form_key: UUID | None = None, **said):
    """Found a group; whoever does is its first organiser. The same form gives the same group, however often it comes.

    Args:
        said: country, members_shown_to.
    Raises:
        Refused: the person may not, or what they say cannot be shown.
        TooSoon: they have founded as many groups as one may within a week.
    """
    text = _text(by, name, description)
    lock_people(by)
    sent = Group.objects.filter(founded_by=by, form_key=form_key).first() if form_key else None
    if sent is not None:
        return sent
    rules.check_can_found(by)
    rules.check_pace_of_groups(by)
    group = Group.objects.create(
        name=name, admission=admission, founded_by=by, form_key=form_key, **text, **said
    )  # fmt: skip
    group.tags.set(tags)
    take_in(GroupMembership(group=group, person=by, role=GroupMembership.Role.ORGANISER))
    return group


@transaction.atomic
def edit_group(group: Group, *, by, name: str, admission: str, description: str, tags=(), **said) -> bool:
    """Change what a group says of itself, and who comes in. False if it says so already.

    Raises:
        Refused: the person may not, what they say cannot be shown, or others would come to read what is in it.
    """
    text = _text(by, name, description, before=group)
    group = locked_group(group)
    rules.check_can_edit_group(by, group)
    rules.check_can_be_admitted_by(group, admission)
    new = {"name": name, "admission": admission, **text, **said}
    changed = {key: value for key, value in new.items() if getattr(group, key) != value}
    if not changed and set(group.tags.all()) == set(tags):
        return False
    for key, value in changed.items():
        setattr(group, key, value)
    group.save(update_fields=list(changed))
    group.tags.set(tags)
    return True


@transaction.atomic
def end_group(group: Group, *, by) -> bool:
    """Nobody joins or writes any more; what was written stays for those who read it. False if it has ended.

    Raises:
        Refused: the person is no organiser.
    """
    group = locked_group(group)
    if group.ended_at is not None:
        return False
    rules.check_can_organise(by, group)
    group.ended_at = timezone.now()
    group.save(update_fields=["ended_at"])
    cancel_events_of(group)
    return True


@transaction.atomic
def withhold_group(group: Group) -> bool:
    """Hide name and page of a group until a moderator has decided, because members reported it. False if they are
    hidden."""
    group = locked_group(group)
    return group.hidden_at is None and _set(group, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_group(group: Group, *, reason: str) -> bool:
    """Take name and page of a group away, shown or withheld, with the reason for its organisers. False if that was
    done. What is written in it is decided thread by thread."""
    group = locked_group(group)
    if group.hidden_at is not None and not group.is_withheld:
        return False
    return _set(group, hidden_at=group.hidden_at or timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_group(group: Group) -> bool:
    """Show a hidden group again. False if it is shown."""
    group = locked_group(group)
    return group.hidden_at is not None and _set(group, hidden_at=None, is_withheld=False, hidden_reason="")


@transaction.atomic
def put_group_back(group: Group, *, columns: dict) -> None:
    """Give a group the state that it had before a decision."""
    give_columns(group, columns)


def _text(by, name: str, description: str, *, before: Group | None = None) -> dict[str, object]:
    """The description as it is stored. Nobody reads it before it is shown, so watched words do not come in."""
    rendered = render_source(description)
    known = (f"{before.name}\n{before.description}", before.description_html) if before else ("", "")
    check_watched_words(by, f"{name}\n{description}", rendered.html, before=known)
    return {"description": description, "description_html": rendered.html, "renderer_version": rendered.version}


def _set(group: Group, **columns) -> bool:
    give_columns(group, columns)
    return True
