"""What the screens about threads read: pages of posts, lists of threads."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.accounts import rules as people
from community.forum import actions, queries
from community.forum.models import Post, Thread
from community.forum.tree import depth_of, path_below
from tests import factories as make

pytestmark = pytest.mark.django_db


def grow(thread: Thread, author, parents: list[int | None]) -> None:
    """Fill an empty thread with shown posts 1…n at once; ``parents[k]`` is the number of the parent of post k + 1."""
    posts: dict[int, Post] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('forum_post_id_seq') FROM generate_series(1, %s)", [len(parents)])
        ids = [pk for (pk,) in cursor.fetchall()]
    for number, parent in enumerate(parents, start=1):
        path = path_below(posts[parent].path if parent else "", number)
        posts[number] = Post(
            pk=ids[number - 1], parent=posts.get(parent),
            thread=thread, author=author, number=number, path=path, depth=depth_of(path), source=f"Words {number}.",
            html=f"<p>Words {number}.</p>", renderer_version=1, state="published", state_changed_at=timezone.now(),
            published_at=timezone.now(),
        )  # fmt: skip
    Post.objects.bulk_create(posts.values(), batch_size=1000)
    last = {"last_number": len(parents), "post_count": len(parents), "last_post_at": timezone.now()}
    Thread.objects.filter(pk=thread.pk).update(**last, last_post_by=author, published_at=timezone.now())
    thread.refresh_from_db()


@pytest.fixture
def empty_thread(bob):
    return Thread.objects.create(kind="discussion", title="A thread that will grow", author=bob)


def numbers(page) -> list[int]:
    return [post.number for post in page.posts]


def in_tree_order(parents: list[int | None]) -> list[int]:
    """The numbers in the order of a walk, written independently of paths. No deeper than 99 replies."""

    def walk(above):
        for number, parent in enumerate(parents, start=1):
            if parent == above:
                yield number
                yield from walk(number)

    return list(walk(None))


def read_on(thread, viewer, start: int | None = None) -> list[int]:
    """All pages of the tree view to the end, each begun where the one before says."""
    visited: list[int] = []
    while True:
        page = queries.tree_page(thread, viewer, start)
        assert len(page.posts) <= 20
        visited += numbers(page)
        assert page.is_last == (page.next_from is None)
        if page.next_from is None:
            return visited
        start = page.next_from


# --- pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "page", "shown"),
    [(1, 1, range(1, 2)), (20, 1, range(1, 21)), (21, 1, range(1, 21)), (21, 2, range(21, 22)), (45, 3, range(41, 46))],
)
def test_flat_pages_hold_twenty_posts_by_number(posts, page, shown, empty_thread, bob, visitor):
    grow(empty_thread, bob, [None] * posts)
    found = queries.flat_page(empty_thread, visitor, page)

    assert numbers(found) == list(shown)
    assert (found.is_first, found.is_last) == (page == 1, page == found.flat.page_count)


def test_a_thread_without_posts_has_one_empty_page(visitor):
    thread = make.make_change().thread
    flat, tree = queries.flat_page(thread, visitor, 1), queries.tree_page(thread, visitor)

    assert [(page.posts, page.is_first, page.is_last) for page in (flat, tree)] == [([], True, True)] * 2


def test_forty_five_posts_are_read_on_once_each_in_tree_order(empty_thread, bob, visitor):
    # Three conversations, a long chain, and late replies to early posts.
    parents = [None, 1, 2, 1, None, *range(5, 30), None, 31, 31, 1, 2, 6, 31, None, None, 38, 40, 3, 3, 1, None]
    grow(empty_thread, bob, parents)

    assert len(parents) == 45
    assert read_on(empty_thread, visitor) == in_tree_order(parents)


@given(st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=70))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_thread_is_read_on_once_each_in_tree_order(bob, visitor, choices):
    thread = Thread.objects.create(kind="discussion", title="A thread that will grow", author=bob)
    parents = [choice % number or None for number, choice in enumerate(choices, start=1)]
    grow(thread, bob, parents)

    assert read_on(thread, visitor) == in_tree_order(parents)
    flat = [n for k in range(1, -(-len(parents) // 20) + 1) for n in numbers(queries.flat_page(thread, visitor, k))]
    assert flat == list(range(1, len(parents) + 1))


@pytest.mark.parametrize("number", [1, 2, 19, 20, 21, 22, 40, 44, 45])
def test_both_views_hold_the_post_that_is_asked_for(number, empty_thread, bob, visitor):
    grow(empty_thread, bob, [None, *range(1, 23), None, *[24] * 10, *range(1, 12)])
    found = queries.post_by_number(visitor, empty_thread.pk, number)

    assert number in numbers(queries.flat_page(empty_thread, visitor, found.flat_page))
    tree = queries.tree_page(empty_thread, visitor, number)
    assert numbers(tree)[0] == number
    assert tree.starts_at == number


@pytest.mark.parametrize("start", [0, 46, 2**31 - 1])
def test_reading_from_a_post_that_is_not_there_begins_at_the_top(start, empty_thread, bob, visitor):
    grow(empty_thread, bob, [None] * 25)

    page = queries.tree_page(empty_thread, visitor, start)
    assert (numbers(page)[0], page.is_first) == (1, True)


def test_a_hundred_and_fifty_levels_stay_in_order_and_name_whom_they_answer(empty_thread, bob, visitor):
    grow(empty_thread, bob, [None, *range(1, 150)])

    assert read_on(empty_thread, visitor) == list(range(1, 151))
    last = queries.tree_page(empty_thread, visitor, 149).posts
    assert [(post.number, post.depth, post.indent, post.answers.number) for post in last] == [
        (149, 99, 2, 148), (150, 99, 2, 149),
    ]  # fmt: skip


def test_a_real_reply_below_the_deepest_level_is_shown_after_its_parent(empty_thread, bob, bea, visitor):
    grow(empty_thread, bob, [None, *range(1, 105)])
    late = make.make_post(empty_thread, bea, parent=empty_thread.posts.get(number=102))

    assert (late.number, late.depth) == (106, 99)
    assert read_on(empty_thread, visitor) == list(range(1, 107))


def test_replies_name_whom_they_answer_where_it_cannot_be_seen(empty_thread, bob, visitor):
    #                                1     2  3  4  5  6: below 4, which does not stand right above
    grow(empty_thread, bob, [None, 1, 2, 3, 4, 4])
    page = queries.tree_page(empty_thread, visitor)

    assert [(post.number, post.indent, bool(post.show_answers)) for post in page.posts] == [
        (1, 0, False), (2, 1, False), (3, 2, False), (4, 2, False), (5, 2, False), (6, 2, True),
    ]  # fmt: skip
    assert bool(queries.tree_page(empty_thread, visitor, 2).posts[0].show_answers) is True


# --- removed and waiting posts ------------------------------------------------------------------------


def test_removed_posts_leave_stubs_with_their_reason_and_without_their_text(bob, bea, mona, visitor):
    thread = make.make_thread(bob)
    hidden = make.make_hidden_post(thread, bea, reason="Quotes a letter.", source="LEAK of a hidden post")
    deleted = make.make_post(thread, bea, source="LEAK of a deleted post")
    actions.delete_post(deleted, by=bea)
    answer = make.make_post(thread, bob)

    for viewer in (visitor, bob, bea, mona):
        for page in (queries.flat_page(thread, viewer, 1), queries.tree_page(thread, viewer)):
            assert [(post.number, post.state, post.state_reason) for post in page.posts] == [
                (1, "published", ""), (2, "hidden", "Quotes a letter."), (3, "deleted", ""), (4, "published", ""),
            ]  # fmt: skip
            loaded = [set(post.__dict__) & {"source", "html", "author_id"} for post in page.posts]
            whole, stub = {"source", "html", "author_id"}, {"author_id"}  # who may bring it back
            assert loaded == [whole, stub, stub, whole]
    assert (hidden.number, deleted.number, answer.number) == (2, 3, 4)


def test_a_reply_to_a_removed_post_names_nobody(bob, bea, visitor):
    thread = make.make_thread(bob)
    parent = make.make_post(thread, bea)
    make.make_post(thread, bob, parent=parent)
    actions.hide_post(parent, reason="Rule 2.")

    assert [post.answers for post in queries.flat_page(thread, visitor, 1).posts] == [None, None, None]


@pytest.mark.parametrize(
    ("who", "seen"), [("visitor", []), ("bob", []), ("carla", []), ("nils", ["own"]), ("mona", ["own", "other"])]
)
def test_waiting_posts_are_for_their_author_and_moderators_on_the_last_page_only(who, seen, request, empty_thread, bob):
    grow(empty_thread, bob, [None] * 25)
    make.make_held_post(empty_thread, request.getfixturevalue("nils"), source="own")
    make.make_held_post(empty_thread, source="other")
    viewer = request.getfixturevalue(who)

    first = [queries.flat_page(empty_thread, viewer, 1), queries.tree_page(empty_thread, viewer)]
    last = [queries.flat_page(empty_thread, viewer, 2), queries.tree_page(empty_thread, viewer, 21)]
    assert [page.waiting for page in first] == [[], []]
    assert [[post.source for post in page.waiting] for page in last] == [seen, seen]
    assert all(post.number for page in first + last for post in page.posts)


@pytest.mark.parametrize("who", ["visitor", "bob", "nils", "mona"])
def test_a_post_without_a_number_has_no_permalink(who, nils, request):
    thread = make.make_thread()
    make.make_held_post(thread, nils)

    viewer = request.getfixturevalue(who)
    assert [queries.post_by_number(viewer, thread.pk, n) is None for n in (0, 1, 2, 10**30)] == [
        True,
        False,
        True,
        True,
    ]


# --- a large thread -----------------------------------------------------------------------------------


@pytest.fixture
def large_thread(empty_thread, bob):
    """5,000 posts: fifty chains of ten, and ninety replies to each, in turn to its fifth and its last post."""
    parents = [_parent_in_large(number) for number in range(1, 5001)]
    grow(empty_thread, bob, parents)
    other = Thread.objects.create(kind="discussion", title="A thread beside it", author=bob)
    grow(other, bob, [None] * 500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE forum_post")
    return empty_thread


def _parent_in_large(number: int) -> int | None:
    before, place = number - (number - 1) % 100 - 1, (number - 1) % 100 + 1
    if place <= 10:
        return number - 1 if place > 1 else None
    return before + (5 if place % 2 else 10)


def end_of_large() -> list[int]:
    """Its last two hundred posts in tree order."""
    places = [*range(1, 11), *range(12, 101, 2), *range(11, 101, 2)]
    return [before + place for before in (4800, 4900) for place in places]


def asked(read) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        read()
    return [query["sql"] for query in captured.captured_queries]


def plan(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + statement.replace("%", "%%"))
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_last_page_of_a_large_thread_costs_what_the_first_costs(large_thread, visitor, bob):
    order = end_of_large()
    people.sanction_of(bob)  # comes along with whoever is signed in
    middle, last = 2501, order[-20]

    for viewer in (visitor, bob):
        flat = [asked(lambda n=n, v=viewer: queries.flat_page(large_thread, v, n)) for n in (1, 125, 250)]
        tree = [asked(lambda n=n, v=viewer: queries.tree_page(large_thread, v, n)) for n in (1, middle, last)]

        waiting = int(viewer.is_authenticated)  # asked on the last page only
        assert [len(page) for page in flat] == [3, 3, 3 + waiting]
        assert [len(page) for page in tree] == [5, 5, 5 + waiting]
        assert [sql for page in flat + tree for sql in page if "OFFSET" in sql.upper()] == []
        assert [sql for page in flat + tree for sql in page if "COUNT(" in sql.upper()] == []
    assert read_on(large_thread, visitor, 4801) == order


def test_every_page_of_a_large_thread_is_read_through_an_index(large_thread, visitor):
    pages = [asked(lambda: queries.flat_page(large_thread, visitor, 250))]
    pages += [asked(lambda: queries.tree_page(large_thread, visitor, 4995))]
    pages += [asked(lambda: queries.post_by_number(visitor, large_thread.pk, 4995))]

    plans = [plan(sql) for page in pages for sql in page]
    assert [text for text in plans if "Seq Scan on forum_post" in text] == []
    walk = plan(next(sql for sql in pages[1] if '"path" >=' in sql and "LIMIT 21" in sql))
    assert "post_tree" in walk
    assert "Sort" not in walk


def walked(statement: str) -> int:
    """The most rows of posts that one part of the plan took up, those that it threw away included."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement.replace("%", "%%"))
        parts, most = [cursor.fetchone()[0][0]["Plan"]], 0
    while parts:
        part = parts.pop()
        parts += part.get("Plans", [])
        if part.get("Relation Name") == "forum_post" or "post" in part.get("Index Name", ""):
            thrown = part.get("Rows Removed by Filter", 0) + part.get("Rows Removed by Join Filter", 0)
            most = max(most, int((part["Actual Rows"] + thrown) * part["Actual Loops"]))
    return most


