"""Filters over the dates of changes, as calendars and reminders read them."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.programs.states import State

OVER = [State.WITHDRAWN, State.SUPERSEDED, State.RESOLVED]
LOOK_BACK = dt.timedelta(days=365)  # what is older is nobody's plan any more
CANCELLED_STAYS = dt.timedelta(days=90)  # long enough for a calendar that is fetched once a quarter


class ChangeDateQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ChangeDateQuerySet":
        """The dates of the published changes that the viewer may see; no draft is in anybody's calendar."""
        changes = self.model._meta.get_field("change").related_model.objects
        return self.filter(change__in=changes.visible_to(viewer).published())

    def of(self, changes) -> "ChangeDateQuerySet":
        """The dates of some changes, given as a queryset."""
        return self.filter(change__in=changes)

    def on_calendars(self, today: dt.date | None = None) -> "ChangeDateQuerySet":
        """From a year back on. What was cancelled stays for a while, so that every calendar learns of it.

        An incident is not something to come: of it only the last day to act is on calendars.
        """
        today = today or timezone.localdate()
        gone = Q(is_removed=True) | Q(state__in=OVER)
        return (
            self.filter(day__gte=today - LOOK_BACK)
            .exclude(gone & Q(moved_at__lt=timezone.now() - CANCELLED_STAYS))
            .exclude(field="effective", change__kind="incident")
        )


class CalendarAddressQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "CalendarAddressQuerySet":
        """Everybody sees the address of their own calendar, nobody another's."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()
