"""What remains of those who go, and what they take along."""

from django.conf import settings
from django.db import models

from community.accounts.querysets import FormerHandleQuerySet


class FormerHandle(models.Model):
    """A handle that was given up. What it looked like is kept as a hash, so that it is not given again for a while."""

    trace = models.CharField(max_length=64, unique=True)
    given_up_at = models.DateTimeField()

    objects = FormerHandleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"given up on {self.given_up_at:%Y-%m-%d}"


class AccountClosing(models.Model):
    """Somebody has asked for their account to be closed. It waits; until it is due they may take it back."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closing")
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

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="data_export")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(default=b"")  # a zip

    def __str__(self) -> str:
        return f"{self.member}, {self.asked_at:%Y-%m-%d}"
