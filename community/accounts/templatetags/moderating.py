"""Whether whoever reads a page decides about what it shows, or has written it."""

from django import template

from community.accounts import masks, rules

register = template.Library()


@register.filter
def moderated_by(thing, user) -> bool:
    """Asked once for each thing and page: no query but for those who moderate a part."""
    answers = user.__dict__.setdefault("moderated_things", {})
    key = (type(thing), thing.pk)
    if key not in answers:
        answers[key] = rules.moderates(user, thing)
    return answers[key]


@register.filter
def written_by(thing, user) -> bool:
    """Under their name or a pseudonym. No query but for those who have one."""
    return masks.is_self(user, thing.author_id)
