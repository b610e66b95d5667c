"""Filters over people and applications."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UserQuerySet":
        """Everybody sees active people, and whom those imported from elsewhere stand for; moderators see all."""
        if viewer.is_authenticated and viewer.role != "member":
            return self
        return self.filter(models.Q(is_active=True) | ~models.Q(imported_from=""))

    def with_company(self) -> "UserQuerySet":
        return self.select_related("membership__company")


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
