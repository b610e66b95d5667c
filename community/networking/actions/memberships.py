"""Coming into groups and out of them. A member here has a seat in the circle there: both are written together."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.refusals import Refused
from community.forum.models import CircleSeat
from community.networking import rules
from community.networking.actions.events import cancel_events_of, leave_events
from community.networking.models import Group, GroupMembership

State, Role = GroupMembership.State, GroupMembership.Role


@transaction.atomic
def join_group(group: Group, *, by) -> bool:
    """Come into an open group, or into one that one is invited to. False if one is in it.

    Raises:
        Refused: the person may not come in at once.
    """
    group = locked_group(group)
    own = _membership(group, by)
    if own.is_member:
        return False
    rules.check_can_join(by, group)
    take_in(own)
    return True


@transaction.atomic
def ask_to_join(group: Group, *, by) -> bool:
    """Ask the organisers, who are told. Whoever is invited is in at once: both want it. False if one is in it.

    Raises:
        Refused: the group takes no requests, or the person has asked lately.
        TooSoon: they have asked many groups today.
    """
    group = locked_group(group)
    if rules.is_invited(by, group):
        return join_group(group, by=by)
    rules.check_can_ask_to_join(by, group)
    rules.check_pace_of_requests(by)
    own = _move(_membership(group, by), State.ASKED)
    record("group.asked", actor=by, target=own)
    return True


@transaction.atomic
def accept_request(membership: GroupMembership, *, by) -> bool:
    """Take somebody in who has asked; they are told. False if they are in.

    Raises:
        Refused: the person is no organiser, or nobody asks any more.
    """
    membership = _asking(membership, by)
    if membership.is_member:
        return False
    take_in(membership)
    record("group.accepted", actor=by, target=membership)
    return True


@transaction.atomic
def decline_request(membership: GroupMembership, *, by) -> bool:
    """Say no to a request. Nobody is told, and who asked reads what they would read without an answer. Always True.

    Raises:
        Refused: the person is no organiser, or nobody asks any more.
    """
    membership = _asking(membership, by)
    if membership.is_member:
        raise Refused(_("Another organiser has let them in."))
    return _decline(membership)


@transaction.atomic
def invite_to_group(group: Group, *, person, by) -> GroupMembership:
    """Invite somebody, who is told. Whoever has asked is in at once.

    Raises:
        Refused: the person is no organiser, or that one cannot be invited now.
        TooSoon: they have invited many people today.
    """
    group = locked_group(group)
    there = _membership(group, person)
    if there.state == State.ASKED and there.declined_at is None:
        accept_request(there, by=by)
        return GroupMembership.objects.get(pk=there.pk)
    rules.check_can_invite(by, group, person)
    rules.check_pace_of_invitations(by)
    there.invited_by = by
    record("group.invited", actor=by, target=_move(there, State.INVITED))
    return there


@transaction.atomic
def decline_invitation(group: Group, *, by) -> bool:
    """Say no to an invitation. Nobody is told, and organisers read what they would read without an answer. False if
    there is none."""
    group = locked_group(group)
    return rules.is_invited(by, group) and _decline(_membership(group, by))


@transaction.atomic
def withdraw_invitation(membership: GroupMembership, *, by) -> bool:
    """Take an invitation back, also one that was declined: they look alike. When it was made stays, so that nobody is
    invited again and again. False if there is none any more.

    Raises:
        Refused: the person is no organiser.
    """
    membership = _locked(membership)
    rules.check_can_organise(by, membership.group)
    if membership.state != State.INVITED:
        return False
    membership.state, membership.declined_at = State.WITHDRAWN, None
    membership.save(update_fields=["state", "declined_at"])
    return True


@transaction.atomic
def remove_member(membership: GroupMembership, *, by) -> bool:
    """Take a member out of the group; from now on they read in it what everybody does. False if they are not in it.

    Raises:
        Refused: the person is no organiser, or the member is one.
    """
    membership = _locked(membership)
    rules.check_can_remove(by, membership)
    if not membership.is_member:
        return False
    _take_seat(membership)
    _move(membership, State.REMOVED)
    return True


@transaction.atomic
def make_organiser(membership: GroupMembership, *, by) -> bool:
    """Let a member look after the group too; they are told. False if they do.

    Raises:
        Refused: the person is no organiser, or that one is no member.
    """
    membership = _locked(membership)
    rules.check_can_organise(by, membership.group)
    if not membership.is_member:
        raise Refused(_("Members of the group become organisers. They are not in it any more."))
    if membership.is_organiser:
        return False
    _organise(membership)
    record("group.organised", actor=by, target=membership)
    return True


@transaction.atomic
def leave_group(group: Group, *, by) -> bool:
    """Leave. With the last member a group ends. False if one is not in it.

    Raises:
        Refused: nobody else would look after the others.
    """
    group = locked_group(group)
    own = _membership(group, by)
    if not own.is_member:
        return False
    rules.check_can_leave(by, group)
    _go(own)
    return True


@transaction.atomic
def watch_group(group: Group, *, by, is_watching: bool) -> bool:
    """Be told of each new thread, or not any more. False if that was so, or the person is no member."""
    own = GroupMembership.objects.members().filter(group=group, person=by, is_watching=not is_watching)
    return own.update(is_watching=is_watching) > 0


@transaction.atomic
def leave_all_groups(member) -> None:
    """The account of the member is closed. Where nobody else organises, who has been in longest takes over, and is
    told; with the last member a group ends."""
    Group.objects.filter(founded_by=member).update(founded_by=None)
    rows = GroupMembership.objects.filter(person=member).order_by("group")
    for own in rows:
        own = _locked(own)
        heir = _heir_of(own)
        if own.is_member:
            _go(own)
        else:
            own.delete()
        if heir is not None:
            _organise(heir)
            record("group.organised", actor=None, target=heir)


def take_in(membership: GroupMembership) -> None:
    """They are a member from now on. The group is locked, or new."""
    _move(membership, State.MEMBER)
    CircleSeat.objects.get_or_create(circle_id=membership.group_id, person_id=membership.person_id)


def locked_group(group: Group) -> Group:
    """The group as it is now; whatever else concerns it waits."""
    return Group.objects.select_for_update(no_key=True).get(pk=group.pk)


def _locked(membership: GroupMembership) -> GroupMembership:
    """As it is now, with its group locked. One that is gone meanwhile is as it was, and nobody's."""
    group = locked_group(membership.group)
    now = GroupMembership.objects.filter(pk=membership.pk).first()
    if now is None:
        raise Refused(_("They have left the group meanwhile."))
    now.group = group
    return now


