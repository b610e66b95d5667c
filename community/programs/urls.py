"""Addresses of vendors and changes, grouped by the thing they act on."""

from django.urls import path

from community.programs.views import catalogue, changes, follows, revisions, rumours

# --- changes ---------------------------------------------------------------------------------------------
urlpatterns = [
    path("changes/", changes.change_list, name="change_list"),
    path("changes/propose/", changes.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", changes.change_step, name="change_step"),
    path("changes/<idslug:ref>/watch/", follows.change_watch, name="change_watch"),
    path("changes/<idslug:ref>/support/", rumours.rumour_support, name="rumour_support"),
    path("changes/<idslug:ref>/edit/", revisions.change_edit, name="change_edit"),
    path("changes/<idslug:ref>/revisions/", revisions.revision_list, name="change_revisions"),
    path("changes/<idslug:ref>/revisions/<int:number>/", revisions.revision, name="change_revision"),
]

# --- vendors and their programs --------------------------------------------------------------------------
urlpatterns += [
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", catalogue.vendor, name="vendor"),
    path("vendors/<slug:slug>/follow/", follows.vendor_follow, name="vendor_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", catalogue.program, name="program"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/follow/", follows.program_follow, name="program_follow"),
]
