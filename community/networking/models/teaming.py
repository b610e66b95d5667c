"""The teaming board: who needs or offers what, where, with which vendor, and until when."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.networking.languages import NAMES as LANGUAGE_NAMES
from community.networking.querysets.teaming import TeamingAlertQuerySet, TeamingEntryQuerySet
from community.programs.models import Vendor
from community.tags.models import Tag

LONGEST_ENTRY = 2000  # characters: what somebody reads of each of twenty


class TeamingEntry(models.Model):
    """A need or an offer. It goes off the board on its day, unless its author renews it."""

    class Kind(models.TextChoices):
        NEED = "need", pgettext_lazy("on the teaming board", "Need")
        OFFER = "offer", pgettext_lazy("on the teaming board", "Offer")

    class Terms(models.TextChoices):
        SHARE = "share", _("share of the revenue")
        REFERRAL = "referral", _("referral fee")
        FIXED = "fixed", _("fixed price")
        AGREE = "agree", _("to be agreed")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("on the teaming board", "open")
        TAKEN = "taken", pgettext_lazy("on the teaming board", "somebody was found")
        CLOSED = "closed", pgettext_lazy("on the teaming board", "closed")
        EXPIRED = "expired", pgettext_lazy("on the teaming board", "expired")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="teaming_entries")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    title = models.CharField(max_length=120)
    source = models.TextField(max_length=LONGEST_ENTRY)
    html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    tags = models.ManyToManyField(Tag, related_name="teaming_entries")
    vendor = models.ForeignKey(Vendor, models.SET_NULL, null=True, blank=True, related_name="teaming_entries")
    # Of these an empty one means: whichever.
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)  # two letters (ISO 3166-1)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    starts_on = models.DateField(null=True, blank=True)  # of the work; None: at once
    ends_on = models.DateField(null=True, blank=True)  # of the work; None: open
    terms = models.CharField(max_length=8, choices=Terms.choices, default=Terms.AGREE)
    terms_note = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()  # the last day on the board
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)  # when those whom it fits were told, once
    warned_at = models.DateTimeField(null=True, blank=True)  # when its author was told that its day comes near
    hidden_at = models.DateTimeField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)  # hidden by reports alone: a moderator has not decided yet
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = TeamingEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "teaming entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="teaming_entry_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="teaming_entry_ended_unless_open",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(hidden_at__isnull=False, hidden_reason=""),
                name="teaming_entry_withheld_is_hidden_without_a_reason",
            ),
        ]
        indexes = [
            # used by: the board; what its day takes off
            models.Index(fields=["-id"], condition=Q(state="open"), name="teaming_board"),
            # used by: the board, by countries
            GinIndex(fields=["countries"], name="teaming_countries"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("teaming_entry", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it stands on the board."""
        return self.state == self.State.OPEN and self.hidden_at is None and not self.is_past

    @property
    def is_past(self) -> bool:
        return self.expires_on < timezone.localdate()

    @property
    def is_need(self) -> bool:
        return self.kind == self.Kind.NEED

    @property
    def state_in_words(self) -> str:
        """As of today, whether or not the daily job has been there."""
        is_called_open = self.state == self.State.OPEN
        return str(self.State.EXPIRED.label) if is_called_open and self.is_past else self.get_state_display()

    @property
    def language_names(self) -> list[str]:
        return sorted(str(LANGUAGE_NAMES[code]) for code in self.languages if code in LANGUAGE_NAMES)


class TeamingAlert(models.Model):
    """Somebody was told that an entry fits one of their own, or what they tell of themselves; and why."""

    WEEK = dt.timedelta(days=7)

    entry = models.ForeignKey(TeamingEntry, models.CASCADE, related_name="alerts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="teaming_alerts")
    own_entry = models.ForeignKey(TeamingEntry, models.SET_NULL, null=True, blank=True, related_name="+")
    reasons = models.JSONField()  # [["tag", "renewal"], …], see ``rules.teaming``
    made_at = models.DateTimeField(default=timezone.now)

    objects = TeamingAlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("entry", "person", name="one_teaming_alert_per_entry_and_person"),
        ]
        indexes = [
            # used by: how many somebody got within a week
            models.Index(fields=["person", "made_at"], name="teaming_alert_pace"),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"  # never to whom: that is theirs

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
