"""Addresses of people. Sign-in and the rest of /accounts/ is allauth's."""

from django.urls import path

from community.accounts import views

urlpatterns = [
    path("accounts/profile/", views.profile_edit, name="profile_edit"),
    path("accounts/partner/", views.partner_application, name="partner_application"),
]
