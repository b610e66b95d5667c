"""What members let others do with them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.core.views import members_only
from community.networking import actions, queries
from community.networking.forms import PeerSettingsForm


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def peer_settings(request):
    sent = request.POST if request.method == "POST" else None  # unticked boxes send nothing
    form = PeerSettingsForm(sent, instance=queries.peer_settings(request.user))
    if form.is_bound and form.is_valid():
        actions.set_peer_settings(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("peer_settings")
    return render(request, "networking/peer_settings.html", {"form": form}, status=422 if form.errors else 200)
