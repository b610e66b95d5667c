"""The case diary: one's own tickets with vendors, for oneself; and what is counted of all of them together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.networking.models.contact_map import ContactRoute
from community.networking.querysets.diary import TicketQuerySet
from community.programs.models import Program, Vendor


class Ticket(models.Model):
    """Something that a member asked a vendor for. Nobody reads it but them; moderators and colleagues do not."""

    class Escalated(models.TextChoices):
        NO = "no", _("not escalated")
        MANAGER = "manager", _("through a manager at the vendor")
        REPRESENTATIVE = "rep", _("through a representative here")
        QUESTION = "question", _("through a question of many partners")
        OTHER = "other", _("in another way")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tickets")
    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="+")
    route = models.ForeignKey(ContactRoute, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    notes = models.TextField(max_length=2000, blank=True)
    opened_at = models.DateTimeField()
    first_reply_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    escalated = models.CharField(max_length=8, choices=Escalated.choices, default=Escalated.NO)
    changed_at = models.DateTimeField(auto_now=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_reply_at=None) | Q(first_reply_at__gte=F("opened_at")),
                name="ticket_replied_to_after_it_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(solved_at=None) | Q(solved_at__gte=F("opened_at")),
                name="ticket_solved_after_it_was_opened",
            ),
        ]
        indexes = [
            # used by: the diary
            models.Index(fields=["member", "-opened_at", "-id"], name="ticket_own"),
        ]

    def __str__(self) -> str:
        return f"ticket {self.pk}"  # never what it is about: this is what logs and the admin site would show

    def get_absolute_url(self) -> str:
        return reverse("ticket", args=[self.pk])

    @property
    def hours_to_reply(self) -> float | None:
        return _hours(self.opened_at, self.first_reply_at)

    @property
    def hours_to_solution(self) -> float | None:
        return _hours(self.opened_at, self.solved_at)


def _hours(start, end) -> float | None:
    return None if end is None else (end - start).total_seconds() / 3600


class DiaryStep(models.Model):
    """What the diaries say of a vendor as it was last counted. It moves on by five companies at least, never by one.

    ``figures`` is what ``queries.count_diary`` gives. ``marks`` has, for each company counted, by what one sees that
    its tickets changed: their number and the latest change, nothing of what they say.
    """

    vendor = models.OneToOneField(Vendor, models.CASCADE, related_name="diary_step")
    figures = models.JSONField()
    marks = models.JSONField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"diaries about {self.vendor_id}"
