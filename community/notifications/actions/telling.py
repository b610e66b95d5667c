"""Telling people what happened, in the inbox and by mail."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from community.activity.models import Activity
from community.core.jobs import defer
from community.core.live import MEMBER, notify
from community.notifications.kinds import KINDS
from community.notifications.models import Notification
from community.notifications.queries import lines
from community.notifications.recipients import recipients_for


@transaction.atomic
def announce(activity: Activity) -> list[Notification]:
    """Write the notifications of an activity, and queue a mail for each that is mailed.

    Doing it twice writes nothing twice: recipient and activity are unique together.
    """
    told = recipients_for(activity)
    Notification.objects.bulk_create(
        [Notification(recipient_id=pk, activity=activity, kind=kind) for pk, kind in sorted(told.items())],
        ignore_conflicts=True,
    )
    notify(MEMBER, *told)
    written = list(Notification.objects.filter(activity=activity, mailed_at=None))
    for row in written:
        if KINDS[row.kind].mail:
            defer("notifications.mail", notification_id=row.pk)
    return written


@transaction.atomic
def mail(notification_id: int) -> bool:
    """Send the mail of one notification, unless it has gone, is no longer true, or its reader may not see the matter.

    The row stays locked while the mail server takes the message, so that two workers send it once. A
    worker that dies between the server's answer and the commit may send it a second time, under the
    same Message-ID.
    """
    row = (
        Notification.objects.select_for_update(of=["self"], skip_locked=True)
        .select_related("activity", "recipient")
        .filter(pk=notification_id, mailed_at=None)
        .first()
    )
    if row is None or not row.recipient.is_active:
        return False
    (line,) = lines([row], row.recipient)
    if not line.url or not line.still_holds:
        return False
    _message(row, line).send()
    row.mailed_at = timezone.now()
    row.save(update_fields=["mailed_at"])
    return True


@transaction.atomic
def mark_read(viewer) -> int:
    """Everything in the viewer's inbox counts as read. Returns how much was new."""
    notify(MEMBER, viewer.pk)
    return Notification.objects.visible_to(viewer).unread().update(read_at=timezone.now())


def _message(row: Notification, line) -> EmailMultiAlternatives:
    """The mail for a line, as text and as HTML."""
    context = {
        "line": line,
        "recipient": row.recipient,
        "why": line.why,
        "manage": KINDS[row.kind].manage and reverse(KINDS[row.kind].manage),
        "site": settings.SITE_URL,
        "language": translation.get_language(),
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(line.text.split())[:200],
        body=render_to_string("emails/notification.txt", context),
        to=[row.recipient.email],
        headers={
            "Message-ID": f"<notification-{row.pk}@{settings.SITE_URL.partition('//')[2].partition(':')[0]}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("emails/notification.html", context), "text/html")
    return mail
