"""Who is told of what, and when ahead of a date."""

from community.notifications.models.notifications import Notification
from community.notifications.models.reminders import DEFAULT_RUNGS, DeadlineNotice, Ladder, Reminder

__all__ = ["DEFAULT_RUNGS", "DeadlineNotice", "Ladder", "Notification", "Reminder"]
