"""Addresses of vendors and changes, grouped by the thing they act on."""

from django.urls import path

from community.programs.views import catalogue, changes, follows, searches, timeline

# --- changes ---------------------------------------------------------------------------------------------
urlpatterns = [
    path("changes/", changes.change_list, name="change_list"),
    path("changes/propose/", changes.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", changes.change_step, name="change_step"),
    path("changes/<idslug:ref>/watch/", follows.change_watch, name="change_watch"),
]

# --- lists of changes: timeline, saved searches, what looks alike ----------------------------------------
urlpatterns += [
    path("changes/timeline/", timeline.change_timeline, name="change_timeline"),
    path("changes/similar/", changes.change_similar, name="change_similar"),
    path("changes/searches/", searches.search_list, name="search_list"),
    path("changes/searches/<int:pk>/rename/", searches.search_rename, name="search_rename"),
    path("changes/searches/<int:pk>/delete/", searches.search_delete, name="search_delete"),
]

# --- vendors and their programs --------------------------------------------------------------------------
urlpatterns += [
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", catalogue.vendor, name="vendor"),
    path("vendors/<slug:slug>/follow/", follows.vendor_follow, name="vendor_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", catalogue.program, name="program"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/follow/", follows.program_follow, name="program_follow"),
]
