"""Moving posts between threads, with all that hangs on them. What moves gets new numbers; old permalinks find it.

Threads are locked in the order of their ids, so that two of these at once take turns. See docs/decisions/0041.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import masks
from community.activity.actions import record
from community.core.live import THREAD, notify
from community.core.refusals import Refused
from community.forum import rules
from community.forum.actions.carrying import carry_answer, carry_drafts, carry_faces, carry_reading
from community.forum.actions.posts import recount
from community.forum.models import FormerPlace, Post, Thread, ThreadReader
from community.forum.queries import with_replies
from community.forum.tree import depth_of, path_below

AT_ONCE = 500  # rows in one statement


@transaction.atomic
def move_post(post: Post, *, into: Thread, by, reason: str = "") -> bool:
    """Move a post with all that answers it to the end of another thread. False if it stands there.

    Raises:
        Refused: it may not leave its thread, or may not come into the other one.
    """
    if post.thread_id == into.pk:
        return False
    source, target = _locked(post.thread_id, into.pk)
    post = Post.objects.select_related("thread").get(pk=post.pk)
    if post.thread_id == target.pk:
        return False
    if post.thread_id != source.pk:
        raise Refused(_("Somebody else has moved this post meanwhile. Look at it where it is now."))
    rules.check_can_move(post)
    rules.check_can_put_into(target)
    rules.check_is_same_circle(source, target)
    _carry(with_replies(source, [post.pk]), source, target, by=by, reason=reason)
    return True


@transaction.atomic
def split_thread(
    thread: Thread, *, numbers: Iterable[int], title: str, kind: str, tags, by, reason: str = ""
) -> Thread:
    """Let posts, with all that answers them, begin a thread of their own. Its author is who wrote the first of them.

    Raises:
        Refused: one of them is not shown or opens the thread, or the kind needs more than that.
    """
    (source,) = _locked(thread.pk)
    if kind not in rules.PLAIN_KINDS:
        raise Refused(_("Threads of this kind have fields of their own. Choose another one."))
    posts = rules.posts_to_split_off(source, numbers)
    target = Thread.objects.create(
        kind=kind, title=title, author_id=posts[0].author_id, circle=source.circle, published_at=timezone.now()
    )
    # As old as what begins it: nobody's allowance of threads for today is used up by it.
    Thread.objects.filter(pk=target.pk).update(created_at=posts[0].created_at)
    target.tags.set(tags)
    _carry(with_replies(source, [post.pk for post in posts]), source, target, by=by, reason=reason)
    target.refresh_from_db()
    return target


@transaction.atomic
def merge_thread(thread: Thread, *, into: Thread, by, reason: str = "") -> bool:
    """Let all posts of a thread, held ones too, go into another one; its address leads there. False if it does.

    Raises:
        Refused: it is the discussion of a change, or what is said in it may not come there.
    """
    source, target = _locked(thread.pk, into.pk) if thread.pk != into.pk else (thread, into)
    if source.merged_into_id == target.pk:
        return False
    rules.check_can_merge(source, target)
    everything = set(Post.objects.filter(thread=source).values_list("pk", flat=True))
    _carry(everything, source, target, by=by, reason=reason, is_merge=True)
    Thread.objects.filter(merged_into=source).update(merged_into=target)
    Thread.objects.filter(pk=source.pk).update(merged_into=target, pinned_at=None, pinned_until=None)
    ThreadReader.objects.filter(thread=source).delete()
    return True


@transaction.atomic
def change_thread(thread: Thread, *, title: str, kind: str, tags, by) -> bool:
    """Give a thread another title, kind or tags. False if it has them.

    Raises:
        Refused: its title or kind is not its own, or the kind needs more than that.
    """
    (thread,) = _locked(thread.pk)
    rules.check_can_be_of_kind(thread, kind)
    rules.check_can_be_called(thread, title)
    before = thread.title, thread.kind, set(thread.tags.all())
    if before == (title, kind, set(tags)):
        return False
    if kind != Thread.Kind.QUESTION and kind != thread.kind:
        carry_answer(thread, target=None)
    Thread.objects.filter(pk=thread.pk).update(title=title, kind=kind, version=F("version") + 1)
    thread.tags.set(tags)
    return True


def _locked(*ids: int) -> list[Thread]:
    """The threads in the order asked for; locked in that of their ids."""
    rows = Thread.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids]


def _carry(moving: set[int], source: Thread, target: Thread, *, by, reason: str, is_merge: bool = False) -> None:
    """Give the posts their places at the end of ``target``, in the order in which they stood. Authors are told."""
    before = target.last_number
    posts = list(Post.objects.filter(pk__in=moving, number__isnull=False).order_by("number"))
    places = [FormerPlace(thread=source, number=post.number, post=post) for post in posts]
    FormerPlace.objects.bulk_create(places, batch_size=AT_ONCE)
    renumbered = _place(posts, moving, target)
    Post.objects.bulk_update(posts, ["thread", "number", "parent", "path", "depth"], batch_size=AT_ONCE)
    Post.objects.filter(pk__in=moving, number=None).update(thread=target)
    Thread.objects.filter(pk=target.pk).update(last_number=before + len(posts))
    carry_answer(source, target=target if is_merge else None, moving=moving)
    writers = set(Post.objects.filter(pk__in=moving).values_list("author", flat=True))
    behind = masks.people_behind(writers)
    people = {behind.get(pk, pk) for pk in writers}
    carry_reading(source, target=target, numbers=renumbered, before=before, of=None if is_merge else people)
    carry_faces(source, target=target, writers=writers)
    carry_drafts(source, target=target, moving=moving, is_merge=is_merge)
    recount(source)
    recount(target)
    notify(THREAD, source.pk, target.pk)
    if posts:
        record("post.moved", actor=by, target=posts[0], authors=sorted(writers), reason=reason)


def _place(posts: list[Post], moving: set[int], target: Thread) -> dict[int, int]:
    """Number the posts and hang them into the tree, not saved. Returns their new numbers by the old ones."""
    paths: dict[int, str] = {}
    renumbered: dict[int, int] = {}
    for number, post in enumerate(posts, target.last_number + 1):
        if post.parent_id not in moving:
            post.parent = None
        renumbered[post.number] = number
        post.thread, post.number = target, number
        post.path = paths[post.pk] = path_below(paths.get(post.parent_id, ""), number)
        post.depth = depth_of(post.path)
    return renumbered
