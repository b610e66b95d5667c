"""What members have read of a thread, where it leads them, and how much they want to hear."""

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import Post, Thread, ThreadReader
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC)


@pytest.fixture
def thread(bea):
    """Six posts by Bea: the opening and five answers."""
    thread = make.make_thread(bea)
    for _n in range(5):
        make.make_post(thread, bea)
    return fresh(thread)


def fresh(thread: Thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def reading(member, thread):
    return queries.thread_for(member, thread.pk).reading


def row(member, thread) -> tuple[int, list[int]]:
    return ThreadReader.objects.values_list("last_read_number", "read_ahead").get(member=member, thread=thread)


# --- read marks -----------------------------------------------------------------------------------------


def test_who_has_read_nothing_has_no_mark_and_nothing_unread(bob, thread, visitor):
    assert (reading(bob, thread).unread, reading(bob, thread).has_begun) == ([], False)
    assert reading(visitor, thread) is None
    assert not ThreadReader.objects.filter(member=bob).exists()


@pytest.mark.parametrize(
    ("read", "mark", "unread"),
    [
        ([[1]], (1, []), [2, 3, 4, 5, 6]),
        ([[1, 2, 3]], (3, []), [4, 5, 6]),
        ([[3]], (0, [3]), [1, 2, 4, 5, 6]),
        ([[5], [1, 2]], (2, [5]), [3, 4, 6]),
        ([[5], [1, 2, 3, 4]], (5, []), [6]),
        ([[6, 5, 4, 3, 2, 1]], (6, []), []),
        ([[1, 99, 7]], (1, []), [2, 3, 4, 5, 6]),
    ],
)
def test_posts_are_read_in_any_order(read, mark, unread, bob, thread):
    for numbers in read:
        actions.mark_read(thread, member=bob, numbers=numbers)

    assert row(bob, thread) == mark
    assert reading(bob, thread).unread == unread


def test_reading_again_changes_nothing(bob, thread):
    assert actions.mark_read(thread, member=bob, numbers=[1, 2]) is True
    assert actions.mark_read(thread, member=bob, numbers=[2, 1]) is False
    assert actions.mark_read(thread, member=bob, up_to=2) is False
    assert ThreadReader.objects.filter(member=bob).count() == 1


def test_everything_up_to_a_number_is_read_and_what_came_since_is_not(bob, bea, thread):
    actions.mark_read(thread, member=bob, numbers=[4])
    make.make_post(thread, bea)
    actions.mark_read(fresh(thread), member=bob, up_to=6)

    assert row(bob, thread) == (6, [])
    assert reading(bob, thread).unread == [7]


def test_own_hidden_removed_and_waiting_posts_are_never_unread(bob, bea, mona, nils):
    thread = make.make_thread(bea)
    actions.mark_read(fresh(thread), member=bob, numbers=[1])
    make.make_post(thread, bob)
    hidden = make.make_hidden_post(thread, bea)
    deleted = make.make_post(thread, bea)
    actions.delete_post(deleted, by=bea)
    held = make.make_held_post(thread, nils)
    shown = make.make_post(thread, bea)

    assert (hidden.number, deleted.number, held.number, shown.number) == (3, 4, None, 5)
    assert reading(bob, thread).unread == [5]
    actions.restore_post(hidden)
    assert reading(bob, thread).unread == [3, 5]
    actions.mark_read(fresh(thread), member=bob, numbers=[3, 5])
    assert row(bob, thread) == (5, [])


def test_more_than_ninety_nine_are_not_counted(bob, bea):
    thread = make.make_thread(bea)
    actions.mark_read(fresh(thread), member=bob, numbers=[1])
    now = timezone.now()
    Post.objects.bulk_create(
        Post(
            thread=thread, author=bea, number=n, path=str(n), source="x", html="x", renderer_version=1, published_at=now
        )
        for n in range(2, 102)
    )

    assert reading(bob, thread).unread_label == "99+"
    Post.objects.filter(thread=thread, number__gt=100).delete()
    assert reading(bob, thread).unread_label == "99"


def test_marks_of_others_do_not_count(bob, carla, thread):
    actions.mark_read(thread, member=carla, up_to=6)
    actions.mark_read(thread, member=bob, up_to=2)

    assert reading(bob, thread).unread == [3, 4, 5, 6]
    assert reading(carla, thread).unread == []


def test_a_visitor_keeps_no_marks(visitor, thread):
    for keep in (
        lambda: actions.mark_read(thread, member=visitor, up_to=1),
        lambda: actions.set_watch_level(thread, member=visitor, level="watching"),
    ):
        with pytest.raises(Refused, match="Sign in"):
            keep()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_leave_one_row_with_what_both_have_read(bob, bea):
    thread = make.make_thread(bea)
    for _n in range(5):
        make.make_post(thread, bea)
    thread, start, failed = fresh(thread), threading.Barrier(2), []

    def read(numbers):
        start.wait()
        try:
            actions.mark_read(thread, member=bob, numbers=numbers)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    tabs = [threading.Thread(target=read, args=[numbers]) for numbers in ([1, 3, 5], [2, 4])]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert failed == []
    assert list(ThreadReader.objects.filter(member=bob).values_list("last_read_number", "read_ahead")) == [(5, [])]


# --- since the visit ------------------------------------------------------------------------------------


def test_what_came_since_the_visit_stays_new_until_the_next_one(bob, bea, thread, browse):
    with time_machine.travel(NOW, tick=False) as clock:
        actions.mark_read(fresh(thread), member=bob, up_to=6)
        assert new_on_page(browse(bob), thread) == ([], "")

        clock.shift(dt.timedelta(days=1))
        make.make_post(thread, bea)
        make.make_post(thread, bea)
        assert new_on_page(browse(bob), thread) == (["p7", "p8"], "2 new since your visit yesterday")

        actions.mark_read(fresh(thread), member=bob, numbers=[7, 8])
        clock.shift(dt.timedelta(minutes=10))
        assert new_on_page(browse(bob), thread) == (["p7", "p8"], "2 new since your visit yesterday")

        clock.shift(dt.timedelta(minutes=31))
        assert new_on_page(browse(bob), thread) == ([], "")


def test_what_was_left_unread_before_is_new_but_not_since_the_visit(bob, bea, thread, browse):
    with time_machine.travel(NOW, tick=False) as clock:
        actions.mark_read(fresh(thread), member=bob, up_to=5)
        clock.shift(dt.timedelta(days=2))
        make.make_post(thread, bea)

        assert new_on_page(browse(bob), thread) == (["p6", "p7"], "2 new to you")


def test_a_visitor_finds_nothing_new(thread, browse):
    assert new_on_page(browse(), thread) == ([], "")


def new_on_page(client, thread) -> tuple[list[str], str]:
    """The posts that are marked as new, and the words of the line above them."""
    elements = list(parse(client.get(thread.get_absolute_url()).text).iter())
    line = [" ".join("".join(e.itertext()).split()) for e in elements if e.get("class") == "today-line"]
    assert len(line) < 2
    return [e.get("id") for e in elements if e.get("data-unread") is not None], "".join(line)


# --- where it leads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "read", "to"),
    [("bob", [1, 2], "3/"), ("bob", [2, 3], "1/"), ("bob", [1, 2, 3, 4, 5, 6], "6/"), ("bob", [], ""), (None, [], "")],
)
def test_unread_leads_to_the_first_that_was_not_read(who, read, to, thread, browse, request):
    reader = request.getfixturevalue(who) if who else None
    if read:
        actions.mark_read(thread, member=reader, numbers=read)

    for view in ("", "?view=flat"):
        answer = browse(reader).get(f"/t/{thread.pk}/unread/{view}")
        assert answer["Location"] == f"{thread.get_absolute_url()}{to}{view}"


