"""Addresses of peers."""

from django.urls import path

from community.networking.views import directory, profiles

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
    path("accounts/peers/", profiles.peer_profile, name="peer_profile"),
]
