"""A change as a recorded fact: who, what, from when, for whom, with evidence and a history."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.models import CompanySize, PartnerRole
from community.core.dates import FuzzyDate, Precision, fuzzy, precision_agrees
from community.core.slugs import id_and_slug
from community.programs.clock import Clock, clock_from_row
from community.programs.models.catalogue import Program, Tier, Vendor
from community.programs.querysets import ChangeQuerySet
from community.programs.states import WAITING_FOR_THEIR_DAY, State
from community.tags.models import Tag


class Change(models.Model):
    """A change of a vendor's program: who, what, from when, for whom, with evidence and a history."""

    class Kind(models.TextChoices):
        FEE = "fee", _("Fee")
        TIER = "tier", _("Tier or requirement")
        BENEFIT = "benefit", _("Benefit")
        SUPPORT = "support", _("Support")
        LICENCE = "licence", _("Licence or price")
        TOOL = "tool", _("Tool or API")
        CONTACT = "contact", _("Contact")
        LEGAL = "legal", _("Legal")
        END_OF_LIFE = "end_of_life", _("End of life")
        INCIDENT = "incident", _("Incident")

    class Direction(models.TextChoices):
        WORSE = "worse", _("worse for partners")
        BETTER = "better", _("better for partners")
        NEUTRAL = "neutral", _("neither better nor worse")

    class Publication(models.TextChoices):
        DRAFT = "draft", _("waiting for a moderator")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        REPORTED = "reported", _("hidden until a moderator has looked at what members reported")
        HIDDEN = "hidden", _("hidden by a moderator")

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="changes")
    programs = models.ManyToManyField(Program, related_name="changes", blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.NEUTRAL)
    title = models.CharField(max_length=255, validators=[MinLengthValidator(15)])
    tags = models.ManyToManyField(Tag, related_name="changes", blank=True)

    # Markdown, and what community.core.markup made of it.
    summary = models.TextField(max_length=8000, blank=True)
    summary_html = models.TextField(blank=True, editable=False)
    details = models.TextField(max_length=32000, blank=True)
    details_html = models.TextField(blank=True, editable=False)
    next_steps = models.TextField(max_length=32000, blank=True)
    next_steps_html = models.TextField(blank=True, editable=False)

    announced_on = models.DateField(null=True, blank=True)
    announced_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    effective_on = models.DateField(null=True, blank=True)
    effective_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    act_by_on = models.DateField(null=True, blank=True)
    act_by_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    act_by_reason = models.CharField(max_length=300, blank=True)
    # The day by which a list is ordered: when to act, else when it takes effect, else when it was said.
    timetable_on = models.GeneratedField(
        expression=Coalesce("act_by_on", "effective_on", "announced_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    # For whom. An empty facet means everybody.
    audience_note = models.TextField(max_length=2000, blank=True)
    audience_tiers = models.ManyToManyField(Tier, related_name="changes", blank=True)
    audience_roles = ArrayField(models.CharField(max_length=20, choices=PartnerRole.choices), default=list, blank=True)
    audience_countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    audience_sizes = ArrayField(models.CharField(max_length=8, choices=CompanySize.choices), default=list, blank=True)

    # How many say that it affects them; equal to the rows of models.EffectReport.
    affected_companies = models.PositiveIntegerField(default=0, editable=False)
    affected_consultants = models.PositiveIntegerField(default=0, editable=False)

    state = models.CharField(max_length=12, choices=State.choices)
    publication = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    declined_reason = models.TextField(blank=True)  # or why it was hidden
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_changes"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # When something last moved: a state, a date, a term. Not when a typo was mended.
    moved_at = models.DateTimeField()

    # What took its place; with ``is_duplicate`` the other record of the very same thing.
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    is_duplicate = models.BooleanField(default=False)

    # Of rumours: see ``actions.rumours``. ``support_count`` counts companies; ``listed_at``: in lists since then.
    never_announced = models.BooleanField(default=False)
    support_count = models.PositiveIntegerField(default=0)
    supported_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            precision_agrees("announced"),
            precision_agrees("effective"),
            precision_agrees("act_by"),
            models.CheckConstraint(
                condition=models.Q(act_by_on=None)
                | models.Q(effective_on=None)
                | models.Q(act_by_on__lte=models.F("effective_on"))
                | ~models.Q(act_by_reason=""),
                name="change_act_by_after_effective_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(publication="published", published_at__isnull=False)
                | ~models.Q(publication="published"),
                name="change_published_with_a_date",
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="change_state_known"),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None) | ~models.Q(superseded_by=models.F("pk")),
                name="change_not_superseded_by_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None, is_duplicate=False)
                | models.Q(superseded_by__isnull=False, state=State.SUPERSEDED),
                name="change_with_successor_is_superseded",
            ),
            models.CheckConstraint(
                condition=models.Q(listed_at=None) | models.Q(lapsed_at=None), name="change_lapsed_is_not_listed"
            ),
        ]
        indexes = [
            # used by: change list, home "Act by" (published, by timetable day)
            models.Index(
                fields=["timetable_on", "id"], condition=models.Q(publication="published"), name="change_timetable"
            ),
            # used by: vendor page
            models.Index(
                fields=["vendor", "timetable_on", "id"],
                condition=models.Q(publication="published"),
                name="change_timetable_of_vendor",
            ),
            # used by: home "New and changed"
            models.Index(
                fields=["-moved_at", "-id"], condition=models.Q(publication="published"), name="change_newly_moved"
            ),
            # used by: the job that puts changes into force on their day
            models.Index(
                fields=["effective_on"],
                condition=models.Q(publication="published", state__in=WAITING_FOR_THEIR_DAY),
                name="change_waiting_for_its_day",
            ),
            # used by: the job that lets rumours lapse
            models.Index(
                fields=["supported_at"],
                condition=models.Q(publication="published", state="rumoured", lapsed_at=None),
                name="change_rumour_alive",
            ),
            # used by: the queue
            models.Index(fields=["created_at"], condition=models.Q(publication="draft"), name="change_draft"),
            # used by: similar changes while a proposal is typed
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="change_title_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("change", args=[self.slugged_id])

    @property
    def slugged_id(self) -> str:
        """How addresses name the change: ``7-annual-partner-fee-goes-up``."""
        return id_and_slug(self.pk, self.title)

    @property
    def announced(self) -> FuzzyDate | None:
        return fuzzy(self.announced_on, self.announced_precision)

    @property
    def effective(self) -> FuzzyDate | None:
        return fuzzy(self.effective_on, self.effective_precision)

    @property
    def act_by(self) -> FuzzyDate | None:
        return fuzzy(self.act_by_on, self.act_by_precision)

    @property
    def timetable(self) -> FuzzyDate | None:
        return self.act_by or self.effective or self.announced

    @property
    def timetable_label(self) -> str:
        if self.act_by:
            return _("Act by")
        if self.kind == self.Kind.INCIDENT:
            return _("Since")
        return _("In force from") if self.effective else _("Announced")

    @property
    def notice_days(self) -> int | None:
        """Days from the announcement to the day it takes effect, where both are known to the day."""
        days = {self.announced_precision, self.effective_precision}
        if not (self.announced_on and self.effective_on) or days != {Precision.DAY}:
            return None
        return (self.effective_on - self.announced_on).days

    def possible_successors(self) -> ChangeQuerySet:
        """What may take its place: public changes of the same vendor that are not superseded themselves."""
        others = Change.objects.published().filter(vendor=self.vendor_id).exclude(state__in=["rumoured", "superseded"])
        return others.exclude(pk=self.pk).newest_moves_first()

    @property
    def clock(self) -> Clock | None:
        """Of the most urgent question, for changes loaded ``with_clock()``; None if nothing is asked."""
        row = getattr(self, "clock_row", None)
        return clock_from_row(row) if row else None

    @property
    def touch(self) -> str:
        """Whether it touches the reader: yes, maybe or no; empty unless it was loaded ``with_touch``."""
        return getattr(self, "touch_code", "").partition(" ")[0]

    @property
    def touch_facet(self) -> str:
        """The facet that decided, of ``querysets.touch.FACETS``."""
        return getattr(self, "touch_code", "").partition(" ")[2]

    @property
    def is_published(self) -> bool:
        return self.publication == self.Publication.PUBLISHED

    @property
    def is_withheld(self) -> bool:
        """Hidden because members reported it, until a moderator has decided."""
        return self.publication == self.Publication.REPORTED

    @property
    def is_rumour(self) -> bool:
        return self.state == State.RUMOURED

    @property
    def is_confined(self) -> bool:
        """A rumour, or one that came to nothing: for partners only."""
        return self.is_rumour or (self.state == State.WITHDRAWN and self.never_announced)

    @property
    def is_over(self) -> bool:
        return self.state in {State.WITHDRAWN, State.SUPERSEDED, State.RESOLVED}


class ChangeTerm(models.Model):
    """One row of the terms: what, as it was, as it will be."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="terms")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    old = models.CharField(max_length=200, blank=True)
    new = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("change", "position", name="term_position_unique_per_change")]

    def __str__(self) -> str:
        return f"{self.what}: {self.old} → {self.new}"


class ChangeSource(models.Model):
    """Where a fact about a change can be checked."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="sources")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    page_key = models.CharField(max_length=500, blank=True, editable=False)  # of core.addresses: which page it is
    captured_on = models.DateField()
    attribution = models.CharField(max_length=300, blank=True)
    # Heard, with nothing to read: stands under the first step of a rumour, and counts as no source.
    is_hearsay = models.BooleanField(default=False)

    class Meta:
        ordering = ["captured_on", "pk"]
        indexes = [
            # used by: records with the same source while a proposal is typed
            models.Index(fields=["page_key"], condition=~models.Q(page_key=""), name="source_page"),
        ]

    def __str__(self) -> str:
        return self.title


class ChangeStep(models.Model):
    """A step in the life of a change: who recorded it, when, why and on which evidence. Never changed.

    The dates are written as far as they were known ("2027-01-01", "2027-01", "2027-Q1"), empty if
    the step did not move them. One with ``was`` and without ``now`` was dropped: postponed without a new day.
    ``by_itself``: nobody had to record it: the day came, or the source, which is trusted, moved a date. Where only
    dates move, the state is the same before and after.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="steps")
    happened_on = models.DateField()
    from_state = models.CharField(max_length=12, choices=State.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=State.choices)
    why = models.CharField(max_length=500)
    source = models.ForeignKey(ChangeSource, models.PROTECT, related_name="steps")
    effective_was = models.CharField(max_length=10, blank=True)
    effective_now = models.CharField(max_length=10, blank=True)
    act_by_was = models.CharField(max_length=10, blank=True)
    act_by_now = models.CharField(max_length=10, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    by_itself = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.change}: {self.from_state or '–'} → {self.to_state}"
