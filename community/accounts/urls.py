"""Addresses of people. Sign-in and the rest of /accounts/ is allauth's."""

from django.urls import path

from community.accounts.views import companies, elsewhere, hats, leaving, people, vouching

urlpatterns = [
    path("accounts/profile/", people.profile_edit, name="profile_edit"),
    path("accounts/closing/", leaving.account_closing, name="account_closing"),
    path("accounts/closing/keep/", leaving.account_keep_open, name="account_keep_open"),
    path("accounts/data/", leaving.data_export, name="data_export"),
    path("accounts/data/file/", leaving.data_export_file, name="data_export_file"),
    path("accounts/again/", elsewhere.sign_in_again, name="sign_in_again"),
    path("accounts/oidc/<slug:provider_id>/login/", elsewhere.sign_in_elsewhere, name="sign_in_elsewhere"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", elsewhere.back_from_elsewhere, name="back_from_elsewhere"),
    path("companies/<slug:slug>/claim/", companies.company_claim, name="company_claim"),
    path("companies/<slug:slug>/edit/", companies.company_edit, name="company_edit"),
    path("companies/<slug:slug>/give-up/", companies.company_give_up, name="company_give_up"),
    path("accounts/hats/", hats.hats, name="hats"),
    path("accounts/hats/<int:pk>/doff/", hats.hat_doff, name="hat_doff"),
    path("accounts/evidence/<int:pk>/remove/", hats.evidence_remove, name="evidence_remove"),
    path("accounts/partner/vouchers/", vouching.vouch_ask, name="vouch_ask"),
    path("accounts/vouch/<str:token>/", vouching.vouch, name="vouch"),
    path("accounts/partner/", people.partner_application, name="partner_application"),
]
