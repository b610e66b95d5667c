"""Companies, who belongs to one, and what both tell of their business."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts.querysets import CompanyQuerySet


class CompanySize(models.TextChoices):
    """People in the company. Bands, so that nobody has to tell the exact number."""

    ONE = "1", _("1 person")
    SMALL = "2-10", _("2–10 people")
    MIDDLE = "11-50", _("11–50 people")
    LARGE = "51-250", _("51–250 people")
    HUGE = "251+", _("more than 250 people")


class VerifiedHow(models.TextChoices):
    """By whose word somebody became a partner, and their company a verified one."""

    MAIL = "mail", _("by the mail domain of a verified company")
    VOUCHED = "vouched", _("by the word of two companies")
    MODERATOR = "moderator", _("by a moderator")


class PartnerRole(models.TextChoices):
    """What a company does for its customers; the audience of a change is named in the same words."""

    RESELLER = "reseller", _("resellers")
    INTEGRATOR = "integrator", _("integrators")
    ISV = "isv", _("software vendors (ISV)")
    SERVICE_PROVIDER = "service_provider", _("service providers")
    CONSULTANCY = "consultancy", _("consultancies")


class ShownTo(models.TextChoices):
    """Who reads what a company tells of itself beside those who belong to it and moderators."""

    COMPANY = "company", _("only the people of the company")
    PARTNERS = "partners", _("partners")
    EVERYBODY = "everybody", _("everybody")


class FacetFields(models.Model):
    """What somebody tells of their business, to be held against whom a change is for. Empty means not told."""

    size = models.CharField(_("size"), max_length=8, choices=CompanySize.choices, blank=True)
    roles = models.JSONField(default=list, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    facets_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    facets_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class Company(FacetFields):
    """A firm that partners belong to; facts count once per company. It works in ``countries`` besides its own."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("web site"), blank=True)
    email_domain = models.CharField(max_length=253, blank=True)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    # Told for oneself, to learn what touches one; showing it is another decision.
    programs_shown_to = models.CharField(max_length=9, choices=ShownTo.choices, default=ShownTo.COMPANY)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(max_length=9, choices=VerifiedHow.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                "email_domain", condition=~models.Q(email_domain=""), name="one_company_per_email_domain"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("company", args=[self.slug])


class PersonalFacets(FacetFields):
    """What somebody without a company tells of their business. Of a company's people only the company's count."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="personal_facets")

    class Meta:
        verbose_name_plural = "personal facets"

    def __str__(self) -> str:
        return str(self.member)


class Membership(models.Model):
    """A person belongs to a company and is thereby a partner."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership")
    company = models.ForeignKey(Company, models.PROTECT, related_name="memberships")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"
