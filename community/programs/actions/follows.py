"""Following vendors and programs, watching changes."""

from django.db import transaction

from community.programs import rules
from community.programs.models import Follow


@transaction.atomic
def follow(thing, *, member) -> bool:
    """The member hears of a vendor, a program or a change from now on. False if they did already.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_follow(member)
    _row, created = Follow.objects.get_or_create(member=member, **{thing._meta.model_name: thing})
    return created


@transaction.atomic
def unfollow(thing, *, member) -> bool:
    """The member no longer hears of it. False if they did not."""
    deleted, _of = Follow.objects.visible_to(member).of(thing).delete()
    return deleted > 0
