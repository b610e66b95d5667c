"""What a member tells other partners. The page of a person is in ``web``."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.accounts.withholding import waiting_text
from community.core.refusals import Refused
from community.core.views import members_only
from community.networking import queries
from community.networking.actions import tell_profile
from community.networking.forms import ProfileForm, tie_rows


@members_only
def peer_profile(request):
    """Edit what one knows, wants and has room for; each part with its readers."""
    member, waiting = request.user, waiting_text(request.user)
    data = request.POST or None
    form = ProfileForm(
        data, profile=queries.own_profile(member), skills=queries.own_skills(member), waiting=waiting
    )  # fmt: skip
    rows = tie_rows(queries.own_ties(member), data)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            tell_profile(member, ties=rows.ties(), **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved. This is how your page looks to you; others see what you show them."))
            return redirect(member)
    is_wrong = request.method == "POST"
    context = {"form": form, "rows": rows, "waiting": waiting, "is_wrong": is_wrong}
    return render(request, "networking/peer_profile.html", context, status=422 if is_wrong else 200)
