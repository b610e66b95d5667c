"""Following tags."""

from django.db import transaction

from community.tags import rules
from community.tags.models import Tag, TagFollow


@transaction.atomic
def follow_tag(tag: Tag, *, member) -> bool:
    """The member hears of what carries the tag from now on. False if they did already.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_follow_tag(member)
    _row, created = TagFollow.objects.get_or_create(member=member, tag=tag)
    return created


@transaction.atomic
def unfollow_tag(tag: Tag, *, member) -> bool:
    """The member no longer hears of it. False if they did not."""
    deleted, _of = TagFollow.objects.visible_to(member).filter(tag=tag).delete()
    return deleted > 0
