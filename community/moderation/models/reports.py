"""What members say about what others wrote."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Company
from community.forum.models import Post, Thread
from community.moderation.querysets import ReportQuerySet
from community.networking.models import ContactRoute, Event, Group, Introduction, Message, TeamingEntry
from community.programs.models import Change

# What a report may be about, each with a column of its own. What can be done with them stands in
# ``moderation.reportable``.
THINGS = (
    "post", "thread", "change", "person", "company", "route", "message", "introduction", "teaming", "group", "event",
)  # fmt: skip


class Report(models.Model):
    """A member says that a thing breaks a rule. Open until a moderator has decided."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        UNKIND = "unkind", _("Unkind to a person")
        OFF_TOPIC = "off_topic", _("Off topic")
        CONFIDENTIAL = "confidential", _("Confidential or under NDA")
        ILLEGAL = "illegal", _("Illegal")
        WRONG_FACT = "wrong_fact", _("States a wrong fact")

    # Exactly one of THINGS.
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="reports")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="reports")
    change = models.ForeignKey(Change, models.CASCADE, null=True, blank=True, related_name="reports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports_of_them"
    )
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="reports")
    route = models.ForeignKey(ContactRoute, models.CASCADE, null=True, blank=True, related_name="reports")
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="reports")
    introduction = models.ForeignKey(Introduction, models.CASCADE, null=True, blank=True, related_name="reports")
    teaming = models.ForeignKey(TeamingEntry, models.CASCADE, null=True, blank=True, related_name="reports")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="reports")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="reports")
    # Of a message: the numbers of those around it that moderators read with it, all that the reporter could read.
    context_first = models.PositiveIntegerField(null=True, blank=True)
    context_last = models.PositiveIntegerField(null=True, blank=True)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{other}__isnull": other != name for other in THINGS}) for name in THINGS),
                    _connector=Q.OR,
                ),
                name="report_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    name, "reporter", condition=Q(closed_at=None, **{f"{name}__isnull": False}),
                    name=f"one_open_report_per_person_and_{name}",
                )
                for name in THINGS
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, upheld=None) | Q(closed_at__isnull=False, upheld__isnull=False),
                name="report_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(message=None, context_first=None, context_last=None)
                | Q(message__isnull=False, context_first__isnull=False, context_last__isnull=False),
                name="report_of_a_message_with_its_context",
            ),
        ]  # fmt: skip
        indexes = [
            # used by: the queue
            models.Index(fields=["created_at"], condition=Q(closed_at=None), name="report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.thing}"

    @property
    def kind(self) -> str:
        """What it is about: one of THINGS."""
        return next(name for name in THINGS if getattr(self, f"{name}_id") is not None)

    @property
    def thing(self):
        """The post, thread, change, person, company, route, message, request, entry, group or event it is about."""
        return getattr(self, self.kind)
