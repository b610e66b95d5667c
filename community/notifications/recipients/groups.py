"""Who is told of what happens in groups."""

from community.activity.models import Activity
from community.networking import queries as networking
from community.networking.models import GroupMembership


def _organisers(activity: Activity) -> dict[int | None, str]:
    """Who organises the group, as long as somebody asks to come in."""
    asking = GroupMembership.objects.asking().filter(pk=activity.target_id, group__ended_at=None).first()
    return dict.fromkeys(networking.organisers_of(asking.group_id), activity.verb) if asking else {}


def _invited(activity: Activity) -> dict[int | None, str]:
    """Whoever is invited, as long as they can come in, and have not blocked who invites."""
    invited = GroupMembership.objects.filter(pk=activity.target_id, state="invited", declined_at=None)
    row = invited.filter(group__ended_at=None, group__hidden_at=None).first()
    if row is None or networking.who_block(row.invited_by_id, [row.person_id]):
        return {}
    return {row.person_id: activity.verb}


def _let_in(activity: Activity) -> dict[int | None, str]:
    """Whoever came in, or looks after the group now, as long as they are there."""
    members = GroupMembership.objects.members().filter(pk=activity.target_id)
    return {members.values_list("person", flat=True).first(): activity.verb}


WHO = {
    "group.asked": _organisers,
    "group.invited": _invited,
    "group.accepted": _let_in,
    "group.organised": _let_in,
}
