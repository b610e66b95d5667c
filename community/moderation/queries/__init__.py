"""What waits for a moderator, and what was decided."""

from community.moderation.queries.appeals import appeal_context
from community.moderation.queries.cases import (
    ApplicationContext,
    PersonPanel,
    application_context,
    history,
    person_panel,
)
from community.moderation.queries.chain import LogCheck, check_log
from community.moderation.queries.decided import Press, already, done_in_words, last_decision, press_of, presses
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
    KINDS,
    QUEUE_LIMIT,
    QueueItem,
    QueueKind,
    case,
    claims_of,
    kinds_for,
    next_case,
    queue,
    thing_of,
    waiting_count,
)
from community.moderation.queries.reports import open_reports, page_of, report_context, weights_of
from community.moderation.queries.rulings import (
    Ruling,
    decisions_about,
    link_to_appeal,
    ruling,
    ruling_by_link,
    told_by,
)
from community.moderation.queries.scopes import scopes
from community.moderation.queries.sealed import context_of, what_was_reported
from community.moderation.queries.standing import Standing, sanctions_of, standing
from community.moderation.queries.surgery import Moving, moving
from community.moderation.queries.words import watched_words, watched_words_of

__all__ = [
    "KINDS",
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
    "Press",
    "QueueItem",
    "QueueKind",
    "Ruling",
    "Standing",
    "already",
    "appeal_context",
    "application_context",
    "case",
    "check_log",
    "claims_of",
    "context_of",
    "decisions_about",
    "done_in_words",
    "history",
    "item_history",
    "kinds_for",
    "last_decision",
    "link_to_appeal",
    "log",
    "moving",
    "next_case",
    "open_reports",
    "page_of",
    "person_panel",
    "press_of",
    "presses",
    "queue",
    "report_context",
    "ruling",
    "ruling_by_link",
    "sanctions_of",
    "scopes",
    "standing",
    "thing_of",
    "told_by",
    "waiting_count",
    "watched_words",
    "watched_words_of",
    "weights_of",
    "what_was_reported",
]
