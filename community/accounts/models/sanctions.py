"""What is imposed on a person: a warning, silence, or suspension; and what of it is in force now."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.querysets import SanctionQuerySet


class Sanction(models.Model):
    """A moderator warned, silenced or suspended somebody, for a reason and until a moment.

    It ends by itself: whether it is in force is a question to the clock, asked with whoever signs in or reads.
    """

    class Kind(models.TextChoices):
        WARN = "warn", _("Warning")
        SILENCE = "silence", _("Silence")  # reads, and writes to nobody but moderators
        SUSPEND = "suspend", _("Suspension")  # does not sign in

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)  # empty: until it is lifted
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(given_by=models.F("person")), name="nobody_sanctions_themselves"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="sanction_with_a_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_by=None)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="sanction_lifted_by_somebody",
            ),
        ]
        indexes = [
            # used by: whoever signs in or opens a page; a person's standing, newest first
            models.Index(fields=["person", "-id"], name="sanction_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        """Where the person reads about it."""
        return reverse("standing")

    @property
    def is_in_force(self) -> bool:
        return (
            self.kind != self.Kind.WARN
            and self.lifted_at is None
            and (self.until is None or self.until > timezone.now())
        )


@dataclass(frozen=True)
class InForce:
    """The strictest sanction that somebody is under now."""

    kind: str
    reason: str
    until: dt.datetime | None

    @property
    def is_suspension(self) -> bool:
        return self.kind == Sanction.Kind.SUSPEND


# As it comes along with a person, in one value.
IN_FORCE = JSONObject(kind="kind", reason="reason", until="until")


def in_force(found: dict | None) -> InForce | None:
    """What ``IN_FORCE`` gave, as long as it lasts."""
    if not found:
        return None
    until = dt.datetime.fromisoformat(found["until"]) if found["until"] else None
    if until and until <= timezone.now():
        return None
    return InForce(found["kind"], found["reason"], until)
