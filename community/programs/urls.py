"""Addresses of vendors and changes."""

from django.urls import path

from community.programs import views

urlpatterns = [
    path("changes/", views.change_list, name="change_list"),
    path("changes/propose/", views.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", views.change_step, name="change_step"),
    path("vendors/", views.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", views.vendor, name="vendor"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", views.program, name="program"),
]
