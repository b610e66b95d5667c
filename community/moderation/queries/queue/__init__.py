"""What waits for a moderator."""

from community.moderation.queries.queue.base import QueueItem, QueueKind
from community.moderation.queries.queue.kinds import KINDS
from community.moderation.queries.queue.reading import (
    QUEUE_LIMIT,
    case,
    claims_of,
    kinds_for,
    next_case,
    queue,
    thing_of,
    waiting_count,
)

__all__ = [
    "KINDS",
    "QUEUE_LIMIT",
    "QueueItem",
    "QueueKind",
    "case",
    "claims_of",
    "kinds_for",
    "next_case",
    "queue",
    "thing_of",
    "waiting_count",
]
