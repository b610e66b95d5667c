"""Filters over drafts."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from community.accounts import rules as people


class DraftQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DraftQuerySet":
        """What somebody has begun to write is theirs alone; moderators read it when it is sent."""
        return self.filter(member=viewer) if people.is_member(viewer) else self.none()

    def in_thread(self, viewer) -> ArraySubquery:
        """The viewer's replies in the thread of the outer row that can go on, to be read with that row's own query."""
        goes_on = Q(parent=None) | Q(parent__state="published")
        replies = self.visible_to(viewer).filter(goes_on, thread=OuterRef("pk"), edits=None)
        row = JSONObject(
            pk="pk", parent="parent__number", source="source", rest="rest", form_key="form_key", saved_at="saved_at"
        )
        return ArraySubquery(replies.order_by("parent__number").values(row=row))
