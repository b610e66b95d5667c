"""Filters over peer rounds and who takes part."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q


class PeerRoundQuerySet(models.QuerySet):
    def held_by(self, day: dt.date) -> "PeerRoundQuerySet":
        """Those of this day and before."""
        return self.filter(held_on__lte=day)

    def newest_first(self) -> "PeerRoundQuerySet":
        return self.order_by("-held_on")


class RoundSeatQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RoundSeatQuerySet":
        """One's own, moderators included: who takes part, and what they say of it, is nobody else's to read."""
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()

    def matched(self) -> "RoundSeatQuerySet":
        """Those that were put together with somebody whose account is still there."""
        others = self.model.objects.filter(group=OuterRef("group")).exclude(pk=OuterRef("pk"))
        return self.filter(Exists(others), group__isnull=False)

    def keeping_apart(self, since: dt.date) -> "RoundSeatQuerySet":
        """Those whose groups are not put together again: of the rounds after this day, and where somebody said that
        they did not fit."""
        unfit = self.model.objects.filter(group=OuterRef("group"), answer="so_so")
        return self.filter(Q(round__held_on__gt=since) | Exists(unfit), group__isnull=False)

    def with_others(self) -> "RoundSeatQuerySet":
        """With round and conversation, and who else is in the group. One query more."""
        seats = self.model.objects.select_related("person__membership__company").order_by("pk")
        return self.select_related("round", "group__conversation").prefetch_related(Prefetch("group__seats", seats))
