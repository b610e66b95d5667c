"""Addresses of vendors and changes, grouped by the thing they act on."""

from django.urls import path

from community.programs.views import catalogue, changes, effects, follows, holdings

# --- changes ---------------------------------------------------------------------------------------------
urlpatterns = [
    path("changes/", changes.change_list, name="change_list"),
    path("changes/propose/", changes.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", changes.change_step, name="change_step"),
    path("changes/<idslug:ref>/watch/", follows.change_watch, name="change_watch"),
    path("changes/<idslug:ref>/affected/", effects.change_affected, name="change_affected"),
    path("changes/<idslug:ref>/effect/", effects.change_effect, name="change_effect"),
    path("changes/<idslug:ref>/census/", effects.change_census, name="change_census"),
]

# --- vendors and their programs --------------------------------------------------------------------------
urlpatterns += [
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", catalogue.vendor, name="vendor"),
    path("vendors/<slug:slug>/follow/", follows.vendor_follow, name="vendor_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", catalogue.program, name="program"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/follow/", follows.program_follow, name="program_follow"),
]

# --- what one is and holds -------------------------------------------------------------------------------
urlpatterns += [
    path("accounts/programs/", holdings.your_programs, name="your_programs"),
]
