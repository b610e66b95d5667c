"""Questions that somebody might know about."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.networking.rules.helpers import Reason
from community.notifications.kinds.base import Kind

KINDS: dict[str, Kind] = {
    "offer.made": Kind(
        topic="offers",
        line=lambda offer: _("Nobody has answered “%(thread)s”, and you might know") % {"thread": offer.thread.title},
        note=lambda offer: (
            _("What speaks for you: %(reasons)s")
            % {"reasons": " · ".join(Reason(*reason).words for reason in offer.reasons)}
        ),
        url=lambda offer: reverse("offer_list"),
        why=gettext_lazy("You say what you can help with, and may be asked."),
        still_holds=lambda offer, reader: offer.is_open and offer.is_needed,
        icon="message-circle-question-mark",
        manage="peer_settings",
    ),
}
