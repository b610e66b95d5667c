"""What concerns several areas at once."""

from django.db import transaction
from django.utils import timezone

from community.accounts import retention
from community.accounts.exports import hand_over
from community.accounts.models import AccountClosing, DataExport, User
from community.forum import actions as forum
from community.networking import actions as networking
from community.web.exports import file_of


def close_due_accounts() -> int:
    """Close the accounts whose time has come, each in a transaction of its own. Returns how many.

    Killed on the way, the next run goes on: what is closed is closed, and what was begun is as it was.
    """
    due = AccountClosing.objects.filter(due_at__lte=timezone.now()).order_by("due_at").values_list("pk", flat=True)
    return sum(_close(closing_id) for closing_id in list(due))


@transaction.atomic
def _close(closing_id: int) -> bool:
    rows = AccountClosing.objects.select_for_update(skip_locked=True, of=("self",))
    closing = rows.select_related("member").filter(pk=closing_id, due_at__lte=timezone.now()).first()
    if closing is None or closing.member.role != User.Role.MEMBER:
        return False
    forum.forget_texts(closing.member, shown_too=closing.removes_posts)
    networking.leave_events(closing.member)
    networking.leave_all_groups(closing.member)
    networking.leave_all_conversations(closing.member, texts_too=closing.removes_posts)
    retention.mail_closed(closing)
    retention.scrub(closing.member)
    return True


def make_export(export_id: int) -> bool:
    """Make the copy that a member asked for. False if it is made already, or wanted no more."""
    export = DataExport.objects.select_related("member").filter(pk=export_id, ready_at=None).first()
    if export is None:
        return False
    hand_over(export, content=file_of(export.member))
    return True
