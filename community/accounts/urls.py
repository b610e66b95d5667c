"""Addresses of people. Sign-in and the rest of /accounts/ is allauth's."""

from django.urls import path

from community.accounts import views

urlpatterns = [
    path("accounts/profile/", views.profile_edit, name="profile_edit"),
    path("accounts/closing/", views.account_closing, name="account_closing"),
    path("accounts/closing/keep/", views.account_keep_open, name="account_keep_open"),
    path("accounts/data/", views.data_export, name="data_export"),
    path("accounts/data/file/", views.data_export_file, name="data_export_file"),
    path("accounts/again/", views.sign_in_again, name="sign_in_again"),
    path("accounts/oidc/<slug:provider_id>/login/", views.sign_in_elsewhere, name="sign_in_elsewhere"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", views.back_from_elsewhere, name="back_from_elsewhere"),
    path("accounts/partner/", views.partner_application, name="partner_application"),
]
