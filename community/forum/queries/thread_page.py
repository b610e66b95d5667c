"""What the pages of one thread read."""

from dataclasses import dataclass

from community.accounts import rules as people
from community.core.paging import PAGE_SIZE, NumberedPage
from community.core.refusals import allowed
from community.forum import rules
from community.forum.models import Post, Thread
from community.forum.queries.bookmarks import bookmarked_by
from community.forum.queries.drafts import with_own_drafts
from community.forum.queries.reading import attach_reading, mark_posts, since_visit, with_reading
from community.forum.queries.signals import mark_for, with_answer_for, with_signals_of
from community.forum.queries.summaries import attach_summary, summary_row

TREE, FLAT = "tree", "flat"

DEEPEST_INDENT = 2


@dataclass(frozen=True)
class ThreadPage:
    """One page of a thread: shown posts and the stubs of removed ones, in reading order.

    ``flat`` is the page number in the flat view; in the tree view ``next_from`` is the number of the
    post with which the next page begins. ``waiting`` are posts without a number that this viewer may see.
    """

    thread: Thread
    posts: list[Post]
    waiting: list[Post]
    view: str
    flat: NumberedPage | None = None
    starts_at: int | None = None
    next_from: int | None = None

    @property
    def is_first(self) -> bool:
        return self.flat.number == 1 if self.flat else self.starts_at is None

    @property
    def is_last(self) -> bool:
        return self.flat.number >= self.flat.page_count if self.flat else self.next_from is None


def thread_for(viewer, pk: int) -> Thread | None:
    """The thread with what its head shows, if the viewer may see it. Two queries."""
    threads = Thread.objects.visible_to(viewer).select_related("change__vendor", "author", "last_post_by", "circle")
    threads = with_own_drafts(threads, viewer)
    threads = with_answer_for(
        threads.select_related("benefit_review__row__program__vendor", "teaming_offer", "imported__source"), viewer
    )
    threads = threads.annotate(**with_reading(viewer), **since_visit(viewer), **summary_row())
    found = threads.prefetch_related("tags").filter(pk=pk).first()
    return attach_summary(*attach_reading([found])) if found else None


def thread_head(viewer, pk: int) -> Thread | None:
    """The thread without what only its page shows, if the viewer may see it. One query, and a quick one."""
    return Thread.objects.visible_to(viewer).select_related("change", "author", "circle").filter(pk=pk).first()


def flat_page(thread: Thread, viewer, number: int) -> ThreadPage:
    """Page ``number`` by the numbers of the posts: a range, so the last page costs what the first costs.

    Three queries for a visitor, four for a member.
    """
    page = NumberedPage(number, thread.last_number)
    here = {"thread": thread, "number__gte": page.first, "number__lte": page.last}
    posts = _with_stubs(thread, viewer, here, order="number")
    return ThreadPage(thread, posts, _waiting(thread, viewer) if number == page.page_count else [], FLAT, flat=page)


