"""A copy of everything of one member, as a file that waits seven days for its owner."""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from community.accounts.models import DataExport, User
from community.core.jobs import defer

KEPT = dt.timedelta(days=7)


@transaction.atomic
def ask_for_export(member) -> bool:
    """Have the file made by the worker. False if one is being made; one that is ready is made anew."""
    User.objects.select_for_update(no_key=True).get(pk=member.pk)
    if DataExport.objects.filter(member=member, ready_at=None).exists():
        return False
    DataExport.objects.filter(member=member).delete()
    export = DataExport.objects.create(member=member, asked_at=timezone.now())
    defer("web.make_export", export_id=export.pk)
    return True


@transaction.atomic
def hand_over(export: DataExport, *, content: bytes) -> None:
    """The file is made. Its owner is mailed where it is, never the file."""
    export.content, export.ready_at = content, timezone.now()
    export.save(update_fields=["content", "ready_at"])
    subject, body = (
        render_to_string(f"accounts/mails/export_{part}.txt", {"site_url": settings.SITE_URL})
        for part in ("subject", "message")
    )
    EmailMessage(subject.strip(), body.strip(), to=[export.member.email]).send()


def drop_old_exports() -> int:
    """Remove files that have waited for seven days, and wishes that nobody could fulfil. Returns how many."""
    deleted, _rows = DataExport.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    return deleted
