"""Marks on posts, and the accepted answer of a question."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.accounts import rules as people
from community.activity.models import Activity
from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import AcceptedAnswer, Post, Signal, Thread
from community.moderation import actions as moderation
from tests import factories as make
from tests.forum.test_models import at_once, check
from tests.pages import parse

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def question(bea):
    return make.make_thread(bea, kind="question")


@pytest.fixture
def post(question):
    """An answer of somebody else."""
    return make.make_post(question, source="Ask the distributor by phone.")


def counts(post) -> tuple[int, int]:
    return Post.objects.values_list("helpful_count", "same_here_count").get(pk=post.pk)


# --- marks --------------------------------------------------------------------------------------------


def test_a_mark_is_given_once_and_taken_back_once(post, bob, bea):
    assert actions.give_signal(post, by=bob, kind="helpful")
    assert not actions.give_signal(post, by=bob, kind="helpful")
    assert actions.give_signal(post, by=bob, kind="same_here")
    assert actions.give_signal(post, by=bea, kind="helpful")
    assert counts(post) == (2, 1)

    assert actions.take_signal_back(post, by=bob, kind="helpful")
    assert not actions.take_signal_back(post, by=bob, kind="helpful")
    assert counts(post) == (1, 1)
    assert sorted(Signal.objects.values_list("member__handle", "kind")) == [("bea", "helpful"), ("bob", "same_here")]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("visitor", "Sign in to mark a post."),
        ("carla", "Partners mark posts. Apply as a partner with your company; it takes a minute."),
        ("author", "This is your own post. Others say whether it helped."),
    ],
)
def test_who_may_not_mark_a_post_reads_why(who, sentence, post, request):
    person = post.author if who == "author" else request.getfixturevalue(who)

    with pytest.raises(Refused) as refusal:
        actions.give_signal(post, by=person, kind="helpful")

    assert refusal.value.sentence == sentence
    assert not Signal.objects.exists()


def test_a_post_that_was_hidden_meanwhile_is_marked_by_nobody(post, bob):
    actions.hide_post(post, reason="Rule 2.")

    with pytest.raises(Refused, match="not shown any more"):
        actions.give_signal(post, by=bob, kind="helpful")


def test_marking_moves_the_version_of_the_thread_and_tells_nobody(post, bob):
    before = Thread.objects.get(pk=post.thread_id).version
    happened = Activity.objects.count()

    actions.give_signal(post, by=bob, kind="helpful")

    assert Thread.objects.get(pk=post.thread_id).version == before + 1
    assert Activity.objects.count() == happened


@pytest.mark.django_db(transaction=True)
def test_many_marks_at_once_are_as_many_as_people():
    post, people = make.make_post(), [make.make_partner() for _n in range(5)]

    given = at_once([
        lambda person=person: actions.give_signal(post, by=person, kind="helpful") for person in people * 3
    ])  # fmt: skip

    assert sorted(given) == [False] * 10 + [True] * 5
    assert counts(post) == (5, 0)
    assert check() == "All counters equal their rows.\n"


def test_an_edit_at_the_same_time_loses_no_mark(post, bob, mona):
    stale = Post.objects.get(pk=post.pk)
    actions.give_signal(post, by=bob, kind="helpful")
    moderation.report(post, reporter=bob, reason="spam")

    actions.edit_post(stale, by=mona, source="Other words.", version=1)

    post.refresh_from_db()
    assert (post.source, post.helpful_count, post.flag_count) == ("Other words.", 1, 1)


def test_marks_and_flags_that_differ_from_their_rows_are_found_and_set_right(post, bob, bea, mona):
    actions.give_signal(post, by=bob, kind="helpful")
    for person in (bob, bea):
        moderation.report(post, reporter=person, reason="spam")
    decided = make.make_post(post.thread)
    moderation.report(decided, reporter=bob, reason="spam")
    moderation.dismiss_reports(decided, moderator=mona, reason="Fine.")
    assert check() == "All counters equal their rows.\n"
    Post.objects.filter(pk=post.pk).update(helpful_count=4, same_here_count=3, flag_count=0)

    assert check("--repair") == (
        f"Post {post.pk}: says 4 helpful, 3 same here and 0 flags, has 1, 0 and 2.\n1 counters differ.\n"
    )
    assert check() == "All counters equal their rows.\n"


# --- marks on the page --------------------------------------------------------------------------------


def buttons(answer) -> dict[str, tuple]:
    """The buttons of marks by their ids: what they send, and whether they are pressed."""
    found = [e for e in parse(answer.text).iter("button") if (e.get("id") or "").startswith(("helpful", "same"))]
    return {e.get("id"): (e.get("name"), e.get("value"), e.get("aria-pressed")) for e in found}


def test_a_plain_form_marks_and_leads_back_to_the_post(post, bob, browse):
    reader, address = browse(bob), f"/t/{post.thread.slugged_id}/2/signals/"
    page = post.thread.get_absolute_url()
    assert buttons(reader.get(page))["helpful-2"] == ("give", "helpful", "false")

    answer = reader.post(address, {"give": "helpful"})

    assert answer.headers["Location"] == post.get_absolute_url()
    shown = buttons(reader.get(page))
    assert shown["helpful-2"] == ("stop", "helpful", "true")
    assert shown["same-here-2"] == ("give", "same_here", "false")
    reader.post(address, {"stop": "helpful"})
    assert counts(post) == (0, 0)


def test_in_place_only_the_marks_are_answered(post, bob, browse):
    answer = browse(bob).post(f"/t/{post.thread.pk}/2/signals/", {"give": "same_here"}, **HTMX)

    assert answer.status_code == 200
    assert 'id="same-here-2" value="same_here" name="stop" aria-pressed="true"' in answer.text
    assert "<h1" not in answer.text
    assert "Ask the distributor" not in answer.text


def test_who_may_not_mark_sees_how_many_there_are_and_no_zero(post, bob, browse, carla):
    page = post.thread.get_absolute_url()
    assert "found this helpful" not in browse().get(page).text
    actions.give_signal(post, by=bob, kind="helpful")

    for reader in (browse(), browse(carla), browse(post.author)):
        answer = reader.get(page)
        assert "1 found this helpful" in answer.text
        assert "have the same" not in answer.text
        assert "helpful-2" not in buttons(answer)


def test_bad_input_marks_nothing(post, bob, browse, nils):
    reader, address = browse(bob), f"/t/{post.thread.pk}/2/signals/"
    held = make.make_held_post(post.thread, nils)
    for sent in ({}, {"give": "down"}, {"give": ""}, {"stop": "\x00"}):
        assert reader.post(address, sent).status_code == 404, sent
    assert reader.post(f"/t/{post.thread.pk}/9/signals/", {"give": "helpful"}).status_code == 404
    assert reader.get(address).status_code == 405
    assert browse().post(address, {"give": "helpful"}).status_code == 401
    assert held.number is None
    assert not Signal.objects.exists()


# --- the accepted answer ------------------------------------------------------------------------------


def test_who_asked_accepts_an_answer_and_another_one_takes_its_place(question, post, bea):
    other = make.make_post(question)

    assert actions.accept_answer(post, by=bea)
    assert not actions.accept_answer(post, by=bea)
    assert actions.accept_answer(other, by=bea)

    accepted = AcceptedAnswer.objects.get(thread=question)
    assert (accepted.post, accepted.accepted_by, accepted.verified_on) == (other, bea, None)
    assert list(Activity.objects.filter(verb="answer.accepted").order_by("pk").values_list("target_id", flat=True)) == [
        post.pk, other.pk
    ]  # fmt: skip
    assert actions.unaccept_answer(question, by=bea)
    assert not actions.unaccept_answer(question, by=bea)
    assert not AcceptedAnswer.objects.exists()


def test_others_accept_nothing_and_the_question_is_no_answer(question, post, bea, bob, mona):
    discussion = make.make_thread(bea, kind="discussion")
    for what, who, sentence in (
        (post, bob, "Who asked decides which answer is accepted, or a moderator."),
        (post, post.author, "Who asked decides which answer is accepted, or a moderator."),
        (question.posts.get(number=1), bea, "This is the question. Accept one of its answers."),
        (make.make_post(discussion), bea, "Only questions have an accepted answer."),
        (make.make_hidden_post(question), bea, "This post is not shown any more."),
    ):
        with pytest.raises(Refused) as refusal:
            actions.accept_answer(what, by=who)
        assert refusal.value.sentence == sentence
    assert actions.accept_answer(post, by=mona)


def test_partners_say_that_it_holds_or_why_not_and_the_later_word_stands(question, post, bea, bob):
    actions.accept_answer(post, by=bea)
    answer = AcceptedAnswer.objects.get()

    with time_machine.travel("2026-11-20T12:00Z"):
        assert actions.verify_answer(answer, by=bob)
        assert not actions.verify_answer(answer, by=bob)
        assert (answer.verified_on, answer.verified_by) == (dt.date(2026, 11, 20), bob)
        assert actions.mark_answer_obsolete(answer, by=bea, reason="The form moved.")
        assert not actions.mark_answer_obsolete(answer, by=bob, reason="The form moved.")
    assert answer.is_obsolete
    assert (answer.verified_by, answer.obsolete_by, answer.obsolete_reason) == (bob, bea, "The form moved.")
    assert actions.verify_answer(answer, by=bob)
    answer.refresh_from_db()
    assert (answer.is_obsolete, answer.obsolete_reason, answer.verified_on) == (False, "", timezone.localdate())


def test_consultants_and_representatives_check_no_answers(question, post, bea, carla, alice, browse):
    actions.accept_answer(post, by=bea)
    for person in (carla, alice):
        with pytest.raises(Refused, match="Partners check answers"):
            actions.verify_answer(AcceptedAnswer.objects.get(), by=person)
        assert browse(person).get(f"/t/{question.pk}/answer/obsolete/", follow=True).redirect_chain[-1][0] == (
            question.get_absolute_url()
        )
        browse(person).post(f"/t/{question.pk}/answer/obsolete/", {"reason": "Not any more."})
    assert not AcceptedAnswer.objects.get().is_obsolete


def test_the_accepted_answer_stands_on_top_and_is_marked_in_both_views(question, post, bea, browse):
    page = question.get_absolute_url()
    for number in range(25):
        make.make_post(question, source=f"Noise {number}.")
    reader = browse(bea)
    assert reader.post(f"{page}answer/", {"number": "2"}, follow=True).status_code == 200

    for address in (page, f"{page}?view=flat"):
        shown = browse().get(address).text
        assert shown.index("Ask the distributor by phone.") < shown.index('id="p1"')
        assert shown.index('id="p2"') < shown.index("accepted-mark") < shown.index('id="p3"')
        assert shown.count("accepted-mark") == 1
    last = browse().get(f"{page}?view=flat&page=2").text
    assert "Ask the distributor by phone." in last
    assert "accepted-mark" not in last
    assert "answered" in browse().get("/t/?kind=question").text


def test_an_answer_that_is_taken_away_answers_nothing(question, post, bea, browse, bob, mona):
    actions.accept_answer(post, by=bea)
    moderation.hide_post(post, moderator=mona, reason="Rule 2.")
    page = question.get_absolute_url()

    for reader in (browse(), browse(bob), browse(bea)):
        assert "Accepted answer" not in reader.get(page).text
        assert "answered" not in reader.get("/t/?kind=question").text.replace("unanswered", "").replace(
            "Unanswered", ""
        )
    assert browse(bob).post(f"{page}answer/verified/").status_code == 404
    assert browse(bob).get(f"{page}answer/obsolete/").status_code == 404
    moderation.restore_post(post, moderator=mona, reason="A mistake.")
    assert "Accepted answer" in browse().get(page).text


def test_the_reason_is_asked_for_and_everybody_reads_it(question, post, bea, bob, browse):
    actions.accept_answer(post, by=bea)
    page, reader = question.get_absolute_url(), browse(bob)

    empty = reader.post(f"{page}answer/obsolete/", {"reason": " "})
    assert empty.status_code == 422
    assert "Say what has changed" in empty.text
    assert reader.post(f"{page}answer/obsolete/", {"reason": "The form has moved."}).status_code == 302
    shown = browse().get(page).text
    assert "Obsolete, says Bob on" in shown
    assert "The form has moved." in shown
    reader.post(f"{page}answer/verified/")
    assert "The form has moved." not in browse().get(page).text
    assert "by Bob." in browse().get(page).text


def test_bad_input_accepts_nothing(question, post, bea, browse):
    reader, address = browse(bea), f"{question.get_absolute_url()}answer/"
    for number in ("", "x", "99", "0", "-1", "9" * 30):
        assert reader.post(address, {"number": number}).status_code == 404, number
    other = make.make_post(make.make_thread(bea))
    assert reader.post(address, {"number": str(other.number + 5)}).status_code == 404
    assert not AcceptedAnswer.objects.exists()


def test_buttons_to_accept_are_for_who_asked_and_on_answers_only(question, post, bea, bob, browse, mona):
    page = question.get_absolute_url()

    def offered(person) -> list[str]:
        forms = parse(browse(person).get(page).text).iter("button")
        return [e.get("value") for e in forms if e.get("name") == "number"]

    assert offered(bea) == ["2"]
    assert offered(mona) == ["2"]
    assert offered(bob) == []
    actions.accept_answer(post, by=bea)
    assert offered(bea) == []


def test_the_page_of_a_question_costs_the_same_however_many_marks(question, post, bea, bob, django_assert_num_queries):
    def read() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            thread = queries.thread_for(bob, question.pk)
            queries.tree_page(thread, bob)
        return len(captured)

    people.sanction_of(bob)  # comes along with whoever is signed in
    bare = read()
    actions.accept_answer(post, by=bea)
    for _n in range(3):
        other = make.make_post(question)
        for kind in ("helpful", "same_here"):
            actions.give_signal(other, by=make.make_partner(), kind=kind)
            actions.give_signal(other, by=bob, kind=kind)

    assert read() == bare
