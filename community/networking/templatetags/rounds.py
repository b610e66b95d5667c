"""Why a peer round put people together, and whether it is asked how it was."""

from django import template

from community.networking.models import RoundGroup, RoundSeat
from community.networking.rules.rounds import MOST_REASONS, Reason, can_be_answered

register = template.Library()


@register.filter
def reasons_together(group: RoundGroup | None) -> list[str]:
    """In the reader's language; nothing of a round that is forgotten."""
    return [Reason(*reason).words for reason in group.reasons[:MOST_REASONS]] if group else []


@register.filter
def is_asked(seat: RoundSeat) -> bool:
    """Whether its owner is asked now how it was."""
    return can_be_answered(seat)
