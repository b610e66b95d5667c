"""Filters over blocks."""

from django.db import models
from django.db.models import Case, F, Q, When


class BlockQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "BlockQuerySet":
        """Whoever blocks sees whom. Nobody else sees any of it, the blocked and moderators included."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()

    def between(self, one, other) -> "BlockQuerySet":
        """Those of two people, whoever of them has blocked the other."""
        return self.filter(Q(member=one, person=other) | Q(member=other, person=one))

    def others(self, person) -> models.QuerySet:
        """The ids of those who are kept apart from a person, either way. For ``pk__in``: no query of its own."""
        other = Case(When(member=person, then=F("person")), default=F("member"))
        return self.filter(Q(member=person) | Q(person=person)).annotate(other=other).values_list("other", flat=True)
