"""The contact map: which ways to a vendor work, as partners say it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Company
from community.networking.languages import LANGUAGES
from community.networking.querysets.contact_map import (
    BROKEN,
    UNCONFIRMED,
    ContactRouteQuerySet,
    RouteVoteQuerySet,
)
from community.programs.models import Program, Vendor


class ContactRoute(models.Model):
    """A way to a vendor that does not end with one person: a form, a queue, a number, a mailbox, a role."""

    class Kind(models.TextChoices):
        FORM = "form", _("Form")
        QUEUE = "queue", _("Portal or queue")
        PHONE = "phone", _("Phone")
        MAILBOX = "mailbox", _("Mailbox")
        ROLE = "role", _("Role to ask for")

    class Purpose(models.TextChoices):
        SUPPORT = "support", _("Technical support")
        OUTAGE = "outage", _("Outages")
        PROGRAM = "program", _("Program, tiers and renewal")
        LICENCES = "licences", _("Licences and orders")
        BILLING = "billing", _("Invoices and payments")
        TRAINING = "training", _("Training and certificates")
        MARKETING = "marketing", _("Leads and marketing funds")
        ESCALATION = "escalation", _("Escalation")
        OTHER = "other", _("Something else")

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="contact_routes")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    address = models.CharField(max_length=300)  # a web address, a number, a mailbox of a role, or the role's name
    what_for = models.CharField(max_length=160)
    country = models.CharField(max_length=2, blank=True)  # the one that it serves, two letters (ISO 3166-1)
    language = models.CharField(max_length=2, blank=True, choices=LANGUAGES)
    hours = models.CharField(max_length=80, blank=True)
    note = models.TextField(max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="contact_routes")
    added_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    # Reported by members; hidden until a moderator has decided.
    is_withheld = models.BooleanField(default=False)

    objects = ContactRouteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(hidden_at__isnull=False, hidden_reason=""),
                name="contact_route_withheld_is_hidden_without_a_reason",
            ),
            # Also used by: the page of a vendor.
            models.UniqueConstraint(
                "vendor", Lower("address"), "purpose", condition=Q(hidden_at=None),
                name="one_shown_contact_route_per_address_and_purpose",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contact_map", args=[self.vendor.slug]) + f"#route-{self.pk}"

    @property
    def title(self) -> str:
        return f"{self.get_purpose_display()}: {self.address}"

    @property
    def is_link(self) -> bool:
        """Whether its address is one of the web."""
        return self.kind in {self.Kind.FORM, self.Kind.QUEUE}

    @property
    def is_broken(self) -> bool:
        """Loaded ``with_standing``: those who say that it does not work weigh as much as the others, or more."""
        return self.standing == BROKEN

    @property
    def is_unconfirmed(self) -> bool:
        """Loaded ``with_standing``: nobody has said within 90 days that it works, or that it does not."""
        return self.standing == UNCONFIRMED


class RouteVote(models.Model):
    """What a company says of a route: the last word of whoever of its people said it. It fades within 90 days."""

    route = models.ForeignKey(ContactRoute, models.CASCADE, related_name="votes")
    company = models.ForeignKey(Company, models.CASCADE, related_name="route_votes")
    works = models.BooleanField()
    voted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="route_votes")
    voted_at = models.DateTimeField()

    objects = RouteVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: how a route stands.
            models.UniqueConstraint("route", "company", name="one_vote_per_company_and_contact_route"),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"  # never whose: only counts are shown
