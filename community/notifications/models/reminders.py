"""Reminders ahead of dates: each member's ladder, what there is to say, and who was told it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.dates import FuzzyDate, Precision, fuzzy
from community.notifications.querysets import DeadlineNoticeQuerySet, LadderQuerySet
from community.programs.models import Change, ChangeDate

DEFAULT_RUNGS = [90, 30, 7, 1]  # days ahead; product.md, 4.1
MOST_RUNGS = 8
FURTHEST_RUNG = 365


def default_rungs() -> list[int]:
    return list(DEFAULT_RUNGS)


class Ladder(models.Model):
    """How many days ahead a member is reminded, of which dates, and where. Without a row the defaults hold."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("In the inbox and by mail")
        INBOX = "inbox", _("In the inbox only")
        OFF = "off", _("Not at all")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ladder")
    rungs = ArrayField(models.PositiveSmallIntegerField(), default=default_rungs, blank=True)
    of_act_by = models.BooleanField(default=True)
    of_effective = models.BooleanField(default=True)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.MAIL)
    # The day from which it holds as it is: rungs that lie before are not made up for.
    since = models.DateField(null=True)

    objects = LadderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rungs__len__lte=MOST_RUNGS), name="ladder_of_few_rungs"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.rungs}"


class DeadlineNotice(models.Model):
    """One thing to say about one date of a change, to however many people.

    It says that the day is near (``rung`` days or less), that it moved from ``was_day`` to ``day``, or that ``day``
    no longer holds. ``sequence`` is the number of the move it tells of, see ``ChangeDate``.
    """

    class Kind(models.TextChoices):
        DUE = "due", _("near")
        MOVED = "moved", _("moved")
        OFF = "off", _("no longer holds")

    kind = models.CharField(max_length=5, choices=Kind.choices)
    change = models.ForeignKey(Change, models.CASCADE, related_name="deadline_notices")
    field = models.CharField(max_length=10, choices=ChangeDate.Field.choices)
    day = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision.choices)
    was_day = models.DateField(null=True)
    was_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    rung = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)

    objects = DeadlineNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="due", rung__isnull=False, sequence=None, was_day=None)
                | Q(kind="moved", rung=None, sequence__isnull=False, was_day__isnull=False)
                | Q(kind="off", rung=None, sequence__isnull=False, was_day=None),
                name="deadline_notice_says_one_thing",
            ),
            # Also used by: what was said of a date.
            models.UniqueConstraint(
                "change", "field", "day", "precision", "rung",
                condition=Q(kind="due"), name="one_notice_per_date_and_rung",
            ),
            models.UniqueConstraint(
                "change", "field", "sequence", "was_day", "was_precision",
                condition=Q(kind="moved"), name="one_notice_per_move",
            ),
            models.UniqueConstraint(
                "change", "field", "sequence", "day", "precision",
                condition=Q(kind="off"), name="one_notice_per_taking_back",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.date} {self.get_kind_display()}: {self.change}"

    @property
    def date(self) -> FuzzyDate:
        return FuzzyDate(self.day, self.precision)

    @property
    def was(self) -> FuzzyDate | None:
        return fuzzy(self.was_day, self.was_precision)

    @property
    def struck(self) -> FuzzyDate | None:
        """The date that no longer holds."""
        return self.date if self.kind == self.Kind.OFF else self.was

    @property
    def days_left(self) -> int:
        """Days to the date; of a month or quarter to its first day, as it may be that one."""
        return (self.day - timezone.localdate()).days

    @property
    def still_holds(self) -> bool:
        """Whether it is true to this day: a mail that waited for its server may have been overtaken.

        No query if the dates of the change were fetched along.
        """
        now = next((date for date in self.change.dates.all() if date.field == self.field), None)
        if now is None or now.is_cancelled:
            return self.kind == self.Kind.OFF
        if self.kind == self.Kind.DUE:
            return now.day == self.day and self.days_left >= 0
        return self.kind == self.Kind.MOVED and now.day == self.day


class Reminder(models.Model):
    """That one member was told one thing about a date, and on which day of the site. Never twice."""

    notice = models.ForeignKey(DeadlineNotice, models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    told_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("notice", "recipient", name="one_reminder_per_person_and_notice")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.notice}"
