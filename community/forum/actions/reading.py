"""Remembering what members have read, and how much they want to hear."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from community.accounts import masks
from community.forum import rules
from community.forum.models import Post, Thread, ThreadReader
from community.forum.models.reading import MOST_AHEAD


@transaction.atomic
def mark_read(thread: Thread, *, member, numbers: Iterable[int] = (), up_to: int = 0) -> bool:
    """The member has read some posts, or everything up to a number. False if they had already.

    Posts may be read in any order, as the tree shows them; the mark moves on as soon as nothing unread is before it.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_keep_marks(member)
    row = _row_of(thread, member)
    before = row.last_read_number, row.read_ahead
    last = thread.last_number
    row.last_read_number = max(row.last_read_number, min(up_to, last))
    ahead = {number for number in {*row.read_ahead, *numbers} if row.last_read_number < number <= last}
    row.last_read_number = _read_without_a_gap(thread, member, row.last_read_number, ahead)
    row.read_ahead = sorted(number for number in ahead if number > row.last_read_number)[:MOST_AHEAD]
    _note_visit(row, last)
    row.save()
    return before != (row.last_read_number, row.read_ahead)


@transaction.atomic
def set_watch_level(thread: Thread, *, member, level: str) -> bool:
    """How much the member wants to hear of the thread. False if it was so, by their own choice.

    Raises:
        Refused: the person is not signed in.
    """
    rules.check_can_keep_marks(member)
    row = _row_of(thread, member)
    if row.level == level and row.level_chosen:
        return False
    row.level, row.level_chosen = level, True
    row.save(update_fields=["level", "level_chosen"])
    return True


def watch_as_writer(thread: Thread, *, member) -> bool:
    """Who writes in a thread watches it, unless they have chosen otherwise; what is above their first words they have
    read. Called in the transaction of the post. False if they did already."""
    row = ThreadReader(thread=thread, member=member, last_read_number=thread.last_number, level="watching")
    ThreadReader.objects.bulk_create([row], ignore_conflicts=True)
    rows = ThreadReader.objects.filter(thread=thread, member=member, level="normal", level_chosen=False)
    return rows.update(level="watching") > 0


def _row_of(thread: Thread, member) -> ThreadReader:
    """The one row of the member and the thread, locked: two tabs at once wait for each other."""
    ThreadReader.objects.bulk_create([ThreadReader(thread=thread, member=member)], ignore_conflicts=True)
    return ThreadReader.objects.select_for_update(no_key=True).get(thread=thread, member=member)


def _read_without_a_gap(thread: Thread, member, read: int, ahead: set[int]) -> int:
    """Up to where nothing is unread: before the first shown post by somebody else that is not among ``ahead``."""
    others = Post.objects.published().filter(thread=thread, number__gt=read).exclude(author__in=masks.selves(member))
    unread = others.exclude(number__in=ahead).order_by("number").values_list("number", flat=True).first()
    return thread.last_number if unread is None else min(unread - 1, thread.last_number)


def _note_visit(row: ThreadReader, last: int) -> None:
    now = timezone.now()
    if row.visited_at and now - row.visited_at > ThreadReader.VISIT:
        row.before_at, row.before_number = row.visited_at, row.visited_number
    row.visited_at, row.visited_number = now, last
