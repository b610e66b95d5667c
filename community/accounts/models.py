"""People, their companies, and what lets a consultant become a partner."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.accounts.handles import validators as handle_validators
from community.accounts.querysets import HANDLE_SHAPE, ApplicationQuerySet, FormerHandleQuerySet, UserManager
from community.accounts.sanctions import Sanction


class CompanySize(models.TextChoices):
    """People in the company. Bands, so that nobody has to tell the exact number."""

    ONE = "1", _("1 person")
    SMALL = "2-10", _("2–10 people")
    MIDDLE = "11-50", _("11–50 people")
    LARGE = "51-250", _("51–250 people")
    HUGE = "251+", _("more than 250 people")


class PartnerRole(models.TextChoices):
    """What a company does for its customers; the audience of a change is named in the same words."""

    RESELLER = "reseller", _("resellers")
    INTEGRATOR = "integrator", _("integrators")
    ISV = "isv", _("software vendors (ISV)")
    SERVICE_PROVIDER = "service_provider", _("service providers")
    CONSULTANCY = "consultancy", _("consultancies")


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


class User(AbstractBaseUser):
    """A person. Signs in by e-mail; others see the name and the handle, never the address."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")
        ADMIN = "admin", _("Administrator")

    # None for those who only stand for somebody of another community: nobody can sign in as them or write to them.
    email = models.EmailField(_("e-mail"), max_length=254, null=True)
    handle = models.CharField(_("handle"), max_length=20, validators=handle_validators)
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("what you do"), max_length=80, blank=True)
    about = models.CharField(_("about you"), max_length=300, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    trusted_at = models.DateTimeField(null=True, blank=True)
    keys_off = models.BooleanField(default=False)  # single keys do nothing, for who dictates or types with few fingers
    is_active = models.BooleanField(default=True)
    imported_from = models.CharField(max_length=60, blank=True, editable=False)  # the community they wrote in
    joined_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)  # nothing of the person is left in this row

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "name"]
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", violation_error_message=_("This e-mail address is in use.")
            ),
            models.UniqueConstraint(
                Lower("handle"), name="user_handle_unique", violation_error_message=_("This handle is taken.")
            ),
            models.UniqueConstraint(
                HANDLE_SHAPE,
                name="user_handle_shape_unique",
                violation_error_message=_("This handle looks like another one. Choose one that differs more."),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="user_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(imported_from="", email__isnull=False, closed_at=None)
                | models.Q(imported_from="", closed_at__isnull=False, email=None, is_active=False, role="member")
                | ~models.Q(imported_from="") & models.Q(email=None, is_active=False, role="member", trusted_at=None),
                name="imported_people_only_stand_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.handle])

    def get_short_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        parts = self.name.split() or ["?"]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()

    @property
    def company(self):
        """The verified company, or None. One query unless loaded ``with_company()``."""
        membership = getattr(self, "membership", None)
        return membership.company if membership else None

    @cached_property
    def has_second_factor(self) -> bool:
        """A passkey or an app's code beside the password. One query unless loaded ``with_second_factor()``."""
        return bool(User.objects.with_second_factor().filter(pk=self.pk, has_second_factor=True))

    @property
    def lacks_second_factor(self) -> bool:
        """Whether the person must have one and has none: until then only the pages of the account are open."""
        return settings.STAFF_SECOND_FACTOR and self.role != self.Role.MEMBER and not self.has_second_factor

    @classmethod
    def pointing_here(cls) -> list:
        """The foreign keys of all tables that name a person, those without a name of their own included."""
        return [
            field for field in cls._meta.get_fields(include_hidden=True)
            if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
        ]  # fmt: skip

    # What the admin site asks.

    @property
    def is_staff(self) -> bool:
        return self.role == self.Role.ADMIN and self.is_active

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff


class Company(FacetFields):
    """A firm that partners belong to; facts count once per company. It works in ``countries`` besides its own."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("web site"), blank=True)
    email_domain = models.CharField(max_length=253, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                "email_domain", condition=~models.Q(email_domain=""), name="one_company_per_email_domain"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonalFacets(FacetFields):
    """What somebody without a company tells of their business. Of a company's people only the company's count."""

    member = models.OneToOneField(User, models.CASCADE, related_name="personal_facets")

    class Meta:
        verbose_name_plural = "personal facets"

    def __str__(self) -> str:
        return str(self.member)


class Membership(models.Model):
    """A person belongs to a company and is thereby a partner."""

    user = models.OneToOneField(User, models.CASCADE, related_name="membership")
    company = models.ForeignKey(Company, models.PROTECT, related_name="memberships")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"


class PartnerApplication(models.Model):
    """A consultant asks to become a partner. Decided once; a new one may follow."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for a moderator")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    applicant = models.ForeignKey(User, models.CASCADE, related_name="applications")
    company_name = models.CharField(_("company"), max_length=80)
    website = models.URLField(_("web site"), blank=True)
    country = models.CharField(_("country"), max_length=2)
    size = models.CharField(_("people in the company"), max_length=8, choices=CompanySize.choices)
    message = models.TextField(_("how we can check this"), max_length=1000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "applicant", condition=models.Q(state="pending"), name="one_pending_application_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", decided_at=None)
                | ~models.Q(state="pending") & models.Q(decided_at__isnull=False),
                name="application_decided_with_a_date",
            ),
        ]
        indexes = [
            # used by: the queue, oldest first
            models.Index(fields=["created_at"], condition=models.Q(state="pending"), name="application_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.company_name} ({self.applicant})"


class Hat(models.Model):
    """A person may answer officially for one vendor, from ``granted_at`` until ``doffed_at``."""

    wearer = models.ForeignKey(User, models.CASCADE, related_name="hats")
    vendor = models.ForeignKey("programs.Vendor", models.CASCADE, related_name="hats")
    granted_at = models.DateTimeField()
    doffed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "wearer", "vendor", condition=models.Q(doffed_at=None), name="one_hat_per_person_and_vendor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wearer} for {self.vendor}"


class FormerHandle(models.Model):
    """A handle that was given up. What it looked like is kept as a hash, so that it is not given again for a while."""

    trace = models.CharField(max_length=64, unique=True)
    given_up_at = models.DateTimeField()

    objects = FormerHandleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"given up on {self.given_up_at:%Y-%m-%d}"


class AccountClosing(models.Model):
    """Somebody has asked for their account to be closed. It waits; until it is due they may take it back."""

    member = models.OneToOneField(User, models.CASCADE, related_name="closing")
    removes_posts = models.BooleanField(default=False)  # else they stay, without a name
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [
            # used by: the job that closes the accounts that are due
            models.Index(fields=["due_at"], name="account_closing_due"),
        ]

    def __str__(self) -> str:
        return f"{self.member} on {self.due_at:%Y-%m-%d}"


class DataExport(models.Model):
    """A copy of everything of one member, made by the worker. In the database, so that it goes with the account."""

    member = models.OneToOneField(User, models.CASCADE, related_name="data_export")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(default=b"")  # a zip

    def __str__(self) -> str:
        return f"{self.member}, {self.asked_at:%Y-%m-%d}"


__all__ = [
    "AccountClosing", "Company", "CompanySize", "DataExport", "FacetFields", "FormerHandle", "Hat", "Membership",
    "PartnerApplication", "PartnerRole", "PersonalFacets", "Sanction", "User",
]  # fmt: skip
