"""The word beside somebody who writes about a vendor that they are tied to."""

from django import template

from community.networking.models import VendorTie
from community.networking.queries import ties_in

register = template.Library()


@register.simple_tag(takes_context=True)
def tie_of(context, author, thread) -> VendorTie | None:
    """The author's tie to the vendor of the thread's change, if the reader may know. One query for a whole page."""
    if not hasattr(thread, "ties_shown"):
        thread.ties_shown = ties_in(thread, context["user"])
    return thread.ties_shown.get(author.pk)
