"""Who asks to be introduced, who said yes, and who wrote. No mail holds an address before a yes, nor ever a message."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.notifications.kinds.base import Kind

TOPIC, ICON = "introductions", "handshake"

KINDS: dict[str, Kind] = {
    "introduction.asked": Kind(
        topic=TOPIC,
        line=lambda introduction: _("%(name)s asks to be introduced to you") % _requester(introduction),
        why=gettext_lazy("You are a partner, and take requests for introductions."),
        still_holds=lambda introduction, reader: introduction.own_verdict is None,
        icon=ICON,
        manage="peer_settings",
    ),
    "introduction.came_back": Kind(
        topic=TOPIC,
        line=lambda introduction: _("%(name)s still asks to be introduced to you") % _requester(introduction),
        why=gettext_lazy("You said: ask me later."),
        still_holds=lambda introduction, reader: introduction.own_verdict == "later",
        icon=ICON,
        manage="peer_settings",
    ),
    "introduction.accepted": Kind(
        topic=TOPIC,
        line=lambda introduction: _("%(name)s said yes: you are introduced") % {"name": introduction.target.name},
        note=lambda introduction: (
            _("How to reach %(name)s: %(contact)s")
            % {"name": introduction.target.name, "contact": introduction.given_contact}
        ),
        why=gettext_lazy("You asked for the introduction."),
        icon=ICON,
    ),
    "message.sent": Kind(
        topic="messages",
        line=lambda message: _("%(name)s wrote to you") % {"name": message.author.name},
        why=gettext_lazy("You are in the conversation, and have not read it yet."),
        still_holds=lambda message, reader: (
            message.is_shown and message.own_unread_from is not None and message.own_unread_from < message.number
        ),
        manage="peer_settings",
    ),
}


def _requester(introduction) -> dict:
    return {"name": introduction.requester.name}
