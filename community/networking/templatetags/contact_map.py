"""What pages of a vendor show of the ways to it, and how long a reply takes."""

from django import template
from django.utils.translation import ngettext

from community.networking import queries
from community.networking.models import ContactRoute
from community.networking.queries.diary import FINE

register = template.Library()

ICONS = {"form": "file-pen", "queue": "inbox", "phone": "phone", "mailbox": "mail", "role": "user-round-search"}


@register.simple_tag(takes_context=True)
def ways_of(context, vendor):
    """The ways to a vendor as the reader may read them. One query."""
    return queries.ways_to(context["user"], vendor)


@register.filter
def icon_of(route: ContactRoute) -> str:
    """The icon of its kind."""
    return ICONS[route.kind]


@register.filter
def as_time(hours: float | None) -> str:
    """ "5 hours", "3 days"; from two days on in days. Empty for None."""
    if hours is None:
        return ""
    if hours < FINE:
        whole = max(1, round(hours))
        return ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
