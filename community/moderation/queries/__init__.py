"""What waits for a moderator, and what was decided."""

from community.moderation.queries.cases import (
    ApplicationContext,
    PersonPanel,
    application_context,
    history,
    person_panel,
)
from community.moderation.queries.chain import LogCheck, check_log
from community.moderation.queries.log import (
    LOG_PAGE,
    PARTS_OF_CHANGES,
    TARGETS,
    ItemHistory,
    LogEntry,
    item_history,
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
    notices,
    questions_to_hand_over,
    queue,
    reported_posts,
    reported_things,
    waiting_count,
)
from community.moderation.queries.reports import open_reports, page_of, report_context, weights_of
from community.moderation.queries.standing import Standing, sanctions_of, standing
from community.moderation.queries.surgery import Moving, moving
from community.moderation.queries.words import watched_words, watched_words_of

__all__ = [
    "CASES",
    "FINDERS",
    "LOG_PAGE",
    "PARTS_OF_CHANGES",
    "QUEUE_LIMIT",
    "TARGETS",
    "ApplicationContext",
    "ItemHistory",
    "LogCheck",
    "LogEntry",
    "Moving",
    "PersonPanel",
    "QueueItem",
    "Standing",
    "application_context",
    "applications",
    "check_log",
    "draft_changes",
    "held_posts",
    "history",
    "imported_updates",
    "item_history",
    "log",
    "moving",
    "notices",
    "open_reports",
    "page_of",
    "person_panel",
    "questions_to_hand_over",
    "queue",
    "report_context",
    "reported_posts",
    "reported_things",
    "sanctions_of",
    "standing",
    "waiting_count",
    "watched_words",
    "watched_words_of",
    "weights_of",
]
