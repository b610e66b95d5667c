"""Telling people. One file for each thing; all of them are called from here."""

from community.notifications.actions.reminders import remind, remind_of, set_ladder
from community.notifications.actions.telling import announce, mail, mark_read

__all__ = ["announce", "mail", "mark_read", "remind", "remind_of", "set_ladder"]
