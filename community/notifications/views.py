"""The inbox."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.notifications import actions, queries


@login_required
@require_safe
def inbox(request):
    before = request.GET.get("before", "")
    page = queries.inbox(request.user, before=int(before) if before.isdecimal() else None)
    return render(request, "notifications/inbox.html", {"page": page})


@login_required
@require_POST
def inbox_read(request):
    actions.mark_read(request.user)
    return redirect("inbox")
