"""Reading groups, and who is in them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.forum.queries import threads_of_circle
from community.networking import rules
from community.networking.models import Group, GroupMembership
from community.tags.models import Tag

ONLINE = "online"  # what the list is narrowed to, beside countries
SHOWN = 12  # members on the page of a group; all are on a page of their own


@dataclass(frozen=True)
class GroupPage:
    """What the page of a group shows the viewer. ``own`` is what they have to do with it, if they may know of that;
    ``threads`` is None for whoever does not read along, ``members`` for whoever does not read who is in it."""

    group: Group
    own: GroupMembership | None
    organisers: list[GroupMembership]
    members: list[GroupMembership] | None
    threads: KeysetPage | None
    asking_count: int

    @property
    def is_member(self) -> bool:
        return self.own is not None and self.own.is_member

    @property
    def organises(self) -> bool:
        return self.own is not None and self.own.is_organiser


def group_list(viewer, *, own_only: bool, tag: str = "", country: str = "", before: int | None = None) -> KeysetPage:
    """A page of the groups that the viewer finds, the newest first; their own even if ended. Two queries."""
    found = Group.objects.found_by(viewer)
    found = found.own(viewer) if own_only else found.going_on()
    if tag:
        found = found.filter(tags__name=tag)
    if country:
        found = found.filter(country="" if country == ONLINE else country)
    rows = found.with_count().prefetch_related("tags").order_by("-pk")
    return keyset_page(rows.filter(pk__lt=before) if before else rows, size=PAGE_SIZE, key=lambda group: group.pk)


def group_facets(viewer) -> tuple[list[str], list[str]]:
    """The tags and countries of the groups that the viewer finds; "" where one meets online. Two queries."""
    found = Group.objects.found_by(viewer).going_on()
    tags = Tag.objects.filter(Exists(found.filter(tags=OuterRef("pk")))).order_by("name").values_list("name", flat=True)
    return list(tags), list(found.order_by("country").values_list("country", flat=True).distinct())


def own_invitations(viewer) -> list[GroupMembership]:
    """The groups to which somebody has invited the viewer, and they have said nothing. Two queries."""
    rows = GroupMembership.objects.visible_to(viewer).filter(person=viewer.pk, state="invited")
    rows = rows.filter(group__in=Group.objects.found_by(viewer).going_on())
    return list(rows.select_related("group", "invited_by").order_by("-began_at"))


def group_for(viewer, pk: int) -> Group | None:
    """A group whose page the viewer sees, with how many are in it. Two queries."""
    found = Group.objects.visible_to(viewer).with_count().with_asking()
    return found.prefetch_related("tags").filter(pk=pk).first()


def membership_of(viewer, group: Group) -> GroupMembership | None:
    """What the viewer has to do with the group, as far as they may know. One query for members, none for visitors."""
    if not viewer.is_authenticated:
        return None
    return GroupMembership.objects.visible_to(viewer).filter(group=group, person=viewer).first()


def group_page(viewer, group: Group, *, before: str = "") -> GroupPage:
    """The page of a group. At most five queries."""
    own = membership_of(viewer, group)
    people = GroupMembership.objects.members().filter(group=group, person__is_active=True).with_people()
    members = None
    if rules.members_are_shown(viewer, group, own):
        members = list(people.order_by("began_at", "pk")[:SHOWN])
    return GroupPage(
        group=group,
        own=own,
        organisers=list(people.organisers().order_by("began_at", "pk")),
        members=members,
        threads=threads_of_circle(viewer, group, before=before) if rules.reads_along(viewer, group, own) else None,
        asking_count=group.asking_count if own is not None and own.is_organiser else 0,
    )


def members_of_group(viewer, group: Group, *, after: int | None = None) -> KeysetPage:
    """A page of who is in the group, by when they came. The viewer may read that: see ``rules.members_are_shown``. One
    query."""
    rows = GroupMembership.objects.members().filter(group=group, person__is_active=True).with_people().order_by("pk")
    return keyset_page(rows.filter(pk__gt=after) if after else rows, size=PAGE_SIZE, key=lambda row: row.pk)


def on_the_way_into(group: Group, viewer) -> tuple[list[GroupMembership], list[GroupMembership]]:
    """Who asks to come in, and who is invited, for an organiser: the longest first. Those who said no are among the
    invited. Two queries."""
    rows = GroupMembership.objects.visible_to(viewer).filter(group=group).with_people().order_by("began_at", "pk")
    return list(rows.asking()), list(rows.filter(state="invited").select_related("invited_by"))


def watchers_of_circle(circle_id: int) -> set[int]:
    """The ids of the members of a group who want to hear of each new thread. One query."""
    rows = GroupMembership.objects.members().filter(group=circle_id, is_watching=True)
    return set(rows.values_list("person", flat=True))


def organisers_of(group_id: int) -> set[int]:
    """The ids of those who organise a group. One query."""
    rows = GroupMembership.objects.organisers().filter(group=group_id, person__is_active=True)
    return set(rows.values_list("person", flat=True))
