"""When an event is, the next ones of a group, and what search engines read of one."""

import json

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from community.core.dates import FuzzyDate, Precision
from community.core.markup import excerpt
from community.networking import queries
from community.networking.models import Event, Group
from community.networking.zones import span_in_words

register = template.Library()
# What must not stand in a script: the same as in Django's json_script.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


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


@register.simple_tag
def event_data(event: Event) -> SafeString:
    """The event in the words of schema.org; for pages that everybody reads."""
    here = settings.SITE_URL + event.get_absolute_url()
    where = {"@type": "Place", "name": event.place, "address": event.whereabouts}
    online = {"@type": "VirtualLocation", "url": here}
    state = "EventCancelled" if event.is_cancelled else "EventScheduled"
    mode = "Online" if event.is_online else "Mixed" if event.link else "Offline"
    said = {
        "@context": "https://schema.org", "@type": "Event", "name": event.title, "url": here,
        "description": excerpt(event.text_html, 300),
        "startDate": event.local_start.isoformat(), "endDate": event.local_end.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": online if event.is_online else [where, online] if event.link else where,
        "organizer": {"@type": "Organization", "name": event.group.name,
                      "url": settings.SITE_URL + event.group.get_absolute_url()},
    }  # fmt: skip
    written = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')
