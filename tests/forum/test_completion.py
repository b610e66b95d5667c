"""What is offered while somebody writes tells nobody of people or threads that they cannot see."""

import re

import pytest
from django.utils import timezone

from community.forum import actions, queries
from tests import factories as make

pytestmark = pytest.mark.django_db


def offered(client, asked: str, thread=None) -> list[str]:
    answer = client.get("/t/complete/", {"q": asked, "thread": thread.pk if thread else ""})
    assert answer.status_code == 200
    return re.findall(r'data-value="([^"]+)"', answer.text)


@pytest.fixture
def thread(bea):
    return make.make_thread(bea, title="Which route still works for refunds")


# --- names --------------------------------------------------------------------------------------------


def test_who_takes_part_stands_first_then_who_is_called_so(bob, bea, thread, browse):
    make.make_user("anna")
    make.make_post(thread, make.make_partner("zeno", name="Anton Zeno"))
    make.make_post(thread, make.make_partner("annika"))

    assert offered(browse(bob), "@an", thread) == ["@annika", "@zeno", "@anna"]
    assert offered(browse(bob), "@AN", thread) == ["@annika", "@zeno", "@anna"]
    assert offered(browse(bob), "@ze", thread) == ["@zeno"]
    assert offered(browse(bob), "@an") == ["@anna", "@annika"]


def test_without_a_letter_only_who_takes_part_is_offered_who_spoke_last_first(bob, bea, thread, browse):
    make.make_post(thread, make.make_partner("zeno"))
    make.make_post(thread, make.make_partner("anna"))
    make.make_post(thread, bob)

    assert offered(browse(bob), "@", thread) == ["@anna", "@zeno", "@bea"]  # nobody names oneself
    assert offered(browse(bob), "@") == []


def test_who_only_waits_or_was_removed_does_not_take_part(bob, nils, sam, mona, thread, browse):
    make.make_held_post(thread, nils)
    gone = make.make_post(thread, make.make_partner("greta"))
    actions.delete_post(gone, by=gone.author)
    make.make_hidden_post(thread, make.make_partner("hugo"))

    assert offered(browse(bob), "@", thread) == ["@bea"]
    assert offered(browse(bob), "@ni", thread) == ["@nils"]  # by the handle, as anywhere
    assert offered(browse(bob), "@sa", thread) == []


def test_a_thread_that_one_cannot_see_names_nobody(bob, mona, thread, browse):
    make.make_post(thread, make.make_partner("zeno"))
    thread.hidden_at = timezone.now()
    thread.save()

    assert offered(browse(bob), "@", thread) == []
    assert "@zeno" in offered(browse(mona), "@", thread)


def test_names_are_for_those_who_may_write(carla, alice, thread, browse):
    assert offered(browse(carla), "@be", thread) == []
    assert offered(browse(alice), "@be", thread) == ["@bea"]
    assert browse().get("/t/complete/?q=@be").status_code == 302


@pytest.mark.parametrize("asked", ["", "be", "@\0", "@%", "@_", "@" + "x" * 9_000, "#", "<", "@<script>"])
def test_what_is_no_beginning_of_a_name_breaks_nothing(asked, bob, browse):
    assert offered(browse(bob), asked) == []


def test_eight_names_are_enough_and_cost_the_same(bob, thread, browse, django_assert_max_num_queries):
    for n in range(12):
        make.make_user(f"ben{n}")
    with django_assert_max_num_queries(3):
        assert len(queries.people_named(bob, "be", thread_id=thread.pk)) == 8


def test_tags_are_found_by_their_beginning(bob, browse):
    for name in ("renewals", "refunds", "tiers"):
        make.make_tag(name)

    assert offered(browse(bob), "#RE") == ["#refunds", "#renewals"]
    assert offered(browse(bob), "#x") == []


# --- titles -------------------------------------------------------------------------------------------


def similar(client, title: str) -> list[str]:
    return re.findall(r'<li><a href="[^"]+">([^<]+)</a>', client.get("/t/similar/", {"title": title}).text)


def test_threads_and_changes_with_a_title_like_it_are_shown(bob, thread, browse):
    make.make_thread(title="Portal login fails after the move")
    change = make.make_change(title="Refunds go by another route from March")

    assert similar(browse(bob), "Which route works for refunds") == [thread.title]
    assert similar(browse(bob), "Refunds go by another") == [change.title]
    assert similar(browse(bob), "Which route still") == [thread.title]  # while it is still typed
    assert similar(browse(bob), "Which") == []
    assert similar(browse(bob), "which \0 route still") == [thread.title]


def test_what_cannot_be_seen_is_like_nothing(bob, carla, nils, browse):
    waiting = actions.start_thread(author=nils, kind="question", title="LEAK of a waiting thread", tags=[], source="a")
    hidden = make.make_thread(title="LEAK of a hidden thread")
    hidden.hidden_at = timezone.now()
    hidden.save()
    rumour = make.make_rumour(title="Somebody says that fees go up in March")

    assert waiting.published_at is None
    assert similar(browse(bob), "LEAK of a waiting thread") == []
    assert similar(browse(bob), "LEAK of a hidden thread") == []
    assert similar(browse(carla), rumour.title) == []
    assert browse().get("/t/similar/?title=LEAK+of+a+hidden+thread").status_code == 302


def test_three_are_enough_and_cost_the_same(bob, django_assert_num_queries):
    make.make_thread(title="Which route works for refunds 1")
    with django_assert_num_queries(2):
        assert len(queries.similar_threads(bob, "Which route works for refunds")) == 1
    for n in range(4):
        make.make_thread(title=f"Which route works for refunds {n}")
    with django_assert_num_queries(2):
        assert len(queries.similar_threads(bob, "Which route works for refunds")) == 3
