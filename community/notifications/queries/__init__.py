"""What the inbox, the mails and the reminders read."""

from community.notifications.queries.inbox import Line, inbox, lines
from community.notifications.queries.mails import Piece, pending_with, pieces_of
from community.notifications.queries.news import NOTHING_NEW, News, news, news_of, unread_count
from community.notifications.queries.preferences import channels, channels_for
from community.notifications.queries.preview import Preview, is_open, preview_of, target_of
from community.notifications.queries.reminders import Due, Moved, changes_to_tell_of, due, ladder_of, may_hear, moved

__all__ = [
    "NOTHING_NEW",
    "Due",
    "Line",
    "Moved",
    "News",
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
    "news",
    "news_of",
    "pending_with",
    "pieces_of",
    "preview_of",
    "target_of",
    "unread_count",
]
