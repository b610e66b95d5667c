"""Filters over the programs that companies and people hold."""

from django.db import models
from django.db.models import Q

from community.accounts import rules as people


class HoldingQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HoldingQuerySet":
        """What one holds, with one's company or without; and of others what their verified companies show."""
        shown = Q(company__programs_shown_to="everybody", company__verified_at__isnull=False)
        if not people.is_member(viewer):
            return self.filter(shown)
        if people.is_moderator(viewer):
            return self.exclude(company=None) | self.held_by(viewer)
        if viewer.company is None:
            return self.filter(shown | Q(member=viewer))
        shown |= Q(company__programs_shown_to="partners", company__verified_at__isnull=False)
        return self.filter(shown | Q(company=viewer.company))

    def held_by(self, member) -> "HoldingQuerySet":
        """What the member's company holds; without a company, what the member holds."""
        return self.filter(member=member) if member.company is None else self.filter(company=member.company)

    def by_vendor(self) -> "HoldingQuerySet":
        return self.order_by("program__vendor__name", "program__name", "pk")
