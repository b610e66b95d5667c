"""Filters over reports and claims."""

from django.db import models
from django.utils import timezone

from community.accounts import rules as people


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReportQuerySet":
        """A report is between its reporter and the moderators."""
        if people.is_moderator(viewer):
            return self
        return self.filter(reporter=viewer) if people.is_member(viewer) else self.none()

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ClaimQuerySet":
        """Moderators see who looks at what; those of a part, too, because they meet them there."""
        decides = people.is_moderator(viewer) or people.moderates_a_part(viewer)
        return self.select_related("moderator") if decides else self.none()

    def lasting(self) -> "ClaimQuerySet":
        """Those that are not over."""
        return self.filter(until__gt=timezone.now())
