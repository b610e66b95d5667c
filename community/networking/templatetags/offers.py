"""What the page of a question says of whom it was offered to, and the reasons of an offer in words."""

from django import template

from community.networking.models import HelpOffer
from community.networking.queries import Outcome, outcome
from community.networking.rules.helpers import Reason

register = template.Library()


@register.simple_tag(takes_context=True)
def outcome_of(context, thread) -> Outcome | None:
    """For the asker of a question, until somebody has answered. One query; none for everybody else."""
    return outcome(thread, context["user"])


@register.filter
def reasons_of(offer: HelpOffer) -> list[str]:
    """Why the question was offered, in the reader's language."""
    return [Reason(*reason).words for reason in offer.reasons]