@pytest.mark.parametrize("read", [0, 10, 2500, 4990, 5000])
def test_where_one_has_stopped_reading_costs_nothing(read, large_thread, bob, bea):
    actions.mark_read(large_thread, member=bea, numbers=[4000, 4500], up_to=read)
    actions.mark_read(large_thread, member=bob, up_to=read)
    for reader in (bea, bob):
        statements = asked(lambda reader=reader: queries.thread_for(reader, large_thread.pk))

        assert len(statements) == 2
        # a hundred numbers at most; bob has written all of the posts, so he finds none of them
        assert walked(statements[0]) <= (110 if reader == bea else 5000)


# --- lists --------------------------------------------------------------------------------------------


def titles(threads) -> list[str]:
    return [thread.title for thread in threads]


@pytest.fixture
def assorted(bob, nils, mona):
    """Threads of all sorts, each with what tells it apart in its title."""
    make.make_thread(bob, title="answered question")
    make.make_post(Thread.objects.get(title="answered question"))
    make.make_thread(bob, title="open question")
    make.make_thread(bob, title="a discussion", kind="discussion")
    make.make_thread(bob, title="pinned question")
    actions.pin_thread(Thread.objects.get(title="pinned question"))
    make.make_thread(nils, title="waiting question")
    make.make_thread(bob, title="hidden question")
    Thread.objects.filter(title="hidden question").update(hidden_at=timezone.now())
    make.make_post(make.make_change(title="a change").thread)
    make.make_change(title="a change that nobody talks about")
    make.make_post(make.make_rumour(title="a rumour").thread)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("", ["a change", "a discussion", "open question", "answered question"]),
        ("question", ["open question", "answered question"]),
        ("unanswered", ["open question"]),
        ("discussion", ["a discussion"]),
        ("change", ["a change"]),
        ("announcement", []),
    ],
)
def test_the_list_holds_shown_threads_of_a_kind_newest_words_first(kind, found, assorted, visitor, nils, bob, mona):
    assert titles(queries.thread_list(visitor, kind=kind).items) == found
    of_partners = ["a rumour", *found] if kind in {"", "change"} else found
    for viewer in (nils, bob, mona):
        assert titles(queries.thread_list(viewer, kind=kind).items) == of_partners