@pytest.mark.parametrize(
    ("asked", "to"),
    [("last/", "5/"), ("go/?n=3", "3/"), ("go/?n=99", "6/"), ("go/?n=x", ""), ("go/", ""), ("go/?n=0", "")],
)
def test_last_and_a_number_lead_there(asked, to, thread, bea, browse):
    actions.delete_post(thread.posts.get(number=6), by=bea)

    assert browse().get(f"/t/{thread.pk}/{asked}")["Location"] == thread.get_absolute_url() + to


@pytest.mark.parametrize("where", ["unread/", "last/", "go/?n=1", "?q=words"])
def test_nothing_leads_into_a_hidden_thread(where, thread, browse, bob):
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())

    assert browse(bob).get(f"/t/{thread.pk}/{where}").status_code == 404


def test_the_page_tells_what_was_read_and_gets_no_page_back(bob, thread, browse):
    answer = browse(bob).post(f"/t/{thread.pk}/read/", {"numbers": "1,2,x,,4,-1"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert row(bob, thread) == (2, [4])


def test_the_button_marks_what_the_page_showed(bob, bea, thread, browse):
    page = browse(bob).get(thread.get_absolute_url()).text
    assert '<input type="hidden" name="up_to" value="6">' in page
    make.make_post(thread, bea)
    answer = browse(bob).post(f"/t/{thread.pk}/read/", {"up_to": "6"}, follow=True)

    assert "Everything up to #6 counts as read." in answer.text
    assert row(bob, thread) == (6, [])
    in_place = browse(bob).post(f"/t/{thread.pk}/read/", {"up_to": "7"}, headers={"HX-Request": "true"})
    assert "You have read everything." in in_place.text


@pytest.mark.parametrize("sent", [{"up_to": "x"}, {"up_to": "-1"}, {"numbers": "9" * 2001}])
def test_marks_that_cannot_be_read_change_nothing(sent, bob, thread, browse):
    assert browse(bob).post(f"/t/{thread.pk}/read/", sent).status_code == 422
    assert not ThreadReader.objects.filter(member=bob).exists()


def test_looking_at_a_thread_writes_nothing(bob, thread, browse):
    for address in ("", "?view=flat", "?q=word", "unread/", "last/"):
        browse(bob).get(f"{thread.get_absolute_url()}{address}")

    assert not ThreadReader.objects.filter(member=bob).exists()


# --- watch levels ---------------------------------------------------------------------------------------


def levels() -> dict[str, tuple[str, bool]]:
    rows = ThreadReader.objects.order_by("member__handle")
    return {
        handle: (level, chosen) for handle, level, chosen in rows.values_list("member__handle", "level", "level_chosen")
    }


def test_who_starts_or_answers_a_thread_watches_it(bob, bea, nils):
    thread = make.make_thread(bea)
    make.make_post(thread, bob)
    make.make_held_post(thread, nils)

    assert levels() == {"bea": ("watching", False), "bob": ("watching", False), "nils": ("watching", False)}
    assert (reading(bob, thread).unread, reading(bea, thread).unread) == ([], [2])


def test_what_was_chosen_stays_when_one_writes(bob, bea):
    thread = make.make_thread(bea)
    actions.set_watch_level(thread, member=bob, level="normal")
    make.make_post(thread, bob)

    assert levels()["bob"] == ("normal", True)


def test_who_has_only_read_watches_from_their_first_answer_on_and_keeps_their_mark(bob, thread):
    actions.mark_read(thread, member=bob, numbers=[1, 2])
    assert levels()["bob"] == ("normal", False)
    make.make_post(thread, bob)

    assert levels()["bob"] == ("watching", False)
    assert reading(bob, thread).unread == [3, 4, 5, 6]


def test_a_level_is_set_once(bob, thread):
    assert actions.set_watch_level(thread, member=bob, level="muted") is True
    assert actions.set_watch_level(thread, member=bob, level="muted") is False
    assert levels()["bob"] == ("muted", True)


def test_the_level_is_set_in_place_and_without_scripts(bob, thread, browse):
    client, address = browse(bob), f"/t/{thread.pk}/watch/"
    answer = client.post(address, {"level": "watching"})
    assert answer["Location"] == f"{thread.get_absolute_url()}#watch"
    part = client.post(address, {"level": "muted"}, headers={"HX-Request": "true"}).text
    client.post(address, {"level": "loud"})

    pressed = {line.split('value="')[1].split('"')[0] for line in part.split("<button")[1:] if 'pressed="true"' in line}
    assert pressed == {"muted"}
    assert levels()["bob"] == ("muted", True)


def test_watchers_and_those_who_mute_are_named(bob, carla, thread, bea):
    actions.set_watch_level(thread, member=bob, level="watching")
    actions.set_watch_level(thread, member=carla, level="muted")

    assert queries.watchers_of(thread) == {bob.pk, bea.pk}
    assert queries.who_mute(thread, [bob.pk, carla.pk]) == {carla.pk}


# --- lists ----------------------------------------------------------------------------------------------


@pytest.fixture
def threads(bob, bea, mona):
    """Bob has started one, answered one, read one in part and one to the end, and muted one with news."""
    made = {
        name: make.make_thread(bea, title=f"A thread that was {name}")
        for name in ("answered", "begun", "read", "muted", "hidden")
    }
    made["started"] = make.make_thread(bob, title="A thread that was started")
    make.make_post(made["answered"], bob)
    for name in ("begun", "read", "muted", "hidden"):
        actions.mark_read(fresh(made[name]), member=bob, up_to=1)
    for name in ("begun", "muted", "hidden", "started"):
        make.make_post(made[name], bea)
    actions.set_watch_level(made["muted"], member=bob, level="muted")
    Thread.objects.filter(pk=made["hidden"].pk).update(hidden_at=timezone.now())
    make.make_thread(bea, title="A thread that was never opened")
    return made


@pytest.mark.parametrize(
    ("which", "found"),
    [("unread", ["started", "begun"]), ("mine", ["started", "answered"]), ("watched", ["started", "answered"])],
)
def test_own_lists_hold_what_they_say_newest_words_first(which, found, threads, bob, browse):
    titles = [thread.title for thread in queries.own_threads(bob, which).items]
    page = browse(bob).get(f"/t/?list={which}").text

    assert titles == [f"A thread that was {name}" for name in found]
    assert [name for name in [*threads, "never opened"] if f"A thread that was {name}" in page] == [
        name for name in threads if name in found
    ]


def test_rows_say_how_many_are_new_and_lead_there(threads, bob, browse):
    rows = [e for e in parse(browse(bob).get("/t/").text).iter("li") if e.get("class") == "thread-row"]
    new = {}
    for element in rows:
        links = [a.get("href") for a in element.iter("a")]
        words = [p for p in element.iter("p") if p.get("class") == "thread-row__new"]
        new[next(iter(element.iter("h3"))).find("a").text.removeprefix("A thread that was ")] = [
            "".join(p.itertext()).split(" in ")[0] for p in words
        ]
        assert [link for link in links if link.endswith("/unread/")] == ([links[0] + "unread/"] if words else [])

    assert new == {
        "never opened": [], "started": ["1 new"], "muted": [], "begun": ["1 new"], "read": [], "answered": [],
    }  # fmt: skip


def test_own_lists_are_paged_by_key_once_each(bob):
    made = [make.make_thread(bob) for _n in range(45)]
    Thread.objects.update(last_post_at=timezone.now())
    found, key = [], ""
    while key is not None:
        page = queries.own_threads(bob, "mine", before=key)
        found += [thread.pk for thread in page.items]
        key = page.next_key

    assert found == sorted((thread.pk for thread in made), reverse=True)


@pytest.mark.parametrize("which", queries.OWN_LISTS)
def test_own_lists_are_for_members_and_say_when_they_are_empty(which, carla, browse):
    assert browse().get(f"/t/?list={which}")["Location"] == f"/accounts/login/?next=/t/%3Flist%3D{which}"
    page = browse(carla).get(f"/t/?list={which}")
    assert page.status_code == 200
    assert 'class="empty-state"' in page.text


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (dt.timedelta(days=29), []),
        (dt.timedelta(days=30), ["30 days later"]),
        (dt.timedelta(days=150), ["4 months later"]),
    ],
)
@pytest.mark.parametrize("view", ["", "?view=flat"])
def test_a_long_silence_is_said(gap, said, view, bea, browse):
    thread = make.make_thread(bea)
    make.make_post(thread, bea)
    make.make_hidden_post(thread, bea)
    last = make.make_post(thread, bea)
    Post.objects.filter(thread=thread).exclude(pk=last.pk).update(published_at=last.published_at - gap)

    elements = parse(browse().get(thread.get_absolute_url() + view).text).iter("p")
    assert ["".join(e.itertext()) for e in elements if e.get("class") == "time-gap"] == said


