"""Filters over revisions."""

from django.db import models
from django.db.models import Q

from community.accounts import rules as people


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RevisionQuerySet":
        """Those of visible changes, for the circle that could read the record when it was edited.

        So neither the words of a draft nor those of a rumour come out when the change is announced.
        """
        from community.programs.models import Change

        if people.is_moderator(viewer):
            return self
        circles = ["everybody", "partners"] if people.is_partner(viewer) else ["everybody"]
        seen = Q(circle__in=circles)
        if people.is_member(viewer):
            seen |= Q(circle="proposer", change__proposed_by=viewer)
        return self.filter(seen, change__in=Change.objects.visible_to(viewer))
