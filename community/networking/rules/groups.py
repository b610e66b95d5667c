"""Who founds groups, comes into them, and decides about them. A no and no answer look alike here too."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused
from community.forum.rules import FIRST_POSTS, is_newcomer
from community.networking.models import Block, Group, GroupMembership
from community.networking.rules.blocks import are_apart

GROUPS_A_WEEK = 3  # of one person: a group needs somebody who looks after it
INVITATIONS_A_DAY = 20  # of one person: whom one knows, not a list of addresses
REQUESTS_A_DAY = 10
AGAIN_AFTER = timedelta(days=30)  # a request or an invitation, however it ended; and coming back after a removal
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)

State, Admission = GroupMembership.State, Group.Admission


def check_can_found(user) -> None:
    """Raises Refused unless the person may found groups: a partner whose first posts a moderator has read."""
    if not people.is_partner(user):
        raise Refused(_("Partners found groups. Apply as a partner with your company, and you can too."))
    people.check_is_not_silenced(user)
    if is_newcomer(user):
        raise Refused(
            _("Your first %(count)d posts are read by a moderator. You can found a group after that.")
            % {"count": FIRST_POSTS}
        )


def check_pace_of_groups(user) -> None:
    """Raises TooSoon if the person has founded as many groups as one may within a week."""
    if not people.is_moderator(user):
        said = _("You have founded %(count)d groups within a week. You can found the next one in %(wait)s.")
        check_pace(user.groups_founded.all(), "founded_at", most=GROUPS_A_WEEK, within=A_WEEK, sentence=said)


def check_can_join(user, group: Group) -> None:
    """Raises Refused unless the person may come in at once: a partner, if the group is open or they are invited."""
    _check_may_be_in_groups(user)
    _check_goes_on(group)
    _check_was_not_removed(_own(user, group))
    if not group.is_closed or is_invited(user, group):
        return
    if group.admission == Admission.INVITATION:
        raise Refused(_("Its organisers invite whoever comes in."))
    raise Refused(_("Its organisers decide who comes in. Ask to join, and they read that you have asked."))


def check_can_ask_to_join(user, group: Group) -> None:
    """Raises Refused unless the person may ask the organisers: a partner, if the group takes requests, and they have
    not asked within 30 days. The same sentence for a request that is open, got a no, or no answer."""
    _check_may_be_in_groups(user)
    _check_goes_on(group)
    if group.admission != Admission.REQUEST:
        raise Refused(_("Nobody asks to join this group."))
    own = _own(user, group)
    _check_was_not_removed(own)
    if own is not None and own.is_member:
        raise Refused(_("You are in this group already."))
    if own is not None and own.state == State.ASKED and _is_too_early(own):
        words = {"day": _day(own.began_at), "again": _day(again_from(own))}
        raise Refused(_("You asked to join on %(day)s. You can ask again from %(again)s.") % words)


def check_pace_of_requests(user) -> None:
    """Raises TooSoon if the person has asked to join as many groups as one may within a day."""
    said = _("You have asked to join %(count)d groups within a day. You can ask the next one in %(wait)s.")
    asked = GroupMembership.objects.filter(person=user, state=State.ASKED)
    check_pace(asked, "began_at", most=REQUESTS_A_DAY, within=A_DAY, sentence=said)


def check_can_invite(user, group: Group, person) -> None:
    """Raises Refused unless the organiser may invite that one. One sentence for whoever cannot be invited: it tells
    neither of a sanction nor of a block."""
    check_can_organise(user, group)
    name = {"name": person.name}
    if person.pk == user.pk:
        raise Refused(_("This is you."))
    if Block.objects.visible_to(user).filter(person=person).exists():
        raise Refused(_("You have blocked %(name)s. Lift the block first.") % name)
    if not people.is_partner(person) or people.is_suspended(person) or are_apart(user, person):
        raise Refused(_("%(name)s cannot be invited to groups.") % name)
    there = _own(person, group)
    if there is not None and there.is_member:
        raise Refused(_("%(name)s is in the group already.") % name)
    if there is not None and there.state in {State.INVITED, State.WITHDRAWN} and _is_too_early(there):
        words = name | {"day": _day(there.began_at), "again": _day(again_from(there))}
        raise Refused(_("%(name)s was invited on %(day)s, and can be invited again from %(again)s.") % words)


def check_pace_of_invitations(user) -> None:
    """Raises TooSoon if the person has invited as many people as one may within a day."""
    said = _("You have invited %(count)d people within a day. You can invite the next one in %(wait)s.")
    invited = GroupMembership.objects.filter(invited_by=user)
    check_pace(invited, "began_at", most=INVITATIONS_A_DAY, within=A_DAY, sentence=said)


def organises(user, group: Group) -> bool:
    """Whether the person is an organiser of the group. One query, none for visitors."""
    own = _own(user, group) if people.is_partner(user) else None
    return own is not None and own.is_organiser


def check_can_organise(user, group: Group) -> None:
    """Raises Refused unless the person decides about the group and what is in it: an organiser, while it goes on."""
    if not organises(user, group):
        raise Refused(_("Its organisers do that. Write to one of them."))
    people.check_is_not_silenced(user)
    _check_goes_on(group)


def check_can_edit_group(user, group: Group) -> None:
    """Raises Refused unless the organiser may change what the group says of itself: not while it is hidden."""
    check_can_organise(user, group)
    if group.hidden_at is not None:
        raise Refused(_("This group is hidden. You can change it when a moderator shows it again."))


def check_can_be_admitted_by(group: Group, admission: str) -> None:
    """Raises Refused where others would come to read what members wrote for each other, or could read no more what
    they have read."""
    if (admission == Admission.OPEN) == group.is_closed:
        raise Refused(
            _("Who wrote in a group relied on who reads it. An open group stays open, the others stay closed.")
        )


def check_can_remove(user, membership: GroupMembership) -> None:
    """Raises Refused unless the organiser may take that member out: nobody who is an organiser."""
    check_can_organise(user, membership.group)
    if membership.is_organiser:
        raise Refused(_("Organisers leave by themselves. If one of them harms the group, report it."))


def check_can_leave(user, group: Group) -> None:
    """Raises Refused if the person is the last organiser of others: somebody has to look after them."""
    if not organises(user, group) or group.ended_at is not None:
        return
    others = GroupMembership.objects.members().filter(group=group).exclude(person=user)
    if others.exists() and not others.organisers().exists():
        raise Refused(_("You are the only organiser. Make somebody else one first; then you can leave."))


def members_are_shown(user, group: Group, own: GroupMembership | None) -> bool:
    """Whether the person reads who is in the group. ``own`` is their membership, if any. No query."""
    inside = own is not None and own.is_member
    if people.is_moderator(user) or (inside and own.is_organiser):
        return True
    shown = {
        Group.MembersShown.EVERYBODY: True,
        Group.MembersShown.SITE: people.is_member(user),
        Group.MembersShown.GROUP: inside,
    }
    return shown.get(Group.MembersShown(group.members_shown_to), False)


def reads_along(user, group: Group, own: GroupMembership | None) -> bool:
    """Whether the page of the group shows its threads; each is asked for through the viewer besides. No query."""
    inside = own is not None and own.is_member and people.is_partner(user)
    return not group.is_closed or inside or people.is_moderator(user)


def again_from(membership: GroupMembership) -> datetime:
    """From when on the same may be asked, or invited, again."""
    return membership.began_at + AGAIN_AFTER


def is_invited(user, group: Group) -> bool:
    """Whether an invitation waits that the person knows of. Two queries."""
    own = GroupMembership.objects.visible_to(user).filter(group=group, person=user, state=State.INVITED)
    return own.exists()


def _check_may_be_in_groups(user) -> None:
    if not people.is_partner(user):
        raise Refused(_("Partners join groups. Apply as a partner with your company, and you can too."))
    people.check_is_not_silenced(user)


def _check_goes_on(group: Group) -> None:
    if group.ended_at is not None:
        raise Refused(_("This group has ended. What was written in it can still be read."))


def _check_was_not_removed(own: GroupMembership | None) -> None:
    if own is not None and own.state == State.REMOVED and _is_too_early(own):
        raise Refused(
            _("An organiser has removed you from this group. You can come back from %(day)s.")
            % {"day": _day(again_from(own))}
        )


def _is_too_early(membership: GroupMembership) -> bool:
    return timezone.now() < again_from(membership)


def _own(user, group: Group) -> GroupMembership | None:
    return GroupMembership.objects.filter(group=group, person=user).first()


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")
