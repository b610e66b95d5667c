"""Addresses of vendors and changes, grouped by the thing they act on."""

from django.urls import path

from community.programs.views import calendars, catalogue, changes, follows

# --- changes ---------------------------------------------------------------------------------------------
urlpatterns = [
    path("changes/", changes.change_list, name="change_list"),
    path("changes/propose/", changes.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", changes.change_step, name="change_step"),
    path("changes/<idslug:ref>/watch/", follows.change_watch, name="change_watch"),
]

# --- vendors and their programs --------------------------------------------------------------------------
urlpatterns += [
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", catalogue.vendor, name="vendor"),
    path("vendors/<slug:slug>/follow/", follows.vendor_follow, name="vendor_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", catalogue.program, name="program"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/follow/", follows.program_follow, name="program_follow"),
]

# --- calendars -------------------------------------------------------------------------------------------
urlpatterns += [
    path("changes/<idslug:ref>/calendar.ics", calendars.change_calendar, name="change_calendar"),
    path("vendors/<slug:slug>/calendar.ics", calendars.vendor_calendar, name="vendor_calendar"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/calendar.ics", calendars.program_calendar, name="program_calendar"),
    path("tags/<slug:name>/calendar.ics", calendars.tag_calendar, name="tag_calendar"),
]
