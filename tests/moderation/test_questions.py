"""Questions and official answers before moderators: the queue, the cases, and what the log says of them to whom."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from community.core.refusals import Refused
from community.moderation import actions, queries
from community.moderation.models import Decision
from community.programs.models import OfficialAnswer, Question
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db
REASON = "It names a person."
TEXT = "Do customers under a running agreement keep their cases?"


def log() -> list[tuple]:
    """What was decided about questions and answers, oldest first."""
    rows = Decision.objects.filter(target_kind__in=["question", "officialanswer"]).order_by("pk")
    return list(rows.values_list("verb", "target_id", "reason", "role", "moderator__handle"))


def case(question: Question, what: str = "") -> str:
    return f"/moderation/questions/{question.pk}/{what}"


# --- the queue -------------------------------------------------------------------------------------------


def test_questions_to_hand_over_wait_in_the_queue_with_their_age(browse, mona, bob):
    by_mail = make.make_vendor(contact_email="channel@vendor.example")
    with time_machine.travel("2026-11-02 10:00", tick=False):
        waits = make.make_question(make.make_change(vendor=make.make_vendor("Nordwind")), signers=10, text=TEXT)
        make.make_question(signers=9)
        make.make_question(make.make_change(vendor=by_mail), signers=10)
        hidden, answered = make.make_question(signers=10), make.make_question(signers=10)
        actions.hide_question(hidden, moderator=mona, reason=REASON)
        make.make_answer(answered, kind="refuses")
    with time_machine.travel("2026-11-05 10:00", tick=False):
        later = make.make_question(signers=10)
        items = queries.queue(mona)

        assert [item.key for item in items] == [f"handover-{waits.pk}", f"handover-{later.pk}"]
        assert items[0].since == dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)
        assert (items[0].title, items[0].why) == (TEXT, f"Nordwind · Q1 · {waits.change.title}")
        assert items[0].get_absolute_url() == case(waits)
        assert (queries.waiting_count(mona), queries.waiting_count(bob), queries.queue(bob)) == (2, 0, [])
        page = browse(mona).get("/moderation/?kind=handover")
        assert f'href="{case(waits)}"' in page.text
        assert "Question to hand over · Nordwind" in text_of(page)
        actions.hand_over_question(waits, moderator=mona, on=dt.date(2026, 11, 4))
        assert [item.key for item in queries.queue(mona)] == [f"handover-{later.pk}"]
        assert queries.waiting_count(mona) == 1


def test_counting_what_waits_is_two_queries(mona, django_assert_num_queries):
    make.make_question(signers=10)
    make.make_held_post()
    with django_assert_num_queries(2):  # appeals are counted apart: nobody decides about their own decisions
        assert queries.waiting_count(mona) == 2


# --- decisions that need more than the thing itself ------------------------------------------------------


def test_merging_is_logged_once_and_moves_the_signatures(mona, ada):
    change = make.make_change()
    question, into = make.make_question(change, signers=2), make.make_question(change)

    assert actions.merge_question(question, into=into, moderator=mona) is True
    assert actions.merge_question(question, into=into, moderator=ada) is False
    assert log() == [("merge_question", question.pk, "", "moderator", "mona")]
    assert into.signatures.count() == 3


def test_handing_over_is_logged_once(mona, ada):
    question = make.make_question(signers=10)

    assert actions.hand_over_question(question, moderator=ada, on=timezone.localdate()) is True
    assert actions.hand_over_question(question, moderator=mona, on=timezone.localdate()) is False
    assert log() == [("hand_over_question", question.pk, "", "admin", "ada")]


def test_refused_decisions_are_not_logged(mona, bob):
    change = make.make_change()
    sent, other = make.make_question(change, signers=10), make.make_question(change)
    for act in (
        lambda: actions.edit_question(sent, moderator=mona, text=TEXT),
        lambda: actions.merge_question(sent, into=other, moderator=mona),
        lambda: actions.hand_over_question(sent, moderator=mona, on=dt.date(2020, 1, 1)),
        lambda: actions.merge_question(other, into=sent, moderator=bob),
        lambda: actions.hand_over_question(sent, moderator=bob, on=timezone.localdate()),
    ):
        with pytest.raises(Refused):
            act()
    assert log() == []


def test_nobody_decides_about_an_own_question_or_answer():
    asker = make.make_partner(role="moderator")
    question = make.make_question(asker=asker)
    speaker = make.make_representative(vendor=question.change.vendor)
    speaker.role = "moderator"
    speaker.save()
    answer = make.make_answer(question, author=speaker).answer
    for act in (
        lambda: actions.hide_question(question, moderator=asker, reason=REASON),
        lambda: actions.show_question(question, moderator=asker),
        lambda: actions.hide_answer(answer, moderator=speaker, reason=REASON),
        lambda: actions.show_answer(answer, moderator=speaker),
    ):
        with pytest.raises(Refused, match="This is yours"):
            act()
    assert log() == []


# --- cases -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [None, "bob", "carla", "alice"])
def test_cases_do_not_exist_for_others(who, request, browse):
    tick = make.make_answer(make.make_question())
    client = browse(request.getfixturevalue(who) if who else None)
    for address in (case(tick.question), f"/moderation/answers/{tick.answer_id}/"):
        page = client.get(address)
        assert page.status_code == (302 if who is None else 404)
        assert tick.question.text not in page.text


def test_every_deed_has_its_form_and_the_case_tells_its_history(browse, mona):
    change = make.make_change()
    question, into = make.make_question(change), make.make_question(change)
    client = browse(mona)

    assert client.post(case(question, "edit/"), {"text": TEXT})["Location"] == case(question)
    client.post(case(question, "hide/"), {"reason": REASON})
    page = text_of(client.get(case(question)))
    assert "Mona mended the text of a question" in page
    assert f"Mona hid a question: {REASON}" in page
    client.post(case(question, "show/"))
    client.post(case(question, "merge/"), {"into": into.pk})
    sent = make.make_question(change, signers=10)
    client.post(case(sent, "handover/"), {"on": f"{timezone.localdate()}"})

    assert [row[0] for row in log()] == [
        "edit_question", "hide_question", "show_question", "merge_question", "hand_over_question",
    ]  # fmt: skip
    question.refresh_from_db()
    assert (question.text, question.merged_into) == (TEXT, into)


@pytest.mark.parametrize(
    ("what", "given", "says"),
    [
        ("edit/", {"text": "Too short."}, "Make the question at least 20 characters long. It has 10."),
        ("merge/", {"into": ""}, "This field is required."),
        ("merge/", {"into": "987654321"}, "That choice is not one of the available choices."),
        ("hide/", {"reason": ""}, "Give the reason."),
        ("hide/", {"reason": "x" * 501}, "at most 500 characters (it has 501)"),
    ],
)
def test_mistaken_forms_are_shown_again_with_what_was_typed(browse, mona, what, given, says):
    question = make.make_question()
    page = browse(mona).post(case(question, what), given)

    assert page.status_code == 422
    assert says in text_of(page)
    (typed,) = given.values()
    assert typed in page.text or what == "merge/"
    assert log() == []


@pytest.mark.parametrize(("day", "says"), [("soon", "Write the day as 2026-11-30."), ("2020-01-01", "Name a day")])
def test_wrong_day_of_handing_over_is_said(browse, mona, day, says):
    question = make.make_question(signers=10)
    page = browse(mona).post(case(question, "handover/"), {"on": day})

    assert page.status_code == 422
    assert says in text_of(page)
    assert f'value="{day}"' in page.text
    question.refresh_from_db()
    assert question.handed_over_on is None


def test_answer_is_hidden_with_a_reason_and_shown_again(browse, mona):
    answer = make.make_answer(make.make_question()).answer
    client, address = browse(mona), f"/moderation/answers/{answer.pk}/"

    refused = client.post(f"{address}hide/", {"reason": " "})
    assert refused.status_code == 422
    assert "Give the reason." in text_of(refused)
    client.post(f"{address}hide/", {"reason": REASON})
    assert list(OfficialAnswer.objects.values_list("hidden_reason", flat=True)) == [REASON]
    again = client.post(f"{address}hide/", {"reason": "Another."}, follow=True)
    assert "Nothing was changed: Mona hid an official answer just now." in text_of(again)
    client.post(f"{address}show/")
    assert list(OfficialAnswer.objects.values_list("hidden_at", "hidden_reason")) == [(None, "")]
    assert log() == [
        ("hide_answer", answer.pk, REASON, "moderator", "mona"), ("show_answer", answer.pk, "", "moderator", "mona"),
    ]  # fmt: skip


# --- the log ---------------------------------------------------------------------------------------------


def test_log_gives_role_deed_and_reason_and_not_what_is_hidden(browse, mona, bob):
    question = make.make_question(text=TEXT)
    answer = make.make_answer(question, body="A customer pays 7 francs.").answer
    actions.hide_question(question, moderator=mona, reason=REASON)
    actions.hide_answer(answer, moderator=mona, reason="Says what a customer pays.")

    for person in (None, bob):
        page = browse(person).get("/moderation/log/")
        assert f"A moderator hid a question {REASON}" in text_of(page)
        assert "A moderator hid an official answer Says what a customer pays." in text_of(page)
        for hidden in (TEXT, "7 francs", "Mona", question.get_absolute_url(), f"#answer-{answer.pk}"):
            assert hidden not in page.text
    assert f"Mona hid a question: Q1 in {question.change.title}" in text_of(browse(mona).get("/moderation/log/"))
    actions.show_question(question, moderator=mona)
    assert question.get_absolute_url() in browse().get("/moderation/log/").text


def test_log_says_nothing_of_a_rumour_to_those_who_do_not_hear_it(browse, mona, bob, carla, alice):
    question = make.make_question(make.make_rumour(), text=TEXT)
    actions.hide_question(question, moderator=mona, reason="The price of the Zephyr licence is under NDA.")

    for person, hears in ((None, False), (carla, False), (alice, False), (bob, True), (mona, True)):
        page = browse(person).get("/moderation/log/").text
        assert "hid a question" in page
        assert ("Zephyr" in page) is hears
        assert (question.change.title in page) is hears


def test_log_costs_the_same_for_one_question_and_for_many(browse, mona, django_assert_max_num_queries):
    def decide():
        tick = make.make_answer(make.make_question())
        actions.hide_answer(tick.answer, moderator=mona, reason=REASON)
        actions.hide_question(tick.question, moderator=mona, reason=REASON)

    decide()
    client = browse()
    client.get("/moderation/log/")
    with django_assert_max_num_queries(12) as once:
        client.get("/moderation/log/")
    for _time in range(3):
        decide()
    with django_assert_max_num_queries(len(once)):
        client.get("/moderation/log/")
