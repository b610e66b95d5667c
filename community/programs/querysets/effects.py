"""Filters over effect reports."""

from django.db import models

from community.accounts import rules as people


class EffectReportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EffectReportQuerySet":
        """The report of one's company, or one's own. Whoever else has reported is nobody's business."""
        if not people.is_member(viewer):
            return self.none()
        if viewer.company is not None:
            return self.filter(company=viewer.company)
        return self.filter(consultant=viewer)

    def affected(self) -> "EffectReportQuerySet":
        return self.filter(affected=True)
