"""Addresses of peers."""

urlpatterns = []
