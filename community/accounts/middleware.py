"""What stands before every page, whoever wrote it."""

from django.shortcuts import render

from community.accounts import rules
from community.core.refusals import Refused
from community.core.views import typed_texts

# What somebody who is silenced may still send: what is between them and the site, or of use to them alone.
STILL = frozenset({
    "appeal", "appeal_by_link",
    "account_logout", "account_email", "account_change_password", "account_reauthenticate", "usersessions_list",
    "inbox_read", "notification_settings", "reminders", "unsubscribe", "calendars", "calendar_address",
    "keys", "set_language", "thread_read", "thread_watch", "post_bookmark", "bookmark_reminder", "draft_discard",
    "change_watch", "vendor_follow", "program_follow", "tag_follow", "playbook_ticks", "search_rename",
    "search_delete", "post_delete",
})  # fmt: skip
STILL_BY_BEGINNING = ("mfa_", "account_login", "account_confirm", "account_reset")


class SilenceMiddleware:
    """Nothing is written by who is silenced. The rules say so as well, where the buttons ask; this is for what does
    not ask them, now or later. The text that was sent is shown to be copied."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

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
