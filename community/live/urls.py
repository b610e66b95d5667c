"""The address of the streams, as the pages know it."""

from django.urls import path

from community.live import views

urlpatterns = [
    path("live/", views.nothing_live, name="live"),
]
