"""Addresses of what one does with tags."""

from django.urls import path

from community.tags import views

urlpatterns = [
    path("tags/<slug:name>/follow/", views.tag_follow, name="tag_follow"),
]
