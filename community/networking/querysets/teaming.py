"""Filters over the teaming board."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.accounts import rules as people
from community.accounts.models import User


class TeamingEntryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TeamingEntryQuerySet":
        """What is not hidden, of people who may sign in now, for members; one's own in any case; moderators see all."""
        if not people.is_member(viewer):
            return self.none()
        if people.is_moderator(viewer):
            return self
        return self.filter(Q(hidden_at=None, author__in=User.objects.active()) | Q(author=viewer))

    def open(self) -> "TeamingEntryQuerySet":
        """Those on the board: their day has not passed, whether or not the daily job has been there."""
        return self.filter(state="open", expires_on__gte=timezone.localdate(), hidden_at=None)

    def past(self) -> "TeamingEntryQuerySet":
        """Those whose day has passed and that are called open still."""
        return self.filter(state="open", expires_on__lt=timezone.localdate())

    def in_country(self, country: str) -> "TeamingEntryQuerySet":
        """Those for this country, or for whichever."""
        return self.filter(Q(countries__contains=[country]) | Q(countries=[]))

    def with_author(self) -> "TeamingEntryQuerySet":
        rows = self.select_related("author__membership__company", "author__peer_settings", "vendor")
        return rows.prefetch_related("tags")

    def newest_first(self) -> "TeamingEntryQuerySet":
        return self.order_by("-pk")


class TeamingAlertQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TeamingAlertQuerySet":
        """One's own, as long as one may read the entry."""
        from community.networking.models import TeamingEntry

        if not viewer.is_authenticated:
            return self.none()
        return self.filter(person=viewer, entry__in=TeamingEntry.objects.visible_to(viewer))

    def of_the_week(self) -> "TeamingAlertQuerySet":
        """Those that count among a person's three."""
        return self.filter(made_at__gt=timezone.now() - self.model.WEEK)
