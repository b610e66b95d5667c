"""Who is kept apart from whom."""

from collections.abc import Iterable

from django.db.models import QuerySet

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.networking.models import Block


def blocked_with(person) -> QuerySet:
    """The ids of those who blocked the person or whom the person blocked; which of both must be shown to nobody.

    For ``pk__in``: no query of its own.
    """
    return Block.objects.others(person)


def who_block(author_id: int, among: Iterable[int | None]) -> set[int]:
    """Of these ids those who have blocked an author. Under a pseudonym nobody is blocked: it would tell whose it is.
    One query."""
    rows = Block.objects.filter(person=author_id, member__in=[pk for pk in among if pk])
    return set(rows.values_list("member", flat=True))


def blocks_of(viewer, *, before: int | None = None) -> KeysetPage:
    """A page of whom the viewer has blocked, the latest first. One query."""
    rows = Block.objects.visible_to(viewer).select_related("person__membership__company").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)
