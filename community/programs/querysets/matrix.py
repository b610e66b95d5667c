"""Filters over the terms of a matrix."""

from django.apps import apps
from django.db import models
from django.db.models import Q


class MatrixTermQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "MatrixTermQuerySet":
        """Without what a change brings that the viewer may not see: the term would tell of the rumour."""
        changes = apps.get_model("programs", "Change").objects.visible_to(viewer).published()
        return self.filter(Q(change=None) | Q(change__in=changes))

    def current(self) -> "MatrixTermQuerySet":
        """What the record says now, about whatever day; without what was replaced."""
        return self.filter(replaced_at=None)

    def of_program(self, program) -> "MatrixTermQuerySet":
        return self.filter(row__program=program)
