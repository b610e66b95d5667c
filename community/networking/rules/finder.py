"""Who puts a company into the partner finder, and how many enquiries it gets."""

from datetime import timedelta

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused
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
    said = _("%(company)s got many enquiries today. Come back to this link in %(wait)s and confirm then.")
    got = Enquiry.objects.filter(company=company)
    check_pace(got, "confirmed_at", most=ENQUIRIES_A_DAY, within=A_DAY, sentence=said, company=company)
