"""What calendars read."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.programs.models import CalendarAddress, Change, ChangeDate
from community.programs.models.calendars import SIGNER
from community.programs.queries.follows import watch_list

MOST_DATES = 2000  # of one calendar: more than the largest vendor announces in years


@dataclass(frozen=True)
class Calendar:
    """A calendar as a file says it: its name and its dates, nearest first."""

    name: str
    dates: list[ChangeDate]


def calendar_of(thing, viewer) -> Calendar:
    """The calendar of a change, vendor, program or tag, as far as the viewer may see it. Three queries."""
    field = {"change": "pk", "vendor": "vendor", "program": "programs", "tag": "tags"}[thing._meta.model_name]
    changes = Change.objects.visible_to(viewer).filter(**{field: thing.pk})
    return Calendar(_("%(name)s · Backchannel") % {"name": thing}, _dates(viewer, changes))


def calendar_of_watch_list(member) -> Calendar:
    """The calendar of all that the member watches or follows, as far as they may see it now. Three queries."""
    return Calendar(_("Watch list · Backchannel"), _dates(member, watch_list(member)))


def calendar_address(member) -> CalendarAddress | None:
    """The private address of the member's calendar, if they have asked for one. One query."""
    return CalendarAddress.objects.visible_to(member).first()


def member_with_calendar(token: str) -> User | None:
    """Whose calendar the token opens; None if it is not one, was revoked, or its member is suspended. One query."""
    try:
        nonce = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.with_company().active().filter(calendar_address__nonce=nonce).first()


def _dates(viewer, changes) -> list[ChangeDate]:
    dates = ChangeDate.objects.visible_to(viewer).of(changes).on_calendars().select_related("change__vendor")
    dates = dates.prefetch_related("change__programs", "change__terms").order_by("day", "pk")
    return list(dates[:MOST_DATES])
