"""What the inbox, the mails and the reminders read."""

from community.notifications.queries.inbox import Line, inbox, lines, unread_count
from community.notifications.queries.reminders import Due, Moved, changes_to_tell_of, due, ladder_of, may_hear, moved

__all__ = [
    "Due",
    "Line",
    "Moved",
    "changes_to_tell_of",
    "due",
    "inbox",
    "ladder_of",
    "lines",
    "may_hear",
    "moved",
    "unread_count",
]
