"""Filters over the ways to a vendor, and over what companies say of them."""

import datetime as dt

from django.db import models
from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Extract, Greatest
from django.utils import timezone

from community.accounts import rules as people

FADES_IN = dt.timedelta(days=90)  # product.md 4.4: a vote counts 1 on its day, and 1/90 less with each day
WORKS, UNCONFIRMED, BROKEN = range(3)


class ContactRouteQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ContactRouteQuerySet":
        """Those that are shown, for members; hidden ones for who added them and for moderators."""
        if not people.is_member(viewer):
            return self.none()
        return self if people.is_moderator(viewer) else self.filter(Q(hidden_at=None) | Q(added_by=viewer))

    def shown(self) -> "ContactRouteQuerySet":
        return self.filter(hidden_at=None)

    def with_standing(self, viewer) -> "ContactRouteQuerySet":
        """Each knows how it stands by the votes that have not faded yet: ``standing``, ``score``, ``confirmed_by``
        companies, ``confirmed_at`` last; and ``own_vote`` of the viewer's company. No query of its own."""
        living = Q(votes__voted_at__gt=timezone.now() - FADES_IN)
        works, fails = living & Q(votes__works=True), living & Q(votes__works=False)
        found = self.annotate(
            confirmed_by=Count("votes", filter=works),
            confirmed_at=Max("votes__voted_at", filter=works),
            denied_by=Count("votes", filter=fails),
            denied_at=Max("votes__voted_at", filter=fails),
            works_weight=_sum_of_weights(works),
            fails_weight=_sum_of_weights(fails),
            own_vote=_own_vote(viewer),
        )
        return found.annotate(
            score=F("works_weight") - F("fails_weight"),
            standing=Case(
                When(denied_by__gt=0, works_weight__lte=F("fails_weight"), then=Value(BROKEN)),
                When(confirmed_by=0, then=Value(UNCONFIRMED)),
                default=Value(WORKS),
                output_field=models.IntegerField(),
            ),
        )

    def best_first(self) -> "ContactRouteQuerySet":
        """After ``with_standing``: what works, what nobody has confirmed lately, what does not work any more."""
        return self.order_by("standing", "-score", F("confirmed_at").desc(nulls_last=True), "pk")


def _sum_of_weights(votes: Q):
    age = Extract(
        ExpressionWrapper(Value(timezone.now()) - F("votes__voted_at"), output_field=DurationField()), "epoch"
    )
    weight = Greatest(1.0 - age / Value(FADES_IN.total_seconds()), 0.0, output_field=FloatField())
    return Coalesce(Sum(weight, filter=votes), 0.0)


def _own_vote(viewer):
    from community.networking.models import RouteVote

    own = RouteVote.objects.visible_to(viewer).filter(route=OuterRef("pk"))
    return Subquery(own.values("works")[:1])


class RouteVoteQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RouteVoteQuerySet":
        """That of one's company. Of others there are only counts."""
        if not people.is_member(viewer) or viewer.company is None:
            return self.none()
        return self.filter(company=viewer.company)
