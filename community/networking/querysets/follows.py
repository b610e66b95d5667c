"""Filters over who follows whom."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.accounts.models import User


class PeerFollowQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PeerFollowQuerySet":
        """One's own; and who follows a person, for that person and for whom they let see it."""
        if not viewer.is_authenticated:
            return self.none()
        from community.networking.models import PeerSettings

        open_lists = PeerSettings.objects.filter(followers_shown_to="members", may_be_followed=True).values("member")
        return self.filter(Q(member=viewer) | Q(person=viewer) | Q(person__in=open_lists))

    def of(self, thing) -> "PeerFollowQuerySet":
        """Those of one person or company."""
        return self.filter(**{"person" if isinstance(thing, User) else "company": thing})

    def kept_by(self, viewer) -> "PeerFollowQuerySet":
        """Whom a member follows, but for those who do not let anybody follow them now, or have gone."""
        from community.networking.models import PeerSettings

        refusing = PeerSettings.objects.filter(may_be_followed=False).values("member")
        there = Q(person__is_active=True) | Q(company__verified_at__isnull=False)
        return self.filter(there, member=viewer).exclude(person__in=refusing)

    def authors(self, viewer) -> models.QuerySet:
        """The people of whom a follower reads: those they follow and those of companies they follow, unless they may
        not be followed or the follower has blocked them. For ``author__in``: no query of its own. Pseudonyms are rows
        of their own, and in no company.
        """
        from community.networking.models import Block, PeerSettings

        follows = self.filter(member=viewer)
        named = Q(pk__in=follows.exclude(person=None).values("person"))
        colleagues = Q(membership__company__in=follows.exclude(company=None).values("company"))
        refusing = PeerSettings.objects.filter(member=OuterRef("pk"), may_be_followed=False)
        blocked = Block.objects.visible_to(viewer).values("person")
        found = User.objects.active().filter(named | colleagues, ~Exists(refusing), is_face=False)
        return found.exclude(pk__in=blocked).values("pk")
