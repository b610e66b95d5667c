"""What came of somebody's appeal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation import appealable
from community.notifications.kinds.base import Kind

APPEALED = gettext_lazy("You appealed against it.")


def _what(appeal) -> dict:
    return {"what": appealable.of(appeal.decision).name}


def _overturned(appeal) -> str:
    if appeal.is_reversed:
        return _("Your appeal was right, and the decision was turned back: %(what)s") % _what(appeal)
    said = _(
        "Your appeal was right, but there was nothing left to turn back, it is gone or was changed since: %(what)s"
    )
    return said % _what(appeal)


KINDS: dict[str, Kind] = {
    "appeal.upheld": Kind(
        topic="decisions",
        line=lambda appeal: _("Another moderator read your appeal. The decision stands: %(what)s") % _what(appeal),
        reason=lambda appeal: appeal.answer,
        why=APPEALED,
        icon="gavel",
    ),
    "appeal.overturned": Kind(
        topic="decisions", line=_overturned, reason=lambda appeal: appeal.answer, why=APPEALED, icon="gavel"
    ),
}
