"""The partner finder: companies that customers find and write to."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from community.accounts.models import Company
from community.networking.querysets.finder import EnquiryQuerySet, EnquiryTakerQuerySet, FinderEntryQuerySet

LONGEST_OFFER = 600  # characters: what somebody reads of each of twenty
LONGEST_ENQUIRY = 2000


class FinderEntry(models.Model):
    """What a company tells customers who look for a partner. Without a row, or while it is not listed, nothing."""

    company = models.OneToOneField(Company, models.CASCADE, related_name="finder_entry")
    is_listed = models.BooleanField(default=False)
    # Taken away with what else the company says; see ``accounts.withholding``.
    for_customers = models.TextField(max_length=LONGEST_OFFER, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)  # that it serves (ISO 3166-1)
    # Only of what everybody may read in any case.
    shows_programs = models.BooleanField(default=False)
    shows_skills = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FinderEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "finder entries"
        indexes = [
            # used by: the partner finder, by countries
            GinIndex(fields=["countries"], name="finder_countries"),
        ]

    def __str__(self) -> str:
        return str(self.company)

    def get_absolute_url(self) -> str:
        return reverse("enquiry_create", args=[self.company.slug])


class EnquiryTaker(models.Model):
    """Whom enquiries to a company are mailed to, as long as they belong to it. Their address is shown to nobody."""

    entry = models.ForeignKey(FinderEntry, models.CASCADE, related_name="takers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enquiries_taken")

    objects = EnquiryTakerQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also used by: whom an enquiry is mailed to.
            models.UniqueConstraint("entry", "person", name="one_enquiry_taker_per_entry_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.person}"


class Enquiry(models.Model):
    """What a customer asks a company. It goes out as a mail once its sender has confirmed the address, and no page but
    the one behind the sender's own link shows it. Removed after 30 days; the network address is never kept."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="enquiries")
    name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    message = models.TextField(max_length=LONGEST_ENQUIRY)
    language = models.CharField(max_length=10)  # in which its sender is written to
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = [
            # used by: how many a company got today
            models.Index(fields=["company", "confirmed_at"], name="enquiry_pace"),
            # used by: removing old ones
            models.Index(fields=["created_at"], name="enquiry_age"),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"  # never whose, nor a word of it
