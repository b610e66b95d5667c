"""Founding groups, and coming into and out of them. What concerns one group waits for each other by its row."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.core.markup import Rendered
from community.forum.actions import render_source
from community.forum.models import CircleSeat
from community.networking import rules
from community.networking.actions.locking import lock_people
from community.networking.models import Group, GroupMembership

State, Role = GroupMembership.State, GroupMembership.Role


@transaction.atomic
def found_group(*, by, name: str, admission: str, description: str, tags=(), form_key: UUID | None = None, **said):
    """Found a group; whoever does is its first organiser. The same form gives the same group, however often it comes.

    Args:
        said: country, members_shown_to.
    Raises:
        Refused: the person may not, or the description cannot be shown.
        TooSoon: they have founded as many groups as one may within a week.
    """
    rendered = render_source(description)
    lock_people(by)
    sent = Group.objects.filter(founded_by=by, form_key=form_key).first() if form_key else None
    if sent is not None:
        return sent
    rules.check_can_found(by)
    rules.check_pace_of_groups(by)
    text = _text(description, rendered)
    group = Group.objects.create(
        name=name, admission=admission, founded_by=by, form_key=form_key, **text, **said
    )  # fmt: skip
    group.tags.set(tags)
    take_in(GroupMembership(group=group, person=by, role=Role.ORGANISER))
    return group


def _text(description: str, rendered: Rendered) -> dict[str, object]:
    return {
        "description": description, "description_html": rendered.html, "renderer_version": rendered.version
    }  # fmt: skip


def take_in(membership: GroupMembership) -> None:
    """They are a member from now on: the row here and the seat in the circle are written together."""
    membership.state, membership.began_at, membership.declined_at = State.MEMBER, timezone.now(), None
    membership.save()
    CircleSeat.objects.get_or_create(circle_id=membership.group_id, person_id=membership.person_id)
