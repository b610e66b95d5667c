"""The inbox."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.core.paging import number_in
from community.core.views import members_only
from community.notifications import actions, queries


@members_only
@require_safe
def inbox(request):
    page = queries.inbox(request.user, before=number_in(request.GET.get("before")))
    return render(request, "notifications/inbox.html", {"page": page})


@members_only
@require_POST
def inbox_read(request):
    actions.mark_read(request.user)
    messages.success(request, _("Everything is marked as read."))
    return redirect("inbox")
