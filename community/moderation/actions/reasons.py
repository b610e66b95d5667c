"""Reasons that moderators give often. Which there are decides about nobody, so it is not in the log."""

from django.db import transaction

from community.moderation import rules
from community.moderation.models import ReasonTemplate


@transaction.atomic
def write_reason(*, moderator, template: ReasonTemplate | None = None, **facts) -> ReasonTemplate:
    """Put a reason on the list, or change the one given."""
    rules.check_can_moderate(moderator)
    template = template or ReasonTemplate()
    for name, value in facts.items():
        setattr(template, name, value)
    template.save()
    return template


@transaction.atomic
def remove_reason(template: ReasonTemplate, *, moderator) -> bool:
    """Take a reason from the list; what was said with it stands. False if it is gone."""
    rules.check_can_moderate(moderator)
    deleted, _rows = ReasonTemplate.objects.filter(pk=template.pk).delete()
    return deleted > 0
