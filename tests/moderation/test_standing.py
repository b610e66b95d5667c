"""One's own standing: every decision about oneself, in plain words, with what can be done now; and no text is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.forum import actions as forum
from community.forum.models import Post, Thread
from community.moderation import actions, queries
from community.moderation.models import Appeal
from tests import factories as make
from tests.moderation.test_appeals import AGAINST, ANSWER, REASON, WHY, decision_of, fresh, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_minutes_later")]

STANDING = "/accounts/standing/"


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("verb", AGAINST)
def test_every_kind_of_decision_is_there_with_reason_and_a_way_to_appeal(verb, bob, mona, browse):
    AGAINST[verb](bob, mona)
    client, decision = browse(fresh(bob)), decision_of(verb)
    if verb == "suspend":
        actions.lift_sanction(bob.sanctions.get(), moderator=mona, reason="Enough.")

    page = main_of(browse(fresh(bob)).get(STANDING).text) if verb == "suspend" else main_of(client.get(STANDING).text)

    (ruling,) = queries.standing(fresh(bob)).page.items
    assert ruling.line in page.replace("&#x27;", "'")
    assert REASON in page
    assert (f'href="{STANDING}{decision.pk}/"' in page) == (verb != "suspend")
    assert mona.name not in page


def test_moves_and_changes_are_told_without_an_appeal(bob, mona, browse):
    target = make.make_thread(title="Which route takes everything in")
    actions.move_post(make.make_post(author=bob), into=target, moderator=mona, reason="Belongs there.")
    merged, changed, split = (make.make_thread(bob) for _number in range(3))
    actions.merge_thread(merged, into=target, moderator=mona, reason="The same question.")
    actions.change_thread(
        changed, title="A clearer title than before", kind="discussion", tags=[], moderator=mona, reason="Clearer."
    )
    reply = make.make_post(split, bob)
    actions.split_thread(
        split, numbers=[reply.number], title="A thread of its own for this", kind="discussion", tags=[], moderator=mona,
        reason="Another matter.",
    )  # fmt: skip

    rulings = queries.standing(bob).page.items

    assert [ruling.decision.verb for ruling in rulings] == [
        "split_thread",
        "change_thread",
        "merge_thread",
        "move_post",
    ]
    assert [ruling.may_appeal for ruling in rulings] == [False] * 4
    page = main_of(browse(bob).get(STANDING).text)
    for words in ("Which route takes everything in", "A clearer title", "A thread of its own", "The same question."):
        assert words in page
    assert "/accounts/standing/" not in page.partition("Decisions")[2]


def test_nothing_of_others_and_nothing_for_nobody(bob, bea, mona):
    for verb in ("hide_post", "warn", "decline_hat", "hide_profile", "hide_company"):
        AGAINST[verb](bob, mona)
    assert queries.standing(bea).is_good
    assert len(queries.standing(bob).page.items) == 5


def test_what_came_of_an_appeal_stands_beside_it(bob, mona, ada, browse):
    AGAINST["hide_post"](bob, mona)
    appeal = actions.make_appeal(decision_of("hide_post"), appellant=bob, text=WHY)
    assert "You appealed. Another moderator should answer by" in main_of(browse(bob).get(STANDING).text)
    actions.overturn_appeal(appeal, moderator=ada, reason=ANSWER)
    page = main_of(browse(bob).get(STANDING).text)
    for words in ("You appealed, and it was turned back.", ANSWER):
        assert words in page
    assert ada.name not in page


def test_what_was_turned_back_says_so(bob, mona, browse):
    post, _is_back = AGAINST["hide_post"](bob, mona)
    actions.restore_post(post, moderator=mona, reason="A slip.")
    page = main_of(browse(bob).get(STANDING).text)
    assert ("It was turned back since" in page, "Appeal, until" in page) == (True, False)


def test_twenty_on_a_page_and_older_ones_behind(bob, mona, browse):
    for _number in range(23):
        actions.sanction(bob, moderator=mona, kind="warn", reason=make.unique("Reason"))
    client = browse(bob)
    first = queries.standing(bob).page
    page = main_of(client.get(STANDING).text)
    assert (len(first.items), f'href="?before={first.next_key}"' in page) == (20, True)
    older = queries.standing(bob, before=first.next_key).page
    assert (len(older.items), older.next_key) == (3, None)
    assert client.get(f"{STANDING}?before={first.next_key}").status_code == 200
    seen = {ruling.decision.pk for ruling in [*first.items, *older.items]}
    assert len(seen) == 23


def test_three_of_each_cost_what_one_costs(bob, mona, browse):
    verbs = ["hide_post", "lock_thread", "hide_change", "hide_question", "decline_hat", "warn"]  # three fit on a page

    def cost() -> int:
        client = browse(bob)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(STANDING).status_code == 200
        return len(captured)

    def decide() -> None:
        for verb in verbs:
            AGAINST[verb](fresh(bob), mona)

    decide()
    with_one = cost()
    decide()
    decide()

    assert len(queries.standing(bob).page.items) == 3 * len(verbs)
    assert cost() == with_one


# --- Declined texts ------------------------------------------------------------------------------------------


def test_a_declined_text_is_there_to_copy_whatever_else_stands_in_its_place(bob, mona, browse):
    type(bob).objects.filter(pk=bob.pk).update(trusted_at=None)
    thread = make.make_thread(title="The secret title of a thread")
    post = make.make_held_post(thread, fresh(bob), source="The declined words.")
    forum.save_draft(bob, thread=thread, source="The words of another draft.")

    actions.decline_post(post, moderator=mona, reason=REASON)
    reported(thread, mona)  # whoever hides the thread must not take the text along

    assert bob.drafts.get().source == "The words of another draft."
    assert browse(bob).get(f"/posts/{post.pk}/").status_code == 404
    page = main_of(browse(bob).get(STANDING).text)
    assert ("The declined words." in page, "secret title" in page) == (True, False)


def test_a_text_that_was_taken_from_a_profile_is_there_to_copy_too(bob, mona, browse):
    AGAINST["hide_profile"](bob, mona)
    assert "Resells nothing but servers." in main_of(browse(fresh(bob)).get(STANDING).text)


def test_a_text_is_gone_from_there_once_it_is_shown(bob, mona, browse):
    post, _is_back = AGAINST["decline_post"](bob, mona)
    actions.approve_post(Post.objects.get(pk=post.pk), moderator=mona)
    assert "<textarea" not in main_of(browse(bob).get(STANDING).text)
    assert not Appeal.objects.exists()
    assert Thread.objects.filter(pk=post.thread_id).exists()
