"""When an event is, the next ones of a group, and what search engines read of one."""

from django import template
from django.conf import settings

from community.core.dates import FuzzyDate, Precision
from community.core.markup import excerpt
from community.networking import queries
from community.networking.models import Event, Group
from community.networking.zones import span_in_words

register = template.Library()


@register.filter
def first_day(event: Event) -> FuzzyDate:
    """The day on which it begins where it is, for the block with the big number."""
    return FuzzyDate(event.local_start.date(), Precision.DAY)


@register.filter
def span(event: Event) -> str:
    """From when to when, as clocks show it there."""
    return span_in_words(event)


@register.inclusion_tag("networking/_group_events.html", takes_context=True)
def group_events(context, group: Group) -> dict:
    """The next events of a group, on its page, for who reads along there. One query, none for others."""
    page, user = context["page"], context["user"]
    reads_along = page.threads is not None
    return {
        "group": group,
        "events": queries.next_events_of(user, group) if reads_along else [],
        "can_plan": page.organises and group.ended_at is None and group.hidden_at is None,
    }


@register.inclusion_tag("networking/_event_data.html")
def event_data(event: Event) -> dict:
    """The event in the words of schema.org; for pages that everybody reads."""
    return {"event": event, "about": excerpt(event.text_html, 300), "site_url": settings.SITE_URL}
