"""Which questions are offered to whom, how often, and who answers an offer."""

from datetime import timedelta

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused
from community.networking.models import HelpOffer

UNANSWERED_FOR = timedelta(hours=48)  # product.md 4.4
FRESH_FOR = timedelta(days=30)  # what nobody has answered by then is not offered any more
PEOPLE_ASKED = 3  # at a time, for one question
OFFERS_A_WEEK = 2  # to one person; the table has as many places
A_WEEK = timedelta(days=7)
OPEN_FOR = timedelta(days=7)  # and as long is somebody on it who has said so and not replied
KEPT_FOR = timedelta(days=90)  # after which nothing is left of an offer, but for what one is not asked about


def check_can_answer_offer(user, offer: HelpOffer) -> None:
    """Raises Refused unless the person can say something to this offer now."""
    people.check_is_not_silenced(user)
    if not HelpOffer.objects.holding().filter(pk=offer.pk).exists():
        raise Refused(
            _("This offer is over: you passed, somebody answered, or the week has gone by. You can reply all the same.")
        )


def check_can_be_asked_again(user, offer: HelpOffer) -> None:
    """Raises Refused unless that is an offer to which the person has said "not me"."""
    if offer.answer != HelpOffer.Answer.NOT_ME:
        raise Refused(_("You are asked about this already."))
