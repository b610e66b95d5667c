"""Looking who stands behind a pseudonym: for administrators who have just shown that it is them."""

from allauth.account.decorators import reauthentication_required
from django.shortcuts import get_object_or_404, render

from community.accounts.models import User
from community.core.refusals import Refused
from community.moderation import actions
from community.moderation.forms import LiftForm
from community.moderation.views.guarding import admins_only


@admins_only
@reauthentication_required
def mask_lift(request, handle: str):
    """The form; and once, as the answer to it, the name. No address and no session keeps that."""
    face = get_object_or_404(User.objects.known_to_moderators(request.user).faces(), handle=handle)
    form = LiftForm(request.POST or None)
    context = {"face": face, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            is_told, reason = not form.cleaned_data["untold"], form.cleaned_data["reason"]
            person = actions.lift_mask(face, moderator=request.user, reason=reason, is_told=is_told)
            return render(request, "moderation/mask_lifted.html", context | {"person": person})
        except Refused as refusal:
            form.add_error("reason", refusal.sentence)
    return render(request, "moderation/mask_lift.html", context, status=422 if form.errors else 200)
