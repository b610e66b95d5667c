"""Taking away what was reported among peers, and giving it back. Who decides, and why, is for ``moderation``."""

from django.db import transaction
from django.utils import timezone

from community.core.columns import give_columns
from community.core.live import TALK, notify
from community.networking.models import Introduction, Message


def keep_reported(message: Message) -> None:
    """Somebody has just reported it: it is not removed before a decision about it can be appealed no more."""
    Message.objects.filter(pk=message.pk).update(reported_at=timezone.now())


@transaction.atomic
def withhold_message(message: Message) -> bool:
    """Hide a shown message until a moderator has decided, because several in the conversation reported it. False if
    it is not shown."""
    return message.is_shown and _set(message, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_message(message: Message, *, reason: str) -> bool:
    """Take a message away; its number and author stay. False if a moderator has hidden it already."""
    if not message.is_shown and not message.is_withheld:
        return False
    return _set(message, hidden_at=message.hidden_at or timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_message(message: Message) -> bool:
    """Show a hidden message again. False if it is not hidden."""
    return message.hidden_at is not None and _set(message, hidden_at=None, is_withheld=False, hidden_reason="")


@transaction.atomic
def put_message_back(message: Message, *, columns: dict) -> None:
    """As it was before a decision: ``columns`` as ``core.columns`` gives them."""
    give_columns(message, columns)
    notify(TALK, message.conversation_id)


@transaction.atomic
def hide_introduction(introduction: Introduction, *, reason: str) -> bool:
    """Take a request away from whom it was sent to. False if that was done."""
    if introduction.hidden_at is not None:
        return False
    introduction.hidden_at, introduction.hidden_reason = timezone.now(), reason
    introduction.save(update_fields=["hidden_at", "hidden_reason"])
    return True


@transaction.atomic
def restore_introduction(introduction: Introduction) -> bool:
    """Show a request that was taken away to whom it was sent to. False if it was not."""
    if introduction.hidden_at is None:
        return False
    introduction.hidden_at, introduction.hidden_reason = None, ""
    introduction.save(update_fields=["hidden_at", "hidden_reason"])
    return True


def _set(message: Message, **columns) -> bool:
    for name, value in columns.items():
        setattr(message, name, value)
    message.save(update_fields=list(columns))
    notify(TALK, message.conversation_id)
    return True
