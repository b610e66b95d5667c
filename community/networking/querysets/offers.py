"""Filters over the questions that are offered to people."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from community.forum.models import Thread


class HelpOfferQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "HelpOfferQuerySet":
        """One's own, moderators included; the asker reads numbers, see ``queries.offers.outcome``."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(person=viewer, thread__in=Thread.objects.visible_to(viewer))

    def waiting(self) -> "HelpOfferQuerySet":
        """Those that can be taken now: in time, and nobody has answered the question meanwhile."""
        return self.filter(_needed(), answer="", ends_at__gt=timezone.now())

    def taken(self) -> "HelpOfferQuerySet":
        """Those that somebody is on: said so within the week, and nobody has answered the question yet."""
        return self.filter(_needed(), answer="accepted", ends_at__gt=timezone.now())

    def holding(self) -> "HelpOfferQuerySet":
        """Those whose place nobody else needs to take: waiting or taken."""
        return self.filter(_needed(), answer__in=["", "accepted"], ends_at__gt=timezone.now())

    def counting(self, at=None) -> "HelpOfferQuerySet":
        """Those that count among a person's two of a week."""
        return self.filter(counts_until__gt=at or timezone.now())

    def as_needed(self) -> "HelpOfferQuerySet":
        """Each knows ``is_needed``: whether nobody has answered the question yet. No query of its own."""
        return self.annotate(is_needed=_needed())

    def newest_first(self) -> "HelpOfferQuerySet":
        return self.order_by("-pk")


def _needed() -> Exists:
    return Exists(Thread.objects.published().unanswered().filter(pk=OuterRef("thread")))
