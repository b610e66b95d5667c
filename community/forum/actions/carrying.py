"""What hangs on the place of a post goes along when it moves: what was read, who watches, what is being written.

Bookmarks, marks, reports, images and edits hang on the post itself, and need nothing. Both threads are locked.
"""

from community.accounts import masks
from community.forum.models import AcceptedAnswer, Draft, Thread, ThreadReader
from community.forum.models.reading import MOST_AHEAD
from community.forum.queries import faces_in


def carry_answer(source: Thread, *, target: Thread | None, moving: set[int] | None = None) -> None:
    """The accepted answer goes along into a question that has none; else nothing is accepted any more."""
    answer = AcceptedAnswer.objects.filter(thread=source).first()
    if answer is None or (moving is not None and answer.post_id not in moving):
        return
    is_wanted = target is not None and target.kind == Thread.Kind.QUESTION
    if is_wanted and not AcceptedAnswer.objects.filter(thread=target).exists():
        AcceptedAnswer.objects.filter(pk=answer.pk).update(thread=target)
    else:
        answer.delete()


def carry_reading(source: Thread, *, target: Thread, numbers: dict[int, int], before: int, of: set[int] | None) -> None:
    """What was read stays read under its new number; who watched goes on watching.

    Args:
        numbers: the new numbers by the old ones.
        before: the last number of the target until now: who was not there is not behind.
        of: whose watching goes along; None for everybody's.
    """
    here = {row.member_id: row for row in ThreadReader.objects.select_for_update(no_key=True).filter(thread=target)}
    new, known = [], []
    for row in ThreadReader.objects.filter(thread=source):
        there = here.get(row.member_id)
        goes_along = of is None or row.member_id in of
        if there is None and not goes_along:
            continue
        if there is None:
            there = ThreadReader(
                thread=target, member_id=row.member_id, last_read_number=before, level=row.level,
                level_chosen=row.level_chosen,
            )  # fmt: skip
            new.append(there)
        else:
            known.append(there)
            if goes_along and row.level == ThreadReader.Level.WATCHING and not there.level_chosen:
                there.level = row.level
        _mark(there, [new for old, new in numbers.items() if old <= row.last_read_number or old in row.read_ahead])
    ThreadReader.objects.bulk_create(new, ignore_conflicts=True)
    ThreadReader.objects.bulk_update(known, ["last_read_number", "read_ahead", "level"], batch_size=500)


def carry_faces(source: Thread, *, target: Thread, writers: set[int]) -> None:
    """A pseudonym that has nothing left where it was goes on where its posts are; equal ones are told apart there."""
    masks.carry(writers & faces_in(target) - faces_in(source), into=target.pk)
    masks.tell_apart(faces_in(target))


def carry_drafts(source: Thread, *, target: Thread, moving: set[int], is_merge: bool) -> None:
    """What is being written about the posts is written there. Of two to the thread one stands below the other."""
    Draft.objects.filter(parent__in=moving).update(thread=target)
    Draft.objects.filter(edits__in=moving).update(thread=target)
    if not is_merge:
        return
    replies = Draft.objects.filter(parent=None, edits=None)
    there = {draft.member_id: draft for draft in replies.filter(thread=target)}
    for draft in replies.filter(thread=source):
        other = there.get(draft.member_id)
        if other is None:
            Draft.objects.filter(pk=draft.pk).update(thread=target)
        else:
            Draft.objects.filter(pk=other.pk).update(source=f"{other.source}\n\n{draft.source}".strip())
            draft.delete()


def _mark(row: ThreadReader, numbers: list[int]) -> None:
    ahead = {*row.read_ahead, *numbers}
    while row.last_read_number + 1 in ahead:
        row.last_read_number += 1
    row.read_ahead = sorted(number for number in ahead if number > row.last_read_number)[:MOST_AHEAD]
