"""Events of groups: when and where people meet, and who comes."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import NAMES as COUNTRIES
from community.core.slugs import id_and_slug
from community.networking.models.groups import Group
from community.networking.querysets.events import AttendanceQuerySet, EventQuerySet

LONGEST_TEXT = 4000  # characters, as the description of a group


class Event(models.Model):
    """People of a group meet, somewhere or online. Its times are moments; ``zone`` is where they are told from."""

    class Reminder(models.TextChoices):
        NONE = "", _("none")
        DAY = "day", _("a day before")
        HOUR = "hour", _("an hour before")

    group = models.ForeignKey(Group, models.CASCADE, related_name="events")
    title = models.CharField(max_length=120, validators=[MinLengthValidator(3)])
    text = models.TextField(max_length=LONGEST_TEXT)
    text_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)  # "Europe/Berlin", a name of the IANA
    place = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)  # of the place, two letters (ISO 3166-1)
    link = models.URLField(max_length=300, blank=True)  # where one takes part online; read by who comes
    capacity = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    open_until = models.DateTimeField(null=True, blank=True)  # until when one can say yes; empty: until it begins
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="events_planned"
    )
    planned_at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(null=True, editable=False)  # the form it was planned with: sent twice, it is one event
    sequence = models.PositiveIntegerField(default=0)  # of its revisions, for calendars (RFC 5545, 3.8.7.4)
    revised_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # since when time and place are these
    last_reminder = models.CharField(max_length=4, blank=True, choices=Reminder.choices)  # that was sent since then
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    is_withheld = models.BooleanField(default=False)  # reported by members; hidden until a moderator has decided

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "planned_by", "form_key", condition=Q(form_key__isnull=False), name="one_event_per_form"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(place="", link=""), name="event_is_somewhere"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="event_has_a_place"),
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(hidden_at__isnull=False, hidden_reason=""),
                name="event_withheld_is_hidden_without_a_reason",
            ),
        ]
        indexes = [
            # used by: the list of events, and which reminders are due
            models.Index(fields=["starts_at", "id"], name="event_by_day"),
            # used by: the page of a group
            models.Index(fields=["group", "starts_at"], name="event_of_group"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slugged_id])

    @property
    def slugged_id(self) -> str:
        """How addresses name it: ``12-breakfast-in-berlin``."""
        return id_and_slug(self.pk, self.title)

    @property
    def local_start(self):
        """When it begins, as the clocks show it there."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self):
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def zone_name(self) -> str:
        """The zone as people read it, with how it is called on that day: "Europe/Berlin, CEST"."""
        short = self.local_start.tzname() or ""
        place = self.zone.replace("_", " ")
        return f"{place}, {short}" if short.isalpha() and short != place else place

    @property
    def offset_minutes(self) -> int:
        """How far the clocks there are ahead of UTC when it begins."""
        return int(self.local_start.utcoffset().total_seconds() // 60)

    @property
    def is_one_day(self) -> bool:
        return self.local_start.date() == self.local_end.date()

    @property
    def is_online(self) -> bool:
        """Nobody has to go anywhere."""
        return not self.place

    @property
    def whereabouts(self) -> str:
        """The place with its country; empty if it is online only."""
        return ", ".join(str(part) for part in (self.place, COUNTRIES.get(self.country)) if part)

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def why_cancelled(self) -> str:
        """What the organiser said who cancelled it, or that the group has ended."""
        return self.cancelled_reason or (gettext("The group has ended.") if self.group.ended_at else "")

    @property
    def takes_answers(self) -> bool:
        """The moment to say yes is not over, nor is the event off."""
        until = min(self.open_until or self.starts_at, self.starts_at)
        return timezone.now() < until and self.cancelled_at is None and self.hidden_at is None

    @property
    def free(self) -> int | None:
        """Loaded ``with_counts``: how many places are free; None if there are as many as people."""
        return None if self.capacity is None else max(0, self.capacity - self.going_count)


class Attendance(models.Model):
    """Whether somebody comes. Who has taken their answer back has no row. Those who wait do so in the order of ``pk``:
    rows of one event are written one after the other."""

    class State(models.TextChoices):
        GOING = "going", _("comes")
        WAITING = "waiting", _("waits for a place")
        NO = "no", _("does not come")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=7, choices=State.choices)
    is_shown = models.BooleanField(default=True)  # to peers, by name; organisers read who comes in any case
    since = models.DateTimeField()  # when it came to the state

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        # Also used by: how many come.
        constraints = [models.UniqueConstraint("event", "person", name="one_attendance_per_event_and_person")]

    def __str__(self) -> str:
        return f"attendance {self.pk}"  # never whose: this is what logs would show

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def is_going(self) -> bool:
        return self.state == self.State.GOING

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
