"""The states of a change and the moves between them: the one table that says what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RUMOURED = "rumoured", _("Rumoured")
    ANNOUNCED = "announced", _("Announced")
    CONFIRMED = "confirmed", _("Confirmed")
    IN_FORCE = "in_force", _("In force")
    POSTPONED = "postponed", _("Postponed")
    SOFTENED = "softened", _("Softened")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Superseded")
    OPEN = "open", _("Open incident")
    RESOLVED = "resolved", _("Resolved")


# What a record may begin with. An incident begins open, everything else as news or rumour.
FIRST_STATES = {
    State.RUMOURED,
    State.ANNOUNCED,
    State.CONFIRMED,
    State.IN_FORCE,
    State.OPEN,
}

_ENDINGS = {State.WITHDRAWN, State.SUPERSEDED}
_TURNS = {State.POSTPONED, State.SOFTENED} | _ENDINGS

MOVES: dict[str, set[str]] = {
    State.RUMOURED: {State.ANNOUNCED, State.CONFIRMED, State.WITHDRAWN},
    State.ANNOUNCED: {State.CONFIRMED, State.IN_FORCE} | _TURNS,
    State.CONFIRMED: {State.IN_FORCE} | _TURNS,
    # A date may be moved twice, and be announced anew after a pause.
    State.POSTPONED: {State.ANNOUNCED, State.CONFIRMED, State.IN_FORCE} | _TURNS,
    State.SOFTENED: {State.CONFIRMED, State.IN_FORCE, State.POSTPONED} | _ENDINGS,
    State.IN_FORCE: _TURNS,
    State.OPEN: {State.RESOLVED},
    State.WITHDRAWN: set(),
    State.SUPERSEDED: set(),
    State.RESOLVED: {State.OPEN},  # it failed again
}

# Nothing more is expected to happen.
SETTLED = {State.IN_FORCE, State.WITHDRAWN, State.SUPERSEDED, State.RESOLVED}

# What comes into force by itself once its day has come. A list and not a set: it stands in an index.
WAITING_FOR_THEIR_DAY = [State.ANNOUNCED, State.CONFIRMED, State.POSTPONED, State.SOFTENED]


def may_follow(new: str, old: str) -> bool:
    """Whether a change may go from ``old`` (empty for a new record) to ``new``."""
    return new in (MOVES[old] if old else FIRST_STATES)
