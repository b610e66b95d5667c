"""Filters over the summaries of threads."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject


class SummaryQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SummaryQuerySet":
        """The summaries of threads that the viewer may see."""
        from community.forum.models import Thread

        return self.filter(thread__in=Thread.objects.visible_to(viewer))

    def latest_row(self):
        """An annotation of threads: the summary as it stands, in a list, without a query of its own."""
        row = JSONObject(
            number=F("number"), source=F("source"), html=F("html"), at=F("written_at"), by=F("written_by__name"),
            handle=F("written_by__handle"),
        )  # fmt: skip
        return ArraySubquery(self.filter(thread=OuterRef("pk")).order_by("-number").values(row=row)[:1])