def _membership(group: Group, person) -> GroupMembership:
    """What the person has to do with the locked group; not saved if that is nothing."""
    there = GroupMembership.objects.filter(group=group, person=person).first()
    return there or GroupMembership(group=group, person=person)


def _asking(membership: GroupMembership, by) -> GroupMembership:
    membership = _locked(membership)
    rules.check_can_organise(by, membership.group)
    if not membership.is_member and (membership.state != State.ASKED or membership.declined_at is not None):
        raise Refused(_("This request is decided, or was taken back. Nothing is left to do."))
    return membership


def _move(membership: GroupMembership, state: str) -> GroupMembership:
    membership.state, membership.began_at, membership.declined_at = state, timezone.now(), None
    if state != State.MEMBER:
        membership.role, membership.is_watching = Role.MEMBER, False
    membership.save()
    return membership


def _decline(membership: GroupMembership) -> bool:
    membership.declined_at = timezone.now()
    membership.save(update_fields=["declined_at"])
    return True


def _organise(membership: GroupMembership) -> None:
    membership.role = Role.ORGANISER
    membership.save(update_fields=["role"])


def _take_seat(membership: GroupMembership) -> None:
    """They read no closed thread there any more, and come to no event that only members come to."""
    CircleSeat.objects.filter(circle=membership.group_id, person=membership.person_id).delete()
    if membership.group.is_closed:
        leave_events(membership.person, group=membership.group)


def _go(own: GroupMembership) -> None:
    """Out of the locked group, which ends if that was the last one."""
    _take_seat(own)
    own.delete()
    if not GroupMembership.objects.members().filter(group=own.group).exists():
        Group.objects.filter(pk=own.group_id, ended_at=None).update(ended_at=timezone.now())
        cancel_events_of(own.group)


def _heir_of(own: GroupMembership) -> GroupMembership | None:
    """Who is to organise the locked group when this organiser goes; None if somebody does, or nobody is left."""
    others = GroupMembership.objects.members().filter(group=own.group).exclude(pk=own.pk)
    if not own.is_organiser or others.organisers().exists():
        return None
    return others.order_by("began_at", "pk").first()
