"""Who is told of what, where, and when ahead of a date."""

from community.notifications.models.notifications import Notification
from community.notifications.models.preferences import Channel, Preference
from community.notifications.models.reminders import DEFAULT_RUNGS, DeadlineNotice, Ladder, Reminder

__all__ = ["DEFAULT_RUNGS", "Channel", "DeadlineNotice", "Ladder", "Notification", "Preference", "Reminder"]
