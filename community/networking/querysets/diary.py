"""Filters over what members note of their own tickets."""

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import ExtractYear

from community.accounts.models import Hat, User
from community.programs.querysets import OwnQuerySet


class TicketQuerySet(OwnQuerySet):
    def latest_first(self) -> "TicketQuerySet":
        return self.order_by("-opened_at", "-pk")

    def counted(self) -> models.QuerySet:
        """What is counted of each ticket, as a dictionary: those of people who belong to a company and do not answer
        for the vendor. Neither titles nor notes."""
        hats = Hat.objects.worn().filter(wearer=OuterRef("member"), vendor=OuterRef("vendor"))
        rows = self.filter(~Exists(hats), member__in=User.objects.active(), member__membership__isnull=False)
        return rows.annotate(company=F("member__membership__company"), year=ExtractYear("opened_at")).values(
            "pk", "vendor", "company", "route", "year", "opened_at", "first_reply_at", "solved_at", "escalated",
            "changed_at",
        )  # fmt: skip
