"""What a member has seen of a change, and when."""

import datetime as dt

from django.conf import settings
from django.db import models

from community.programs.models.changes import Change
from community.programs.querysets.visits import ChangeVisitQuerySet


class ChangeVisit(models.Model):
    """A member looked at a change. ``facts`` are what the page said then, ``facts_before`` on the visit before."""

    LASTS = dt.timedelta(minutes=10)  # reading, voting and coming back within it is one visit

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="change_visits")
    change = models.ForeignKey(Change, models.CASCADE, related_name="visits")
    last_visit_at = models.DateTimeField()
    facts = models.JSONField()
    before_at = models.DateTimeField(null=True, blank=True)
    facts_before = models.JSONField(null=True, blank=True)

    objects = ChangeVisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "change", name="one_visit_row_per_person_and_change"),
            models.CheckConstraint(
                condition=models.Q(before_at=None, facts_before=None)
                | models.Q(before_at__isnull=False, facts_before__isnull=False),
                name="visit_before_has_day_and_facts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.change}"
