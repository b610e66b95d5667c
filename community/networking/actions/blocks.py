"""Blocking somebody, and taking that back."""

from django.db import transaction
from django.utils import timezone

from community.networking import rules
from community.networking.actions.locking import lock_people
from community.networking.models import Block, Introduction, PeerFollow


@transaction.atomic
def block_person(person, *, member) -> bool:
    """Keep the two apart from now on; the person is not told. False if that was so.

    Whoever of them follows the other follows no more, and what the member has asked the person is withdrawn, so that
    no answer comes.

    Raises:
        Refused: it is the member themselves, or nobody who could be reached.
    """
    rules.check_can_block(member, person)
    lock_people(member, person)
    _row, created = Block.objects.get_or_create(member=member, person=person)
    if created:
        PeerFollow.objects.filter(member=member).of(person).delete()
        PeerFollow.objects.filter(member=person).of(member).delete()
        asked = Introduction.objects.open().not_accepted().filter(requester=member, target=person)
        asked.update(withdrawn_at=timezone.now())
    return created


@transaction.atomic
def unblock_person(person, *, member) -> bool:
    """Take it back; what it ended does not begin again. False if the member had not blocked them."""
    deleted, _of = Block.objects.filter(member=member, person=person).delete()
    return deleted > 0