def tree_page(thread: Thread, viewer, start: int | None = None) -> ThreadPage:
    """A page in reading order of the tree, from post ``start`` on (from the beginning if None).

    Walks the index on (thread, path) from where the post stands. Four queries for a visitor.
    """
    path = _path_of(thread, start)
    here = {"thread": thread, "number__isnull": False, "path__gte": path}
    rows = list(Post.objects.filter(**here).order_by("path").values_list("path", "number")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    next_from = rows[PAGE_SIZE][1] if len(rows) > PAGE_SIZE else None
    if shown:
        here |= {"path__lte": shown[-1][0]}
    posts = _with_stubs(thread, viewer, here, order="path") if shown else []
    waiting = _waiting(thread, viewer) if next_from is None else []
    return ThreadPage(thread, posts, waiting, TREE, starts_at=start if path else None, next_from=next_from)


def post_by_number(viewer, thread_id: int, number: int) -> Post | None:
    """Shown post or stub n of a thread that the viewer may see; only where it stands is loaded."""
    threads = Thread.objects.visible_to(viewer).filter(pk=thread_id)
    posts = Post.objects.filter(thread__in=threads, number=number)
    return posts.only("number", "path", "thread_id", "thread__title").select_related("thread").first()


def arrived_post(thread: Thread, viewer, number: int, view: str) -> tuple[Post | None, int | None]:
    """A shown post as the page of the thread shows it, and the number of the post behind which it stands there.

    Four queries.
    """
    here = {"thread": thread, "number": number}
    post = next((post for post in _with_stubs(thread, viewer, here, order="number") if post.is_published), None)
    if post is None:
        return None, None
    if view == FLAT:
        post.indent, post.show_answers = None, True
        return post, number - 1 or None
    numbered = Post.objects.filter(thread=thread, number__isnull=False, path__lt=post.path).order_by("-path")
    before = numbered.values_list("number", flat=True).first()
    is_below = post.answers is not None and post.answers.number == before
    post.show_answers = post.depth > DEEPEST_INDENT and not is_below
    return post, before


def change_discussion(change, viewer) -> Thread | None:
    """The thread about a change. One query."""
    return Thread.objects.visible_to(viewer).filter(change=change).first()


def last_posts(thread: Thread, viewer, *, limit: int = 3) -> list[Post]:
    """The latest shown posts of a thread, oldest of them first. One query."""
    posts = Post.objects.visible_to(viewer).published().filter(thread=thread).with_author()
    latest = list(posts.order_by("-number")[:limit])
    for post in latest:
        post.thread = thread
    return latest[::-1]


def _with_stubs(thread: Thread, viewer, here: dict, *, order: str) -> list[Post]:
    """Shown posts, and of the removed ones the stubs: their text is never even loaded."""
    shown = Post.objects.visible_to(viewer).published().filter(**here).with_author().annotate(**bookmarked_by(viewer))
    stubs = Post.objects.stubs().filter(**here)
    posts = sorted([*with_signals_of(shown, viewer), *stubs], key=lambda post: getattr(post, order))
    _name_parents(thread, posts)
    mark_posts(posts, getattr(thread, "reading", None), viewer)
    mark_for(viewer, thread, posts)
    for post in posts:
        post.may_edit = allowed(rules.check_can_edit, viewer, post)
        post.may_undelete = allowed(rules.check_can_undo_delete, viewer, post)
    return posts


def _name_parents(thread: Thread, posts: list[Post]) -> None:
    """Give every reply its ``answers``: number, handle and name of the post above it. One query."""
    parents = {
        parent.pk: parent
        for parent in Post.objects.published()
        .filter(thread=thread, pk__in={post.parent_id for post in posts if post.parent_id})
        .select_related("author")
        .only("number", "thread_id", "author__handle", "author__name", "author__imported_from", "author__is_face")
    }
    for parent in parents.values():
        parent.thread = thread
    for previous, post in zip([None, *posts], posts, strict=False):
        post.thread = thread
        post.answers = parents.get(post.parent_id)
        # Two indents; deeper replies stand below the second, and name whom they answer unless that stands
        # right above them.
        post.indent = min(post.depth, DEEPEST_INDENT)
        above = previous is not None and previous.pk == post.parent_id
        post.show_answers = post.parent_id and not above and (post.depth > DEEPEST_INDENT or previous is None)


def _waiting(thread: Thread, viewer) -> list[Post]:
    """Posts of this thread that wait for a moderator, for those who may see them."""
    if not people.is_member(viewer):
        return []
    posts = Post.objects.visible_to(viewer).held().filter(thread=thread).with_author()
    return list(posts.select_related("parent").order_by("created_at"))


def _path_of(thread: Thread, number: int | None) -> str:
    if number is None:
        return ""
    return Post.objects.filter(thread=thread, number=number).values_list("path", flat=True).first() or ""