@pytest.mark.parametrize("about", ["nothing", "an announced change", "a rumour"])
@pytest.mark.parametrize("thread_is", ["shown", "hidden", "held"])
def test_readers_of_a_post_are_those_to_whom_it_is_shown(
    about, thread_is, bob, bea, carla, alice, nils, sam, mona, ada
):
    """For every state of the post at once; whoever is suspended hears of nothing."""
    cast = [bob, bea, carla, alice, nils, sam, mona, ada]
    if about == "nothing":
        thread = make.make_thread(bea)
    else:
        change = make.make_rumour(proposed_by=bea) if about == "a rumour" else make.make_change(proposed_by=bea)
        thread = Thread.objects.get(change=change)
    post = make.make_held_post(thread, nils)
    if thread_is == "hidden":
        Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())
    if thread_is == "held":
        Thread.objects.filter(pk=thread.pk).update(published_at=None)

    shown, waits = {"number": 99, "published_at": timezone.now()}, {"number": None, "published_at": None}
    for state in Post.State.values:
        Post.objects.filter(pk=post.pk).update(state=state, **(waits if state in {"held", "declined"} else shown))
        fresh = Post.objects.select_related("thread__change").get(pk=post.pk)
        seen = {
            member.handle
            for member in cast
            if member.is_active and Post.objects.visible_to(member).filter(pk=post.pk).exists()
        }
        told = queries.readers_of(fresh, [member.pk for member in cast])
        assert {member.handle for member in cast if member.pk in told} == seen, state


