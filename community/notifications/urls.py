"""Addresses of the inbox, of its settings, of reminders and of members' calendars."""

from django.urls import path

from community.notifications.views import calendars, inbox, preferences, preview, reminders

urlpatterns = [
    path("moderation/preview/<str:decision>/<int:pk>/", preview.decision_preview, name="decision_preview"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("inbox/reminders/", reminders.reminders, name="reminders"),
    path("inbox/settings/", preferences.notification_settings, name="notification_settings"),
    path("inbox/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/address/", calendars.calendar_address, name="calendar_address"),
    path("calendars/<str:token>.ics", calendars.watch_list_calendar, name="watch_list_calendar"),
]
