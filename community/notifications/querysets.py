"""Filters over notifications."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.networking.models import Message, Participant
from community.programs.models import Change


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "NotificationQuerySet":
        """Everybody sees their own, nobody another's."""
        return self.filter(recipient=viewer) if viewer.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        """New to its recipient. What tells of a message is not, once the conversation was read up to there."""
        message = Message.objects.filter(
            pk=OuterRef(OuterRef("activity__target_id")), conversation=OuterRef("conversation"),
            number__lte=OuterRef("read_number"),
        )  # fmt: skip
        read = Participant.objects.filter(Exists(message), person=OuterRef("recipient"))
        return self.filter(~Q(kind="message.sent") | ~Exists(read), read_at=None)

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