@pytest.mark.django_db(transaction=True)
def test_a_first_reading_and_a_reply_at_the_same_moment_do_not_wait_for_each_other():
    """The mark refers to the thread, and is checked at commit; the reply holds the thread and wants the same mark."""
    thread, bob, replied = make.make_thread(), make.make_partner("bob"), []

    def reply():
        try:
            replied.append(actions.post_reply(author=bob, thread=thread, source="While it is still being marked."))
        finally:
            connection.close()

    replying = threading.Thread(target=reply)
    with transaction.atomic():
        actions.mark_read(thread, member=bob, numbers=[1])
        replying.start()
        replying.join(timeout=1)  # by now it holds the thread and waits for the mark
        assert replying.is_alive()
    replying.join()

    assert [post.number for post in replied] == [2]
    assert ThreadReader.objects.filter(thread=thread, member=bob).count() == 1


@pytest.mark.django_db
def test_a_level_that_does_not_exist_changes_nothing_and_the_choice_stays_shown(browse, bob):
    thread = make.make_thread()
    actions.set_watch_level(thread, member=bob, level="watching")

    answer = browse(bob).post(f"{thread.get_absolute_url()}watch/", {"level": "soup"}, headers={"HX-Request": "true"})

    pressed = [tag for tag in re.findall(r"<button[^>]*>", answer.text) if 'aria-pressed="true"' in tag]
    assert ['value="watching"' in tag for tag in pressed] == [True]
