"""What waits for a moderator, and what was decided."""

from community.moderation.queries.cases import (
    ApplicationContext,
    PersonPanel,
    application_context,
    history,
    person_panel,
)
from community.moderation.queries.log import (
    LOG_PAGE,
    PARTS_OF_CHANGES,
    TARGETS,
    LogEntry,
    log,
)
from community.moderation.queries.queue import (
    CASES,
    FINDERS,
    QUEUE_LIMIT,
    QueueItem,
    applications,
    draft_changes,
    held_posts,
    imported_updates,
    questions_to_hand_over,
    queue,
    reported_posts,
    waiting_count,
)
from community.moderation.queries.words import watched_words, watched_words_of

__all__ = [
    "CASES",
    "FINDERS",
    "LOG_PAGE",
    "PARTS_OF_CHANGES",
    "QUEUE_LIMIT",
    "TARGETS",
    "ApplicationContext",
    "LogEntry",
    "PersonPanel",
    "QueueItem",
    "application_context",
    "applications",
    "draft_changes",
    "held_posts",
    "history",
    "imported_updates",
    "log",
    "person_panel",
    "questions_to_hand_over",
    "queue",
    "reported_posts",
    "waiting_count",
    "watched_words",
    "watched_words_of",
]
