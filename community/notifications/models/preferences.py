"""Where each member wants to hear of what."""

from django.conf import settings
from django.db import models

from community.notifications.models.reminders import Ladder
from community.notifications.querysets import PreferenceQuerySet

Channel = Ladder.Channel


class Preference(models.Model):
    """The channel that one member has chosen for one topic of ``topics.TOPICS``; without a row the usual one holds.

    Reminders have no row here: their channel is part of the member's ladder.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    topic = models.CharField(max_length=20)
    channel = models.CharField(max_length=5, choices=Channel.choices)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "topic"], name="one_preference_per_member_and_topic"),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="preference_of_a_known_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.topic} {self.channel}"
