"""The calendar of a member's watch list, read by a private address; and how to subscribe to any calendar."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from community.core.views import calendar_file, members_only
from community.notifications import queries
from community.notifications.models import Ladder
from community.programs import actions as programs
from community.programs.calendars import write_calendar
from community.programs.queries import calendar_address as address_of
from community.programs.queries import calendar_of_watch_list, member_with_calendar


@require_safe
def calendars(request):
    address = address_of(request.user)
    path = reverse("watch_list_calendar", args=[address.token]) if address else ""
    events_path = reverse("own_events_calendar", args=[address.token]) if address else ""
    context = {"address": address, "calendar_path": path, "events_path": events_path}
    return render(request, "notifications/calendars.html", context)


@members_only
@require_POST
def calendar_address(request):
    """Make the private address, or a new one in its place; with ``stop`` revoke it."""
    if "stop" in request.POST:
        programs.revoke_calendar_address(request.user)
        messages.success(request, _("Revoked. The address opens nothing any more."))
    else:
        programs.renew_calendar_address(request.user)
        messages.success(request, _("This is your address now. One that you had before opens nothing any more."))
    return redirect(reverse("calendars") + "#own")


@require_safe
@conditional_page
def watch_list_calendar(request, token: str):
    """No session is asked for: who knows the address may read. What its member may not see now is not in it."""
    member = member_with_calendar(token)
    if member is None:
        raise Http404
    ladder = queries.ladder_of(member)
    rungs = [] if ladder.channel == Ladder.Channel.OFF else ladder.rungs
    answer = calendar_file(write_calendar(calendar_of_watch_list(member), rungs), filename="watch-list")
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
