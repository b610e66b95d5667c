"""What somebody says against a decision about them, and what came of it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.moderation.models.decisions import Decision
from community.moderation.querysets import AppealQuerySet

DECIDED_WITHIN = dt.timedelta(days=3)  # over a weekend, so that the other moderator need not be the one on duty


class Appeal(models.Model):
    """Whom a decision is about says once why it is wrong. Another moderator answers: it stands, or is turned back.

    ``text`` is emptied some time after the answer, see ``actions.forget_appeals``.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        OVERTURNED = "overturned", _("the decision was turned back")

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    appellant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="appeals")
    text = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=500, blank=True)  # why, to the appellant
    # Whether turning it back did anything: what is gone, or was changed since, stays as it is.
    is_reversed = models.BooleanField(default=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="", answer="") & ~Q(text="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
                name="appeal_decided_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(is_reversed=False) | Q(outcome="overturned"), name="only_an_overturned_decision_is_reversed"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("appellant")), name="nobody_decides_their_appeal"
            ),
        ]
        indexes = [
            # used by: the queue
            models.Index(fields=["made_at"], condition=Q(decided_at=None), name="appeal_waiting"),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"  # never what it says: this is what the admin site and the log would show

    def get_absolute_url(self) -> str:
        """Where its author reads what came of it."""
        return reverse("appeal", args=[self.decision_id])

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None

    @property
    def due_at(self) -> dt.datetime:
        """When it should be decided at the latest."""
        return self.made_at + DECIDED_WITHIN
