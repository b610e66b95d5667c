"""How a member is reminded."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.views import members_only
from community.notifications import actions, queries
from community.notifications.forms import LadderForm


@members_only
def reminders(request):
    form = LadderForm.of(queries.ladder_of(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.set_ladder(request.user, **form.facts()):
            messages.success(request, _("Saved. It holds for every date from today on."))
        return redirect("reminders")
    context = {"form": form, "time_zone": timezone.get_current_timezone_name()}
    return render(request, "notifications/reminders.html", context, status=422 if form.errors else 200)
