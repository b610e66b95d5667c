"""Supporting rumours, listing them, and letting them lapse."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from community.activity.actions import record
from community.programs import rules
from community.programs.actions.sources import Evidence, add_source
from community.programs.models import Change, RumourSupport
from community.programs.states import State

ENOUGH_COMPANIES = 2  # one may mishear; product.md, 4.1
LIFE_OF_A_RUMOUR = dt.timedelta(days=30)  # without new support; product.md, 4.1


@transaction.atomic
def support_rumour(change: Change, *, member, source: Evidence | None = None) -> bool:
    """The member's company has heard it too, or has found a source. Lists the rumour once that is enough.

    Returns:
        False, with nothing written, if the company has said so already and brings no new source.
    Raises:
        Refused: no rumour, or the member has no company to count for.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    rules.check_can_support(member, change)
    if not count_company(change, member=member, source=source and add_source(change, given=source)):
        return False
    weigh(change)
    return True


def count_company(change: Change, *, member, source=None) -> bool:
    """Count the member's company for a rumour, once. False if that changes nothing. The change must be locked."""
    row, created = RumourSupport.objects.get_or_create(
        change=change, company=member.company,
        defaults={"member": member, "source": source, "supported_at": timezone.now()},
    )  # fmt: skip
    if source and not row.source:
        row.source = source
        row.save(update_fields=["source"])
    return created or source is not None


def weigh(change: Change, *, is_news: bool = True) -> None:
    """Count the support of a published rumour that has just got some; list it if it is enough.

    Args:
        is_news: whether those who follow are told of the listing; not if they hear of its publication anyway.
    """
    now = timezone.now()
    change.support_count = change.supports.count()
    change.supported_at, change.lapsed_at = now, None
    enough = change.support_count >= ENOUGH_COMPANIES or change.sources.filter(is_hearsay=False).exists()
    if enough and change.listed_at is None:
        change.listed_at = change.moved_at = now
        if is_news:
            record("change.listed", actor=None, target=change)
    change.save(update_fields=["support_count", "supported_at", "lapsed_at", "listed_at", "moved_at"])


def lapse_rumours() -> int:
    """Take rumours out of the lists that nobody has supported for 30 days. Returns how many; again: 0."""
    before = timezone.now() - LIFE_OF_A_RUMOUR
    alive = Change.objects.filter(
        publication=Change.Publication.PUBLISHED, state=State.RUMOURED, lapsed_at=None, supported_at__lte=before
    )
    return sum(_lapse(alive, pk) for pk in alive.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _lapse(alive, pk: int) -> bool:
    """The row is locked and asked again: support may just have come."""
    change = alive.select_for_update(no_key=True).filter(pk=pk).first()
    if change is None:
        return False
    change.lapsed_at, change.listed_at = timezone.now(), None
    change.save(update_fields=["lapsed_at", "listed_at"])
    record("change.lapsed", actor=None, target=change)
    return True
