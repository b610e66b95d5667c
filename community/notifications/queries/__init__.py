"""What the inbox, the mails and the reminders read."""

from community.notifications.queries.inbox import Line, inbox, lines, unread_count, unread_counts
from community.notifications.queries.mails import Piece, pending_with, pieces_of
from community.notifications.queries.preferences import channels, channels_for
from community.notifications.queries.preview import Preview, is_open, preview_of, target_of
from community.notifications.queries.reminders import Due, Moved, changes_to_tell_of, due, ladder_of, may_hear, moved

__all__ = [
    "Due",
    "Line",
    "Moved",
    "Piece",
    "Preview",
    "changes_to_tell_of",
    "channels",
    "channels_for",
    "due",
    "inbox",
    "is_open",
    "ladder_of",
    "lines",
    "may_hear",
    "moved",
    "pending_with",
    "pieces_of",
    "preview_of",
    "target_of",
    "unread_count",
    "unread_counts",
]
