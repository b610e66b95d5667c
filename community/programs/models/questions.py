"""Questions that partners put to a vendor together, and what came of them."""

import datetime as dt

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Company, Hat
from community.core.workdays import workdays_between
from community.programs.clock import OUTCOMES, SETTLED, Clock, TickKind, clock_on
from community.programs.models.changes import Change
from community.programs.querysets.questions import OfficialAnswerQuerySet, QuestionQuerySet


class Question(models.Model):
    """One question about a change. Its number never changes; its text is frozen once it is sent."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("by mail to the vendor’s contact address")
        HAND = "hand", _("handed over by a moderator")

    change = models.ForeignKey(Change, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600, validators=[MinLengthValidator(20)])
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions")
    asked_for = models.ForeignKey(Company, models.PROTECT, related_name="questions")
    asked_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    sent_on = models.DateField(null=True, blank=True)
    sent_with = models.PositiveIntegerField(default=0)  # companies at that moment
    channel = models.CharField(max_length=4, choices=Channel.choices, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    # The clock: the vendor's days are counted after ``clock_from`` by the calendar of this country.
    calendar = models.CharField(max_length=2, blank=True)
    clock_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    overdue_on = models.DateField(null=True, blank=True)
    # What the table in ``clock`` makes of answers, verdicts and fixes; moved in the transaction that adds one.
    outcome = models.CharField(max_length=8, blank=True, choices=[(value.value, value.label) for value in OUTCOMES])
    outcome_on = models.DateField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            # Also used by: the questions of a change, in order
            models.UniqueConstraint("change", "number", name="question_number_unique_per_change"),
            models.CheckConstraint(
                condition=models.Q(sent_on=None, channel="", sent_with=0, clock_from=None, due_on=None, overdue_on=None)
                | models.Q(
                    sent_on__isnull=False,
                    clock_from__isnull=False,
                    due_on__isnull=False,
                    overdue_on__isnull=False,
                    channel__in=["mail", "hand"],
                    sent_with__gt=0,
                ),
                name="question_sent_with_its_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", outcome_on=None)
                | models.Q(outcome__in=[value.value for value in OUTCOMES], outcome_on__isnull=False),
                name="question_outcome_with_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(sent_on=None), name="question_sent_is_not_merged_away"
            ),
            models.CheckConstraint(
                condition=models.Q(hidden_at=None) | ~models.Q(hidden_reason=""), name="question_hidden_with_a_reason"
            ),
        ]
        indexes = [
            # used by: the questions of a vendor by due day, the filter "delayed"
            models.Index(fields=["due_on"], condition=models.Q(outcome=""), name="question_due"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Q{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.change.slugged_id, self.number])

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None

    @property
    def is_settled(self) -> bool:
        return self.outcome in SETTLED

    @property
    def is_standing(self) -> bool:
        """Neither hidden nor merged away."""
        return self.hidden_at is None and self.merged_into_id is None

    @property
    def awaits_hand_over(self) -> bool:
        return self.channel == self.Channel.HAND and self.handed_over_on is None

    @property
    def clock(self) -> Clock:
        """Where it stands today. Needs ``signature_count``."""
        return clock_on(
            timezone.localdate(), number=self.number, outcome=self.outcome, outcome_on=self.outcome_on,
            calendar=self.calendar, clock_from=self.clock_from, due_on=self.due_on, overdue_on=self.overdue_on,
            signatures=self.signature_count,
        )  # fmt: skip

    def day_of(self, day: dt.date) -> int | None:
        """Which working day since it was sent; None if it was not."""
        return workdays_between(self.clock_from, day, self.calendar) if self.clock_from else None


class Signature(models.Model):
    """A company stands behind a question. It may be counted without being named."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="signatures")
    company = models.ForeignKey(Company, models.PROTECT, related_name="signatures")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_named = models.BooleanField(default=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Also used by: who signed a question
            models.UniqueConstraint("question", "company", name="one_signature_per_company_and_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.company}"


class OfficialAnswer(models.Model):
    """What a representative says for the vendor, under the hat worn at that moment. Its words are never changed.

    What a moderator has hidden leaves its place with the reason, and its ticks do not count.
    """

    change = models.ForeignKey(Change, models.PROTECT, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="official_answers")
    hat = models.ForeignKey(Hat, models.PROTECT, related_name="answers")
    body = models.TextField(max_length=8000)
    html = models.TextField(editable=False)
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = OfficialAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden_at=None, hidden_reason="")
                | (models.Q(hidden_at__isnull=False) & ~models.Q(hidden_reason="")),
                name="answer_hidden_with_a_reason",
            ),
        ]
        indexes = [
            # used by: the answers of a change
            models.Index(fields=["change", "answered_at"], name="answer_of_change"),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.change}"

    def get_absolute_url(self) -> str:
        return f"{reverse('questions', args=[self.change.slugged_id])}#answer-{self.pk}"


class AnswerTick(models.Model):
    """An official answer names one question and says whether it answers it."""

    answer = models.ForeignKey(OfficialAnswer, models.CASCADE, related_name="ticks")
    question = models.ForeignKey(Question, models.PROTECT, related_name="ticks")
    kind = models.CharField(max_length=8, choices=TickKind.choices)

    class Meta:
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint("question", "answer", name="one_tick_per_answer_and_question"),
            models.CheckConstraint(condition=models.Q(kind__in=TickKind.values), name="tick_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.kind}"


class Verdict(models.Model):
    """Whether an answer answers the question: the word of a company that signed it, or of a moderator."""

    tick = models.ForeignKey(AnswerTick, models.CASCADE, related_name="verdicts")
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "tick", "company", condition=models.Q(company__isnull=False), name="one_verdict_per_company_and_tick"
            ),
            models.UniqueConstraint(
                "tick", condition=models.Q(company=None), name="one_verdict_of_moderators_per_tick"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.tick}: {'agreed' if self.agrees else 'disputed'}"


class FixReport(models.Model):
    """A company has seen that what a question is about was mended without a word."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="fixes")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    reported_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("question", "company", name="one_fix_report_per_company_and_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question} fixed: {self.company}"
