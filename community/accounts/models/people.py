"""People."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.accounts.handles import validators as handle_validators
from community.accounts.querysets import HANDLE_SHAPE, UserManager


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
    # How many vendors and tags the person moderates: the rows are of ModeratorScope; see `manage.py check_counters`.
    scope_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # A pseudonym, not a person: a coarse name to which posts point. Who it is, ``accounts.masks`` alone knows.
    is_face = models.BooleanField(default=False, editable=False)
    face_count = models.PositiveIntegerField(default=0, editable=False)  # how many of these the person has
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
                | ~models.Q(imported_from="") & models.Q(email=None, is_active=False, role="member", trusted_at=None)
                | models.Q(is_face=True),
                name="imported_people_only_stand_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(is_face=False)
                | models.Q(
                    imported_from="",
                    email=None,
                    is_active=False,
                    role="member",
                    trusted_at=None,
                    closed_at=None,
                    title="",
                    about="",
                    last_login=None,
                    face_count=0,
                    scope_count=0,
                ),
                name="face_says_nothing_of_its_person",
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
        decides = self.role != self.Role.MEMBER or self.scope_count
        return bool(settings.STAFF_SECOND_FACTOR and decides and not self.has_second_factor)

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
