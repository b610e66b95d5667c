"""Filters over the programs that companies and people hold."""

from django.db import models

from community.accounts import rules as people


class HoldingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HoldingQuerySet":
        """What one's company holds; without a company, what one holds oneself."""
        if not people.is_member(viewer):
            return self.none()
        if viewer.company is not None:
            return self.filter(company=viewer.company)
        return self.filter(member=viewer)
