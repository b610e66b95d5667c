"""Sending the mails. What a mail says, and whether it is sent at all, is asked when it goes out."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from community.accounts import rules as people
from community.notifications import queries
from community.notifications.kinds import KINDS
from community.notifications.letters import letter_of_one, letter_of_talk
from community.notifications.models import Channel, Notification


@transaction.atomic
def mail(notification_id: int) -> bool:
    """Send the mail of one notification, unless it has gone, is no longer true or no longer wanted, or its reader may
    not see the matter.

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
    if row is None or not _may_be_written_to(row) or not _is_wanted(row):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        (line,) = queries.lines([row], row.recipient)
        if not line.url or not line.still_holds:
            return False
        letter_of_one(row, line).send()
    row.mailed_at = timezone.now()
    row.save(update_fields=["mailed_at"])
    return True


@transaction.atomic
def mail_talk(notification_id: int) -> bool:
    """Send one mail of all that waits for the recipient of a notification in its thread, and is still unread.

    False if nothing of it is left to say, or an earlier mail has said it. The rows stay locked meanwhile, as for
    ``mail``; what comes of none of them now is not mailed later either.
    """
    pending = queries.pending_with(notification_id)
    if not pending:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        pieces = queries.pieces_of(pending) if _may_be_written_to(pending[0]) else []
        if pieces:
            letter_of_talk(pending[0].recipient, pieces).send()
    mailed = {piece.line.notification.pk for piece in pieces}
    Notification.objects.filter(pk__in=mailed).update(mailed_at=timezone.now())
    Notification.objects.filter(pk__in={row.pk for row in pending} - mailed).update(mail_due_at=None)
    return bool(pieces)


def _may_be_written_to(row: Notification) -> bool:
    """Whose account is closed is not; who is suspended hears of that alone, and of what came of their appeals."""
    about_that = row.kind.startswith(("sanction.", "appeal."))
    return row.recipient.is_active and (about_that or not people.is_suspended(row.recipient))


def _is_wanted(row: Notification) -> bool:
    channels = queries.channels_for({row.recipient_id: row.kind}) if row.kind in KINDS else {}
    return channels.get(row.recipient_id) == Channel.MAIL
