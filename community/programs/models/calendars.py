"""What calendars need to know: the dates of changes with the number of their moves, and private addresses."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.dates import FuzzyDate, Precision, fuzzy
from community.programs.models.changes import Change
from community.programs.querysets.calendars import OVER, CalendarAddressQuerySet, ChangeDateQuerySet
from community.programs.states import State

SIGNER = signing.Signer(sep=".", salt="calendars")


class ChangeDate(models.Model):
    """One date of a change as it stands, and how often it moved.

    The database keeps these rows itself, by a trigger on the changes: whatever moves a date or a state (a step, a
    correction, an import, an administrator), ``sequence`` rises and never falls (RFC 5545, 3.8.7.4). A date that was
    taken out of the record stays here, ``is_removed``, as calendars must learn of it.
    """

    class Field(models.TextChoices):
        ACT_BY = "act_by", _("Act by")
        EFFECTIVE = "effective", _("In force from")

    change = models.ForeignKey(Change, models.CASCADE, related_name="dates")
    field = models.CharField(max_length=10, choices=Field.choices)
    day = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision.choices)
    was_day = models.DateField(null=True)
    was_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    state = models.CharField(max_length=12, choices=State.choices)
    is_removed = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()

    objects = ChangeDateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("change", "field", name="one_date_per_change_and_field")]
        indexes = [
            # used by: calendars, from a year back on; reminders, from today on
            models.Index(fields=["day"], name="change_date_day"),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.get_field_display()} {self.date}"

    @property
    def date(self) -> FuzzyDate:
        return FuzzyDate(self.day, self.precision)

    @property
    def was(self) -> FuzzyDate | None:
        return fuzzy(self.was_day, self.was_precision)

    @property
    def is_cancelled(self) -> bool:
        """Nothing will happen on the day: the date or the whole change was taken back."""
        return self.is_removed or self.state in OVER


class CalendarAddress(models.Model):
    """The private address of a member's calendar. Whoever knows it may read the calendar, without signing in.

    Only a random number is kept. The address is that number with the server's signature, so it can be shown again
    and cannot be made from a copy of the database. A new number, and the old address is dead.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    nonce = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CalendarAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar of {self.member}"

    @property
    def token(self) -> str:
        return SIGNER.sign(self.nonce)
