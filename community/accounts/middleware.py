"""What stands before every view because of who asks."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from community.accounts import rules
from community.core.refusals import Refused
from community.core.views import typed_texts

# Outside /accounts/, what somebody may see who must set up a second factor first: nothing of it is for staff.
OPEN_WITHOUT = {
    "set_language", "healthz", "outgoing_mail", "unsubscribe", "watch_list_calendar", "own_events_calendar", "live",
    "about",
}  # fmt: skip

# Steps that allauth lets somebody take at any time who has no password and no second factor to show again; the
# former may be looked at, as with allauth.
SENSITIVE_FORMS = {"account_email", "socialaccount_connections", "account_closing", "data_export"}
SENSITIVE = {
    "account_set_password", "account_change_password", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn",
    "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "data_export_file", "mask_lift",
}  # fmt: skip
OF_ADMINS = {"mask_lift"}  # for everybody else the address does not exist

# What somebody who is silenced may still send: what is between them and the site, or of use to them alone.
STILL = frozenset({
    "appeal", "appeal_by_link",
    "account_logout", "account_email", "account_change_password", "account_reauthenticate", "usersessions_list",
    "account_set_password", "account_closing", "data_export", "sign_in_again",
    "hat_doff", "evidence_remove", "company_give_up",
    "inbox_read", "notification_settings", "reminders", "unsubscribe", "calendars", "calendar_address",
    "keys", "set_language", "thread_read", "thread_watch", "post_bookmark", "bookmark_reminder", "draft_discard",
    "change_watch", "vendor_follow", "program_follow", "tag_follow", "playbook_ticks", "search_rename",
    "search_delete", "post_delete", "event_answer",
})  # fmt: skip
STILL_BY_BEGINNING = ("mfa_", "account_login", "account_confirm", "account_reset")


class _BeforeViews:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class SecondFactorMiddleware(_BeforeViews):
    """Moderators and administrators without a second factor are led to setting one up, whatever they ask for."""

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith("/accounts/") or request.resolver_match.url_name in OPEN_WITHOUT:
            return None
        if not request.user.is_authenticated or not request.user.lacks_second_factor:
            return None
        return _led_to(request, reverse("mfa_index"))


class FreshSignInMiddleware(_BeforeViews):
    """Who has nothing but the account of another site signs in there once more before anything sensitive.

    allauth asks those who have a password or a second factor for it; of the others it asks nothing.
    """

    def process_view(self, request, view, args, kwargs):
        steps = SENSITIVE if request.method in {"GET", "HEAD"} else SENSITIVE | SENSITIVE_FORMS
        name = request.resolver_match.url_name
        if (
            name not in steps
            or not request.user.is_authenticated
            or (name in OF_ADMINS and request.user.role != "admin")
        ):
            return None
        if get_reauthentication_flows(request.user) or _is_fresh(request):
            return None
        return _led_to(request, f"{reverse('sign_in_again')}?{urlencode({'next': request.get_full_path()})}")


class SilenceMiddleware(_BeforeViews):
    """Nothing is written by who is silenced. The rules say so as well, where the buttons ask; this is for what does
    not ask them, now or later. The text that was sent is shown to be copied."""

    def process_view(self, request, view, args, kwargs):
        """The page that refuses, or None to go on."""
        name = request.resolver_match.url_name or ""
        if request.method in {"GET", "HEAD", "OPTIONS"} or name in STILL or name.startswith(STILL_BY_BEGINNING):
            return None
        try:
            rules.check_is_not_silenced(request.user)
        except Refused as refusal:
            context = {"sentence": refusal.sentence, "typed": typed_texts(request)}
            return render(request, "accounts/silenced.html", context, status=403)
        return None


def _is_fresh(request) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def _led_to(request, address: str) -> HttpResponse:
    """A redirect; to htmx one of the whole page, not of the part that it asked for."""
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