def test_pinned_threads_stand_above_and_not_in_the_list(assorted, visitor):
    assert titles(queries.pinned_threads(visitor)) == ["pinned question"]
    assert "pinned question" in titles(queries.talking(visitor))


@pytest.mark.parametrize(
    ("who", "seen"),
    [("visitor", set()), ("bob", {"a rumour", "hidden question"}), ("nils", {"a rumour", "waiting question"}),
     ("mona", {"a rumour", "waiting question", "hidden question"})],
)  # fmt: skip
def test_a_thread_is_found_by_those_who_may_see_it(who, seen, assorted, request):
    viewer = request.getfixturevalue(who)
    secret = Thread.objects.filter(title__in=["a rumour", "waiting question", "hidden question"])

    assert {thread.title for thread in secret if queries.thread_for(viewer, thread.pk)} == seen


def test_the_list_is_paged_by_key_once_each_though_times_are_equal(bob, visitor):
    now = timezone.now()
    times = [now - dt.timedelta(minutes=n // 7) for n in range(50)]
    Thread.objects.bulk_create(
        Thread(
            kind="question", title=f"Thread {n}", author=bob, published_at=now, last_post_at=moment, last_number=1,
            post_count=1,
        )
        for n, moment in enumerate(times)
    )  # fmt: skip

    visited, before = [], ""
    while before is not None:
        page = queries.thread_list(visitor, before=before)
        visited += page.items
        before = page.next_key

    assert visited == list(Thread.objects.order_by("-last_post_at", "-pk"))
    assert len(visited) == 50


@pytest.mark.parametrize(
    "before",
    ["x", "2026-11-01T00:00:00.5", "2026-11-01T00:00:00+00:00.", "2026-11-01T00:00:00+00:00." + "9" * 5000, "\x00.1",
     ".5",      "2026-13-01T00:00:00+00:00.5"],
    ids=repr,
)  # fmt: skip
def test_a_key_that_cannot_be_read_begins_at_the_top(before, bob, visitor):
    thread = make.make_thread(bob)

    assert queries.thread_list(visitor, before=before).items == [thread]


def test_threads_with_a_tag_are_those_and_no_others(bob, nils, visitor):
    tag, other = make.make_tag("renewals"), make.make_tag("portal")
    tagged = make.make_thread(bob, tags=[tag, other])
    make.make_thread(bob, tags=[other])
    make.make_thread(nils, tags=[tag])

    assert queries.threads_with_tag(visitor, tag) == [tagged]


def test_posts_by_a_person_are_their_shown_ones_latest_first(bea, bob, mona, visitor):
    with time_machine.travel("2026-11-01 12:00"):
        first = make.make_post(make.make_thread(bob), bea)
    second = make.make_post(make.make_thread(bob), bea)
    make.make_hidden_post(make.make_thread(bob), bea)
    make.make_post(make.make_rumour().thread, bea)
    make.make_post(make.make_thread(bob), bob)

    assert queries.posts_by(bea, visitor) == [second, first]
    assert queries.counts_of_posts_by(bea, visitor)["posts"] == 2
    assert queries.counts_of_posts_by(bea, bob)["posts"] == 3


def test_the_discussion_of_a_change_shows_its_latest_posts_oldest_of_them_first(bea, nils, visitor):
    thread = make.make_change().thread
    posts = [make.make_post(thread, bea) for _n in range(5)]
    actions.hide_post(posts[4], reason="Rule 2.")
    make.make_held_post(thread, nils)

    assert queries.last_posts(thread, visitor) == posts[1:4]
    assert queries.change_discussion(thread.change, visitor) == thread
