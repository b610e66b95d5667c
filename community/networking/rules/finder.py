"""Who puts a company into the partner finder, and how many enquiries it gets."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.refusals import Refused, TooSoon, in_words
from community.networking.models import Enquiry, FinderEntry

ENQUIRIES_A_DAY = 20  # for one company: more than anybody answers, and than customers send
A_DAY = timedelta(days=1)


def check_can_edit_finder_entry(user, company) -> None:
    """Raises Refused unless the person keeps the page of the company, which is verified."""
    people.check_can_edit_company(user, company)
    if company.verified_at is None:
        raise Refused(_("Customers find companies that are verified. Yours is not yet; wait for a moderator."))


def check_takes_enquiries(company) -> None:
    """Raises Refused unless customers can write to the company now; TooSoon if too many did within a day."""
    if not FinderEntry.objects.visible_to(None).filter(company=company).exists():
        raise Refused(_("%(company)s takes no enquiries any more. Look for another partner.") % {"company": company})
    today = Enquiry.objects.filter(company=company).confirmed_within(A_DAY).order_by("-confirmed_at")
    moments = list(today.values_list("confirmed_at", flat=True)[:ENQUIRIES_A_DAY])
    if len(moments) == ENQUIRIES_A_DAY:
        wait = moments[-1] + A_DAY - timezone.now()
        raise TooSoon(
            _("%(company)s got many enquiries today. Come back to this link in %(wait)s and confirm then.")
            % {"company": company, "wait": in_words(wait)},
            wait,
        )
