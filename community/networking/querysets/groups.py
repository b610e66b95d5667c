"""Filters over groups and who is in them."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from community.accounts import rules as people
from community.forum.querysets import CircleQuerySet


class GroupQuerySet(CircleQuerySet):
    """``readable_by`` and ``listed_for`` a viewer are those whose threads and dates they read; ``visible_to`` those
    whose page they see, which is more."""

    def visible_to(self, viewer) -> "GroupQuerySet":
        """Open ones for everybody, those on request for members, those by invitation for who is in them or invited.
        Hidden ones for their organisers. Moderators see all, by their address."""
        if people.is_moderator(viewer):
            return self
        return self._seen_by(viewer)

    def found_by(self, viewer) -> "GroupQuerySet":
        """Those that the viewer finds in lists: moderators too find groups by invitation only where they are in."""
        return self._seen_by(viewer).filter(hidden_at=None)

    def own(self, viewer) -> "GroupQuerySet":
        """Those that the viewer is a member of."""
        from community.networking.models import GroupMembership

        return self.filter(Exists(GroupMembership.objects.members().filter(group=OuterRef("pk"), person=viewer.pk)))

    def with_count(self) -> "GroupQuerySet":
        """Each knows its ``member_count``. No query of its own."""
        from community.networking.models import GroupMembership

        here = GroupMembership.objects.members().filter(group=OuterRef("pk")).order_by().values("group")
        counted = Subquery(here.annotate(number=Count("pk")).values("number"))
        return self.annotate(member_count=Coalesce(counted, 0))

    def with_asking(self) -> "GroupQuerySet":
        """Each knows its ``asking_count``: the requests that wait for an organiser. No query of its own."""
        from community.networking.models import GroupMembership

        here = GroupMembership.objects.asking().filter(group=OuterRef("pk")).order_by().values("group")
        return self.annotate(asking_count=Coalesce(Subquery(here.annotate(number=Count("pk")).values("number")), 0))

    def going_on(self) -> "GroupQuerySet":
        """Without those that have ended."""
        return self.filter(ended_at=None)

    def _seen_by(self, viewer) -> "GroupQuerySet":
        if not people.is_member(viewer):
            return self.filter(admission="open", hidden_at=None)
        from community.networking.models import GroupMembership

        own = GroupMembership.objects.visible_to(viewer).filter(group=OuterRef("pk"), person=viewer)
        inside = own.filter(state="member") if people.is_partner(viewer) else own.none()
        invited = own.filter(state="invited", group__hidden_at=None)
        shown = Q(admission__in=["open", "request"], hidden_at=None)
        return self.filter(shown | Exists(inside.filter(group__hidden_at=None)) | Exists(invited)
                           | Exists(inside.filter(role="organiser")))  # fmt: skip


class GroupMembershipQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "GroupMembershipQuerySet":
        """One's own, as far as one may know: not an invitation that one has declined, that was withdrawn, or that comes
        from somebody whom one has blocked. Organisers see those of their group but for what is over."""
        if not people.is_member(viewer):
            return self.none()
        from community.networking.models import Block

        blocked = Block.objects.visible_to(viewer).values("person")
        unseen = Q(state="withdrawn")
        unseen |= Q(state="invited") & (Q(declined_at__isnull=False) | Q(invited_by__in=blocked))
        own = Q(person=viewer) & ~unseen
        organised = Exists(self.model.objects.organisers().filter(group=OuterRef("group"), person=viewer.pk))
        over = Q(state="asked", declined_at__isnull=False) | Q(state__in=["removed", "withdrawn"])
        return self.filter(own | (Q(organised) & ~over))

    def members(self) -> "GroupMembershipQuerySet":
        return self.filter(state="member")

    def organisers(self) -> "GroupMembershipQuerySet":
        return self.members().filter(role="organiser")

    def asking(self) -> "GroupMembershipQuerySet":
        """Requests that wait for an organiser."""
        return self.filter(state="asked", declined_at=None)

    def with_people(self) -> "GroupMembershipQuerySet":
        return self.select_related("person__membership__company")

    def with_all(self) -> "GroupMembershipQuerySet":
        return self.select_related("group", "person", "invited_by")

    def in_groups_seen_by(self, viewer) -> "GroupMembershipQuerySet":
        """Those of groups that are not hidden from the viewer."""
        from community.networking.models import Group

        return self.filter(group__in=Group.objects.visible_to(viewer))
