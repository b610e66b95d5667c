"""Filters over what members have looked at and keep for themselves."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Value
from django.db.models.functions import JSONObject


class OwnQuerySet(models.QuerySet):
    """Rows that are nobody's business but their member's."""

    def visible_to(self, viewer) -> "OwnQuerySet":
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()


class ChangeVisitQuerySet(OwnQuerySet):
    def rows_for(self, viewer):
        """An annotation: the viewer's visit of the change of the outer query, in a list; without a query of its own."""
        if not viewer.is_authenticated:
            return Value(None, output_field=models.JSONField(null=True))
        visits = self.visible_to(viewer).filter(change=OuterRef("pk"))
        row = JSONObject(at=F("last_visit_at"), facts=F("facts"), before_at=F("before_at"), before=F("facts_before"))
        return ArraySubquery(visits.values(row=row))
