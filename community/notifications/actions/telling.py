"""Telling people what happened, in the inbox and by mail."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.activity.actions import still_stands
from community.activity.models import Activity
from community.core.jobs import defer
from community.core.live import MEMBER, notify
from community.notifications import queries
from community.notifications.kinds import KINDS
from community.notifications.models import Channel, Notification
from community.notifications.recipients import recipients_for
from community.notifications.topics import TOPICS


@transaction.atomic
def announce(activity: Activity) -> list[Notification]:
    """Write the notifications of an activity for those who want them, and queue a mail for those who want that too.

    Doing it twice writes nothing twice: recipient and activity are unique together. Of what was taken back meanwhile
    nobody is told.
    """
    if not still_stands(activity):
        return []
    told = recipients_for(activity)
    channels = queries.channels_for(told)
    Notification.objects.bulk_create(
        [
            Notification(recipient_id=pk, activity=activity, kind=kind, mail_due_at=_due(activity, kind, channels[pk]))
            for pk, kind in sorted(told.items())
            if channels[pk] != Channel.OFF
        ],
        ignore_conflicts=True,
    )
    notify(MEMBER, *told)
    written = list(Notification.objects.filter(activity=activity, mailed_at=None))
    for row in written:
        _queue_mail(row, channels.get(row.recipient_id))
    return written


@transaction.atomic
def mark_read(viewer) -> int:
    """Everything in the viewer's inbox counts as read. Returns how much was new."""
    notify(MEMBER, viewer.pk)
    return Notification.objects.visible_to(viewer).filter(read_at=None).update(read_at=timezone.now())


def _due(activity: Activity, kind: str, channel: str) -> datetime | None:
    """When its mail goes out together with what else there is of the thread; None for any other mail, and for none."""
    if channel != Channel.MAIL or not TOPICS[KINDS[kind].topic].waits:
        return None
    return activity.created_at + timedelta(minutes=settings.MAIL_WAIT)


def _queue_mail(row: Notification, channel: str | None) -> None:
    if row.mail_due_at:
        defer("notifications.mail_talk", at=row.mail_due_at, notification_id=row.pk)
    elif channel == Channel.MAIL and not TOPICS[KINDS[row.kind].topic].waits:
        defer("notifications.mail", notification_id=row.pk)
