"""What fits on the teaming board, and what goes off it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.networking.rules.teaming import Reason
from community.notifications.kinds.base import Kind

TOPIC, ICON = "teaming", "puzzle"


def _fits(alert) -> str:
    if alert.own_entry_id is None:
        said = _("A need that fits what you tell of yourself: “%(title)s”")
    elif alert.entry.is_need:
        said = _("A need that fits your offer: “%(title)s”")
    else:
        said = _("An offer that fits your need: “%(title)s”")
    return said % {"title": alert.entry.title}


KINDS: dict[str, Kind] = {
    "teaming.fits": Kind(
        topic=TOPIC,
        line=_fits,
        note=lambda alert: " · ".join(Reason(*reason).words for reason in alert.reasons),
        why=gettext_lazy("You have something on the teaming board, or say what you can help with."),
        still_holds=lambda alert, reader: alert.entry.is_open,
        icon=ICON,
    ),
    "teaming.ends_soon": Kind(
        topic=TOPIC,
        line=lambda entry: (
            _("“%(title)s” goes off the teaming board soon. Renew it if it still holds") % {"title": entry.title}
        ),
        why=gettext_lazy("You posted it."),
        still_holds=lambda entry, reader: entry.is_open,
        icon="calendar-clock",
    ),
}
