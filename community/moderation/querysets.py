"""Filters over reports."""

from django.db import models

from community.accounts import rules as people


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReportQuerySet":
        """A report is between its reporter and the moderators."""
        if people.is_moderator(viewer):
            return self
        return self.filter(reporter=viewer) if people.is_member(viewer) else self.none()

    def open(self) -> "ReportQuerySet":
        return self.filter(closed_at=None)
