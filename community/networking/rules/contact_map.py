"""Who adds ways to a vendor, says whether they work, and changes them."""

from datetime import timedelta

from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.core.pace import check_pace
from community.core.refusals import Refused, allowed
from community.networking.models import ContactRoute

MOST_ROUTES = 60  # of one vendor: who needs more of them to choose from reaches nobody
ROUTES_A_DAY = 10  # of one person: typed from memory, not copied from a directory
A_DAY = timedelta(days=1)


def check_can_add_route(user, vendor) -> None:
    """Raises Refused unless the person may add a way to the vendor: a partner who does not answer for it."""
    _check_is_partner_of_another(user, vendor)
    if ContactRoute.objects.shown().filter(vendor=vendor).count() >= MOST_ROUTES:
        raise Refused(
            _("%(vendor)s has %(count)d routes here. Say of one that it does not work, or ask a moderator to hide it.")
            % {"vendor": vendor, "count": MOST_ROUTES}
        )


def check_pace_of_routes(user) -> None:
    """Raises TooSoon if the person has added as many routes as one may within 24 hours."""
    if not people.is_moderator(user):
        said = _("You have added %(count)d routes within a day. You can add the next one in %(wait)s.")
        added = ContactRoute.objects.filter(added_by=user)
        check_pace(added, "added_at", most=ROUTES_A_DAY, within=A_DAY, sentence=said)


def check_can_vote(user, route: ContactRoute) -> None:
    """Raises Refused unless the person may say for their company whether the route works."""
    _check_is_partner_of_another(user, route.vendor)
    if user.company is None:
        raise Refused(_("Companies are counted, and you belong to none here."))
    if route.hidden_at is not None:
        raise Refused(_("This route is hidden. Nobody can confirm it now."))


def may_vote(user, vendor) -> bool:
    """Whether the page of a vendor's routes offers to vote. No query."""
    return user.is_authenticated and user.company is not None and allowed(_check_is_partner_of_another, user, vendor)


def check_can_change_route(user, route: ContactRoute) -> None:
    """Raises Refused unless the person may change what the route says: who added it, or a moderator."""
    people.check_is_not_silenced(user)
    if not people.is_member(user) or (route.added_by_id != user.pk and not people.is_moderator(user)):
        raise Refused(_("Who added a route changes it. Say that it does not work, and add the one that does."))
    if route.hidden_at is not None:
        raise Refused(_("This route is hidden. Add another one, or appeal against the decision."))


def check_can_remove_route(user, route: ContactRoute) -> None:
    """Raises Refused unless the person may take the route away: who added it, while no other company has voted."""
    check_can_change_route(user, route)
    own_company = user.company.pk if user.company is not None else None
    if route.added_by_id != user.pk or route.votes.exclude(company=own_company).exists():
        raise Refused(_("Others have said something about this route. Say that it does not work; then it sinks."))


def _check_is_partner_of_another(user, vendor) -> None:
    if not people.is_partner(user):
        raise Refused(_("Partners say which routes work. Apply with your company, and you can too."))
    people.check_is_not_silenced(user)
    if vendor.pk in people.represents(user):
        raise Refused(_("You answer for %(vendor)s; partners say which of its routes work.") % {"vendor": vendor})
