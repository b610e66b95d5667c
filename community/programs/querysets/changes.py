"""Filters over changes. Every read that can reach a person starts with ``visible_to``."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.accounts import rules as people
from community.core.dates import Precision, quarter_start
from community.programs.states import State

ROW_PARTS = ("programs", "terms")  # what a row shows besides the change and its vendor


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ChangeQuerySet":
        """Published changes; rumours for partners only; drafts for their proposer and moderators."""
        if people.is_moderator(viewer):
            return self
        seen = Q(publication="published")
        if not people.is_partner(viewer):
            seen &= ~Q(state=State.RUMOURED)
        if people.is_member(viewer):
            seen |= Q(proposed_by=viewer)
        return self.filter(seen)

    def followed_by(self, member) -> "ChangeQuerySet":
        """Watched by the member, or of a vendor, program or tag that they follow; none for visitors."""
        if not people.is_member(member):
            return self.none()
        return self.filter(
            Q(follows__member=member) | Q(vendor__follows__member=member)
            | Q(programs__follows__member=member) | Q(tags__follows__member=member)
        ).distinct()  # fmt: skip

    def published(self) -> "ChangeQuerySet":
        return self.filter(publication="published")

    def drafts(self) -> "ChangeQuerySet":
        return self.filter(publication="draft")

    def ahead(self, today: dt.date | None = None) -> "ChangeQuerySet":
        """What is still to come, nearest first; what was taken back is not to come."""
        over = [State.WITHDRAWN, State.SUPERSEDED, State.RESOLVED]
        today = today or timezone.localdate()
        return self.filter(timetable_on__gte=today).exclude(state__in=over).order_by("timetable_on", "pk")

    def behind(self, today: dt.date | None = None) -> "ChangeQuerySet":
        """Everything that is not ahead, latest first, undated last."""
        over = [State.WITHDRAWN, State.SUPERSEDED, State.RESOLVED]
        today = today or timezone.localdate()
        past = Q(timetable_on__lt=today) | Q(timetable_on=None) | Q(state__in=over)
        return self.filter(past).order_by(F("timetable_on").desc(nulls_last=True), "-pk")

    def act_by_between(self, since: dt.date | None, until: dt.date | None) -> "ChangeQuerySet":
        """With a last day to act in between; a month or quarter fits if any of its days does."""
        wanted = Q(act_by_on__isnull=False)
        if since:
            # The second day says the same again in terms of the index that lists are read by.
            wanted &= _reaches("act_by", since) & Q(timetable_on__gte=quarter_start(since))
        if until:
            wanted &= Q(act_by_on__lte=until, timetable_on__lte=until)
        return self.filter(wanted)

    def between(self, begin: dt.date, end: dt.date) -> "ChangeQuerySet":
        """Whose first date lies before ``end`` and whose last one on ``begin`` or later."""
        fields = ("announced", "act_by", "effective")
        starts = Q(*(Q(**{f"{field}_on__lt": end}) for field in fields), _connector=Q.OR)
        return self.filter(starts, Q(*(_reaches(field, begin) for field in fields), _connector=Q.OR))

    def for_tier(self, tier) -> "ChangeQuerySet":
        """Whose audience names the tier, or names none and is about its program or the vendor as a whole."""
        named = self.model.audience_tiers.through.objects.filter(change=OuterRef("pk"))
        about = self.model.programs.through.objects.filter(change=OuterRef("pk"))
        whole = Q(vendor=tier.program.vendor_id) & (~Exists(about) | Exists(about.filter(program=tier.program_id)))
        return self.filter(Exists(named.filter(tier=tier.pk)) | (~Exists(named) & whole))

    def for_country(self, code: str) -> "ChangeQuerySet":
        """Whose audience includes the country, or is everybody."""
        return self.filter(Q(audience_countries=[]) | Q(audience_countries__contains=[code]))

    def newest_moves_first(self) -> "ChangeQuerySet":
        return self.order_by("-moved_at", "-pk")

    def for_rows(self) -> "ChangeQuerySet":
        """With all that ``programs/_change_row.html`` shows: three queries for any number of rows."""
        return self.select_related("vendor").prefetch_related(*ROW_PARTS)


def _reaches(field: str, day: dt.date) -> Q:
    """That a date lies on the day or later, or is a month or quarter that does not end before it."""
    return (
        Q(**{f"{field}_on__gte": day})
        | Q(**{f"{field}_precision": Precision.MONTH, f"{field}_on__gte": day.replace(day=1)})
        | Q(**{f"{field}_precision": Precision.QUARTER, f"{field}_on__gte": quarter_start(day)})
    )
