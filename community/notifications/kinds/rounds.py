"""With whom a peer round put somebody together, and how it was."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.networking.rules.rounds import MOST_REASONS, Reason, can_be_answered
from community.notifications.kinds.base import Kind

TOPIC, ICON = "rounds", "users"
WHY = gettext_lazy("You take part in peer rounds.")

KINDS: dict[str, Kind] = {
    "round.matched": Kind(
        topic=TOPIC,
        line=lambda seat: _("The peer round put you together with %(names)s") % {"names": _names(seat)},
        note=lambda seat: " · ".join(Reason(*reason).words for reason in seat.group.reasons[:MOST_REASONS]),
        url=lambda seat: seat.group.conversation.get_absolute_url() if seat.group.conversation else reverse("rounds"),
        why=WHY,
        icon=ICON,
        manage="peer_settings",
    ),
    "round.waited": Kind(
        topic=TOPIC,
        line=lambda seat: _("Nobody fitted you in this peer round. You take part in the next one by itself"),
        note=lambda seat: _("The more you tell of your skills and of what you look for, the more people fit."),
        why=WHY,
        icon=ICON,
        manage="peer_settings",
    ),
    "round.asked": Kind(
        topic=TOPIC,
        line=lambda seat: _("How was it with %(names)s?") % {"names": _names(seat)},
        note=lambda seat: _("One click. What you answer is read by nobody."),
        why=WHY,
        still_holds=lambda seat, reader: seat.answer == "" and can_be_answered(seat),
        icon=ICON,
        manage="peer_settings",
    ),
}


def _names(seat) -> str:
    return " · ".join(person.name for person in seat.others) or _("somebody who has left")
