"""Where one hears of what; and the address in a mail that stops mails of its kind."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.accounts.models import User
from community.core.views import members_only
from community.notifications import actions, queries
from community.notifications.forms import PreferencesForm
from community.notifications.topics import TOPICS
from community.notifications.unsubscribing import read_token


@members_only
def notification_settings(request):
    form = PreferencesForm(request.POST or None, channels=queries.channels(request.user))
    if request.method == "POST" and form.is_valid():
        if actions.set_channels(request.user, channels=form.channels()):
            messages.success(request, _("Saved. It holds for all that happens from now on."))
        return redirect("notification_settings")
    return render(request, "notifications/settings.html", {"form": form, "wait": settings.MAIL_WAIT})


@csrf_exempt  # the token is the key: whoever has the mail may stop its like, from any mail client, signed in or not
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token: str):
    """GET shows a button, as scanners of mails follow links; POST stops the mails, twice as well as once (RFC 8058)."""
    member_id, topics = read_token(token) or (0, [])
    member = User.objects.filter(pk=member_id).first()
    if member is None or not topics:
        raise Http404
    if request.method == "POST":
        actions.stop_mails(member, topics=topics)
    context = {"topics": [TOPICS[topic].label for topic in topics], "is_done": request.method == "POST"}
    answer = render(request, "notifications/unsubscribe.html", context)
    patch_cache_control(answer, private=True, no_store=True)
    return answer
