"""Telling people. One file for each thing; all of them are called from here."""

from community.notifications.actions.mailing import mail, mail_talk
from community.notifications.actions.preferences import set_channels, stop_mails
from community.notifications.actions.reminders import remind, remind_of, set_ladder
from community.notifications.actions.telling import announce, mark_read

__all__ = [
    "announce",
    "mail",
    "mail_talk",
    "mark_read",
    "remind",
    "remind_of",
    "set_channels",
    "set_ladder",
    "stop_mails",
]
