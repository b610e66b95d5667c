"""Filters over changes. Every read that can reach a person starts with ``visible_to``."""

import datetime as dt

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.accounts import rules as people
from community.core.dates import Precision, quarter_start
from community.programs.querysets.touch import FACETS, Facets, touch_annotations, touch_code
from community.programs.states import State

ROW_PARTS = ("programs", "terms")  # what a row shows besides the change and its vendor


def confined(prefix: str = "") -> Q:
    """Rumours, and those that came to nothing: for partners only. ``prefix`` leads to the change ("change__")."""
    dead = Q(**{f"{prefix}state": State.WITHDRAWN, f"{prefix}never_announced": True})
    return Q(**{f"{prefix}state": State.RUMOURED}) | dead


def listed(prefix: str = "") -> Q:
    """All but rumours that lack support or have lapsed: what stands in lists and is counted, for whomever."""
    return ~Q(**{f"{prefix}state": State.RUMOURED}) | Q(**{f"{prefix}listed_at__isnull": False})


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ChangeQuerySet":
        """Published changes; rumours for partners only; drafts for their proposer and moderators.

        Partners may open a rumour that is not listed, at its own address: they are asked to support it.
        Lists and counts go on with ``published()``, or begin with ``listed_to``.
        """
        if people.is_moderator(viewer):
            return self
        seen = Q(publication="published")
        if not people.is_partner(viewer):
            seen &= ~confined()
        if people.is_member(viewer):
            seen |= Q(proposed_by=viewer)
        if people.moderates_a_part(viewer):
            seen |= Q(pk__in=self.model.objects.moderated_by(viewer).values("pk"))
        return self.filter(seen)

    def moderated_by(self, viewer) -> "ChangeQuerySet":
        """Those about which the viewer decides: all, or those of their vendors and tags, or none."""
        if people.is_moderator(viewer):
            return self
        part = people.part_of(viewer)
        if not part:
            return self.none()
        tagged = self.model.tags.through.objects.filter(change=OuterRef("pk"), tag__in=part.tags)
        return self.filter(Q(vendor__in=part.vendors) | Exists(tagged))

    def followed_by(self, member) -> "ChangeQuerySet":
        """Watched by the member, or of a vendor, program or tag that they follow; none for visitors."""
        if not people.is_member(member):
            return self.none()
        return self.filter(
            Q(follows__member=member) | Q(vendor__follows__member=member)
            | Q(programs__follows__member=member) | Q(tags__follows__member=member)
        ).distinct()  # fmt: skip

    def listed_to(self, viewer) -> "ChangeQuerySet":
        """What belongs into the viewer's lists and counts."""
        return self.visible_to(viewer).published()

    def published(self) -> "ChangeQuerySet":
        """What belongs into lists, for moderators too: no draft, no rumour without support, none that has lapsed."""
        return self.filter(listed(), publication="published")

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

    def with_touch(self, facets: Facets | None) -> "ChangeQuerySet":
        """Whether each change touches those who have these facets: ``change.touch`` and ``change.touch_facet``.

        ``touch_held`` and ``touch_tiers`` are for the words: what they hold of the vendor, and the tiers it is for.
        No query of its own and none per row. Nothing is added for visitors, whose facets are None.
        """
        return self.annotate(**touch_annotations(facets)) if facets else self

    def touching(self, facets: Facets | None, *verdicts: str) -> "ChangeQuerySet":
        """The changes of which ``with_touch`` says one of the verdicts; all of them if there are no facets."""
        if facets is None:
            return self
        codes = [f"{verdict} {facet}" for verdict in verdicts for facet in FACETS]
        return self.alias(verdict=touch_code(facets)).filter(verdict__in=codes)

    def for_rows(self, viewer) -> "ChangeQuerySet":
        """With all that ``programs/_change_row.html`` shows: three queries for any number of rows."""
        rows = self.select_related("vendor").prefetch_related(*ROW_PARTS)
        return rows.with_touch(Facets.of(viewer)).with_clock()

    def with_clock(self) -> "ChangeQuerySet":
        """With ``clock_row``, of which ``Change.clock`` makes the clock of the most urgent question. No query."""
        return self.annotate(clock_row=apps.get_model("programs", "Question").objects.clock_row_of_change())


def _reaches(field: str, day: dt.date) -> Q:
    """That a date lies on the day or later, or is a month or quarter that does not end before it."""
    return (
        Q(**{f"{field}_on__gte": day})
        | Q(**{f"{field}_precision": Precision.MONTH, f"{field}_on__gte": day.replace(day=1)})
        | Q(**{f"{field}_precision": Precision.QUARTER, f"{field}_on__gte": quarter_start(day)})
    )
