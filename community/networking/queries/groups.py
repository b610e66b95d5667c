"""Reading groups, and who is in them."""

from community.networking.models import Group, GroupMembership


def group_for(viewer, pk: int) -> Group | None:
    """A group whose page the viewer sees, with how many are in it. One query."""
    return Group.objects.visible_to(viewer).with_count().filter(pk=pk).first()


def membership_of(viewer, group: Group) -> GroupMembership | None:
    """What the viewer has to do with the group, as far as they may know. One query for members, none for visitors."""
    if not viewer.is_authenticated:
        return None
    return GroupMembership.objects.visible_to(viewer).filter(group=group, person=viewer).first()
