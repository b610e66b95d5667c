"""Peer rounds: who was put together when, why, and how it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.networking.models.conversations import Conversation
from community.networking.querysets.rounds import PeerRoundQuerySet, RoundSeatQuerySet


class PeerRound(models.Model):
    """One day on which partners were put together. What came of it is counted once, when nobody can answer any more,
    and never again: a figure that moved would tell who answered what."""

    held_on = models.DateField(unique=True)
    seed = models.BigIntegerField()  # with it the same people are put together in the same way
    asked_at = models.DateTimeField(null=True, blank=True)  # when all were asked how it was
    counted_at = models.DateTimeField(null=True, blank=True)
    answers = models.PositiveSmallIntegerField(default=0)  # zero also for fewer than are counted at all
    good_share = models.PositiveSmallIntegerField(null=True, blank=True)  # percent, in tens

    objects = PeerRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers=0, good_share=None) | Q(answers__gte=5, good_share__isnull=False),
                name="round_tells_of_five_answers",
            )
        ]

    def __str__(self) -> str:
        return f"round of {self.held_on}"


class RoundGroup(models.Model):
    """Two or three who were put together. Nobody else learns that."""

    round = models.ForeignKey(PeerRound, models.CASCADE, related_name="groups")
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="round_groups"
    )  # two who are put together again go on where they wrote before
    reasons = models.JSONField(default=list)  # kind and name of each ``rules.rounds.Reason``

    def __str__(self) -> str:
        return f"group {self.pk}"  # never who: this is what logs would show


class RoundSeat(models.Model):
    """Somebody takes part in a round; without a group nobody fitted. What they answer is for the next rounds only."""

    class Answer(models.TextChoices):
        GOOD = "good", _("Good")
        SO_SO = "so_so", _("So-so: do not put us together again")
        NOT_MET = "not_met", _("We have not met")

    round = models.ForeignKey(PeerRound, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="round_seats")
    group = models.ForeignKey(RoundGroup, models.CASCADE, null=True, blank=True, related_name="seats")
    answer = models.CharField(max_length=7, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RoundSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("round", "person", name="one_seat_per_round_and_person"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=["good", "so_so", "not_met"], answered_at__isnull=False, group__isnull=False),
                name="seat_answered_at_some_time_about_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("rounds")

    @property
    def others(self) -> list:
        """With whom they were put together, but for closed accounts. Needs the seats of the group."""
        return [seat.person for seat in self.group.seats.all() if seat.pk != self.pk] if self.group else []
