"""Offering a question that nobody has answered to people who might."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.models import Thread
from community.networking.querysets.offers import HelpOfferQuerySet


class HelpAsk(models.Model):
    """A question for which people were looked for, and what its asker is told where there were fewer than three."""

    thread = models.OneToOneField(Thread, models.CASCADE, primary_key=True, related_name="help_ask")
    asked_at = models.DateTimeField()
    # As it was when people were looked for, so that nothing that the asker reads changes as somebody passes.
    people_found = models.PositiveSmallIntegerField(default=0)
    # Whether more people match, who cannot be asked now. Why they cannot is one thing for the asker, whatever it is.
    has_others = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"ask for help in {self.thread_id}"


class HelpOffer(models.Model):
    """A question is offered to one person, who reads why. The asker reads numbers, never who."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("I am on it")
        PASSED = "passed", _("Pass")
        NOT_ME = "not_me", _("Not me")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="help_offers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_offers")
    reasons = models.JSONField()  # kind, name, count of each ``rules.Reason``; put into words when they are read
    offered_at = models.DateTimeField()
    # Each person has two places, and an offer takes one of them for seven days, whatever comes of it.
    place = models.PositiveSmallIntegerField()
    counts_until = models.DateTimeField()
    ends_at = models.DateTimeField()  # until when it can be taken; of one that was taken, until when somebody is on it
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: what was offered of a thread.
            models.UniqueConstraint("thread", "person", name="one_offer_per_thread_and_person"),
            # Also used by: a person's offers.
            ExclusionConstraint(
                name="two_offers_a_week",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (F("place"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("offered_at"), F("counts_until"), RangeBoundary(), function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="offer_takes_one_of_two_places"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=["accepted", "passed", "not_me"], answered_at__isnull=False),
                name="offer_answered_at_some_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"offer {self.pk}"  # never to whom: this is what logs would show

    def get_absolute_url(self) -> str:
        return self.thread.get_absolute_url()

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer, as far as the clock knows."""
        return self.answer == "" and timezone.now() < self.ends_at
