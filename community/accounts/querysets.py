"""Filters over people and applications."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UserQuerySet":
        """Everybody sees active people, and whom those imported from elsewhere stand for; moderators see all."""
        if viewer.is_authenticated and viewer.role != "member":
            return self
        return self.filter(models.Q(is_active=True) | ~models.Q(imported_from=""))

    def with_company(self) -> "UserQuerySet":
        return self.select_related("membership__company")

    def with_sanction(self) -> "UserQuerySet":
        """Each knows what they are under now, for ``rules.sanction_of``: no query of its own."""
        from community.accounts.sanctions import IN_FORCE, Sanction

        strictest = Sanction.objects.in_force().filter(person=models.OuterRef("pk")).strictest_first()
        return self.annotate(sanction_in_force=models.Subquery(strictest.values(found=IN_FORCE)[:1]))

    def active(self) -> "UserQuerySet":
        """Those who may sign in now: no account that is closed, and nobody who is suspended."""
        from community.accounts.sanctions import Sanction

        suspended = Sanction.objects.in_force().filter(person=models.OuterRef("pk"), kind="suspend")
        return self.filter(~models.Exists(suspended), is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)

    def create_user(self, *, email: str, handle: str, name: str, password: str | None = None, **fields):
        """A person with a hashed password, or with none that fits if ``password`` is None."""
        user = self.model(email=email.strip().lower(), handle=handle.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, **fields):
        """The first administrator, made on the command line."""
        return self.create_user(**{**fields, "role": "admin"})


class ApplicationQuerySet(models.QuerySet):
    def pending(self) -> "ApplicationQuerySet":
        return self.filter(state="pending")

    def visible_to(self, viewer) -> "ApplicationQuerySet":
        """An application is between the applicant and the moderators."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.role != "member":
            return self
        return self.filter(applicant=viewer)

    def oldest_first(self) -> "ApplicationQuerySet":
        return self.order_by("created_at", "pk")


class SanctionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "SanctionQuerySet":
        """A sanction is between the person and the moderators."""
        if not viewer.is_authenticated:
            return self.none()
        return self if viewer.role != "member" else self.filter(person=viewer)

    def in_force(self) -> "SanctionQuerySet":
        """Silence and suspensions that are neither over nor lifted."""
        lasting = Q(until=None) | Q(until__gt=timezone.now())
        return self.filter(lasting, lifted_at=None, kind__in=["silence", "suspend"])

    def strictest_first(self) -> "SanctionQuerySet":
        """Suspensions first, and of a kind the one that lasts longest."""
        return self.order_by(Case(When(kind="suspend", then=0), default=1), F("until").desc(nulls_first=True), "-pk")
