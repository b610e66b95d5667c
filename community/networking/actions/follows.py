"""Following people and companies."""

from django.db import transaction

from community.networking import rules
from community.networking.models import PeerFollow


@transaction.atomic
def follow_peer(thing, *, member) -> bool:
    """The member reads of a person or company from now on. Nobody is told. False if they did already.

    Raises:
        Refused: the person does not want to be followed.
    """
    rules.check_can_follow(member, thing)
    named = {"company" if thing._meta.model_name == "company" else "person": thing}
    _row, created = PeerFollow.objects.get_or_create(member=member, **named)
    return created


@transaction.atomic
def unfollow_peer(thing, *, member) -> bool:
    """The member no longer reads of it. False if they did not."""
    deleted, _of = PeerFollow.objects.filter(member=member).of(thing).delete()
    return deleted > 0
