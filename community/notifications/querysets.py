"""Filters over notifications."""

from django.db import models

from community.programs.models import Change


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "NotificationQuerySet":
        """Everybody sees their own, nobody another's."""
        return self.filter(recipient=viewer) if viewer.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def waiting(self) -> "NotificationQuerySet":
        """What is still to go out by mail, together with what else there is of its thread."""
        return self.filter(mail_due_at__isnull=False, mailed_at=None)

    def newest_first(self) -> "NotificationQuerySet":
        return self.order_by("-pk")


class LadderQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "LadderQuerySet":
        """Everybody sees their own, nobody another's."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()


class DeadlineNoticeQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "DeadlineNoticeQuerySet":
        """What the viewer was told of, as long as they may see the change; with what its sentence says."""
        if not viewer.is_authenticated:
            return self.none()
        seen = self.filter(reminders__recipient=viewer, change__in=Change.objects.visible_to(viewer).published())
        return seen.select_related("change").prefetch_related("change__dates")


class PreferenceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PreferenceQuerySet":
        """Everybody sees their own, nobody another's."""
        return self.filter(member=viewer) if viewer.is_authenticated else self.none()
