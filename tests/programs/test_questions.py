"""Asking, signing, merging and sending; answers, what the askers say of them, and silent fixes."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from community.activity.models import Activity
from community.core.refusals import Refused
from community.programs import actions, queries
from community.programs.models import FixReport, OfficialAnswer, Question, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db
TEXT = "Do customers under a running agreement keep their cases?"


def verbs(question: Question) -> list[str]:
    events = Activity.objects.filter(target_kind="question", target_id=question.pk).order_by("pk")
    return list(events.values_list("verb", flat=True))


def companies(question: Question) -> list[str]:
    return sorted(question.signatures.values_list("company__name", flat=True))


# --- asking and signing ----------------------------------------------------------------------------------


def test_numbers_count_up_in_each_change_and_stay(bob, mona):
    change, other = make.make_change(), make.make_change()
    first, second = make.make_question(change), make.make_question(change)
    actions.hide_question(second, by=mona, reason="Not a question.")
    third = make.make_question(change)

    assert [question.number for question in (first, second, third)] == [1, 2, 3]
    assert make.make_question(other).number == 1
    assert list(change.questions.values_list("number", flat=True)) == [1, 2, 3]


def test_the_asker_signs_and_the_same_words_are_one_question(bob):
    change = make.make_change()
    question = actions.ask_question(change, member=bob, text=TEXT)
    again = actions.ask_question(change, member=bob, text=f"  {TEXT.replace(' ', '  ')} ")

    assert question == again
    assert companies(question) == [bob.company.name]
    assert verbs(question) == ["question.asked"]


def test_a_company_signs_once_whoever_signs(bob, bea):
    question = make.make_question(asker=bob)
    colleague = make.make_partner(company=bea.company)

    assert actions.sign_question(question, member=bea) is True
    assert actions.sign_question(question, member=colleague) is False
    assert actions.sign_question(question, member=bob) is False
    assert companies(question) == sorted([bob.company.name, bea.company.name])


def test_a_signature_can_be_taken_back_until_the_question_is_sent(bob):
    question = make.make_question(asker=bob, signers=9)

    assert actions.withdraw_signature(question, member=bob) is True
    assert actions.withdraw_signature(question, member=bob) is False
    actions.sign_question(question, member=bob)
    actions.sign_question(question, member=make.make_partner())
    with pytest.raises(Refused, match="has been sent"):
        actions.withdraw_signature(question, member=bob)
    assert question.signatures.count() == 10


def test_a_company_may_be_counted_without_being_named(bob, bea):
    question = make.make_question(asker=bob)
    actions.sign_question(question, member=bea, is_named=False)
    section = queries.question_section(queries.change_for(bob, question.change_id), bob)

    (row,) = section.rows
    assert (row.companies, row.unnamed, row.clock.signatures) == ([bob.company.name], 1, 2)
    assert actions.sign_question(question, member=bea) is False  # named now
    section = queries.question_section(queries.change_for(bob, question.change_id), bob)
    assert (section.rows[0].companies, section.rows[0].unnamed) == ([bob.company.name, bea.company.name], 0)


@pytest.mark.parametrize("who", ["visitor", "carla", "mona", "alice", "sam"])
def test_only_companies_ask_and_sign(who, request):
    change = make.make_change()
    question = make.make_question(change)
    person = request.getfixturevalue(who)
    for act in (
        lambda: actions.ask_question(change, member=person, text=TEXT),
        lambda: actions.sign_question(question, member=person),
        lambda: actions.report_fixed(question, member=person),
    ):
        with pytest.raises(Refused):
            act()
    assert list(change.questions.all()) == [question]
    assert question.signatures.count() == 1


def test_who_represents_the_vendor_does_not_ask_it(bob):
    change = make.make_change()
    bob.hats.create(vendor=change.vendor, granted_at=change.moved_at)
    with pytest.raises(Refused, match="You represent the vendor"):
        actions.ask_question(change, member=bob, text=TEXT)


# --- sending ---------------------------------------------------------------------------------------------


@time_machine.travel("2026-11-23 10:00", tick=False)
def test_the_tenth_company_sends_it(bob):
    change = make.make_change(vendor=make.make_vendor(country="DE"))
    question = make.make_question(change, signers=9)
    assert not question.is_sent
    actions.sign_question(question, member=bob)
    question.refresh_from_db()

    assert (question.sent_on, question.sent_with, question.channel) == (dt.date(2026, 11, 23), 10, "hand")
    assert (question.due_on, question.overdue_on) == (dt.date(2026, 12, 21), dt.date(2027, 1, 20))
    assert verbs(question) == ["question.asked", "question.sent"]
    with pytest.raises(Refused, match="has been sent"):
        actions.sign_question(question, member=make.make_partner())


def test_it_is_mailed_to_the_contact_address_once(work, bob):
    change = make.make_change(vendor=make.make_vendor(contact_email="channel@vendor.example"))
    question = make.make_question(change, signers=8, text=TEXT)
    actions.sign_question(question, member=make.make_partner(), is_named=False)
    actions.sign_question(question, member=bob)

    assert "programs.mail_question" in work()
    (message,) = [message for message in mail.outbox if message.to == ["channel@vendor.example"]]
    assert TEXT in message.body
    assert bob.company.name in message.body
    assert "one company that is not named" in message.body
    assert question.get_absolute_url() in message.body
    question.refresh_from_db()
    assert question.channel == "mail"
    assert actions.mail_question(question.pk) is False
    assert len([message for message in mail.outbox if message.to == ["channel@vendor.example"]]) == 1


def test_the_mail_names_no_company_that_does_not_want_it(work, bea):
    change = make.make_change(vendor=make.make_vendor(contact_email="channel@vendor.example"))
    question = make.make_question(change, signers=9)
    actions.sign_question(question, member=bea, is_named=False)
    work()

    (message,) = [message for message in mail.outbox if message.to == ["channel@vendor.example"]]
    assert bea.company.name not in message.body


def test_without_an_address_a_moderator_hands_it_over_and_the_days_count_from_then(mona, bob):
    with time_machine.travel("2026-11-02 10:00", tick=False):
        question = make.make_question(signers=10)
    with time_machine.travel("2026-11-10 10:00", tick=False):
        assert list(Question.objects.to_hand_over()) == [question]
        for wrong in (dt.date(2026, 11, 1), dt.date(2026, 11, 11)):
            with pytest.raises(Refused, match="Name a day"):
                actions.hand_over_question(question, by=mona, on=wrong)
        assert actions.hand_over_question(question, by=mona, on=dt.date(2026, 11, 9)) is True
        assert actions.hand_over_question(question, by=mona, on=dt.date(2026, 11, 10)) is False
        question.refresh_from_db()

        assert (question.clock_from, question.due_on) == (dt.date(2026, 11, 9), dt.date(2026, 12, 7))
        assert question.sent_on == dt.date(2026, 11, 2)
        assert list(Question.objects.to_hand_over()) == []
    with pytest.raises(Refused, match="moderators"):
        actions.hand_over_question(question, by=bob, on=dt.date(2026, 11, 9))


# --- moderators ------------------------------------------------------------------------------------------


def test_merging_keeps_the_signatures_and_counts_a_company_once(bob, bea, mona):
    change = make.make_change()
    first, second = make.make_question(change, asker=bob), make.make_question(change, asker=bea)
    actions.sign_question(first, member=bea)
    both = make.make_partner()
    for question in (first, second):
        actions.sign_question(question, member=both)
    only = make.make_partner()
    actions.sign_question(first, member=only)

    assert actions.merge_questions(first, into=second, by=mona) is True
    assert actions.merge_questions(first, into=second, by=mona) is False
    names = [person.company.name for person in (bob, bea, both, only)]
    assert (companies(first), companies(second)) == ([], sorted(names))
    first.refresh_from_db()
    assert (first.merged_into, first.number) == (second, 1)
    with pytest.raises(Refused, match="merged into another"):
        actions.sign_question(first, member=make.make_partner())


def test_merging_may_bring_the_tenth_company_and_carries_what_was_merged_before(mona):
    change = make.make_change()
    third, second, first = (make.make_question(change, signers=n) for n in (2, 3, 5))
    actions.merge_questions(third, into=second, by=mona)
    assert actions.merge_questions(second, into=first, by=mona)
    first.refresh_from_db()
    third.refresh_from_db()

    assert (first.sent_with, third.merged_into) == (10, first)
    late = make.make_question(change, signers=2)
    assert actions.merge_questions(late, into=first, by=mona)
    first.refresh_from_db()
    assert (first.signatures.count(), first.sent_with) == (12, 10)


def test_what_cannot_be_merged(bob, mona):
    change = make.make_change()
    sent, other = make.make_question(change, signers=10), make.make_question(change)
    elsewhere, hidden = make.make_question(), make.make_question(change)
    actions.hide_question(hidden, by=mona, reason="Spam.")
    for question, into in ((sent, other), (other, other), (other, elsewhere), (other, hidden), (hidden, other)):
        with pytest.raises(Refused):
            actions.merge_questions(question, into=into, by=mona)
    with pytest.raises(Refused, match="moderators"):
        actions.merge_questions(other, into=sent, by=bob)
    assert not Question.objects.exclude(merged_into=None).exists()


def test_a_text_is_mended_until_it_is_sent(mona, bob):
    question = make.make_question(signers=9)
    assert actions.edit_question(question, by=mona, text=TEXT) is True
    assert actions.edit_question(question, by=mona, text=TEXT) is False
    with pytest.raises(Refused, match="moderators"):
        actions.edit_question(question, by=bob, text=TEXT)
    actions.sign_question(question, member=bob)
    with pytest.raises(Refused, match="frozen"):
        actions.edit_question(question, by=mona, text="Something else that nobody signed?")
    question.refresh_from_db()
    assert question.text == TEXT


def test_a_hidden_question_is_seen_by_its_asker_and_moderators(bob, bea, mona):
    question = make.make_question(asker=bob)
    actions.sign_question(question, member=bea)

    assert actions.hide_question(question, by=mona, reason="It names a person.") is True
    assert actions.hide_question(question, by=mona, reason="Again.") is False
    sees = {person: list(Question.objects.visible_to(person)) for person in (bob, bea, mona, AnonymousUser())}
    assert list(sees.values()) == [[question], [], [question], []]
    assert actions.show_question(question, by=mona) is True
    assert list(Question.objects.visible_to(AnonymousUser())) == [question]


def test_a_question_about_a_rumour_is_as_hidden_as_the_rumour(bob, carla, alice):
    question = make.make_question(make.make_rumour())

    assert list(Question.objects.visible_to(bob)) == [question]
    for person in (AnonymousUser(), carla, alice):
        assert list(Question.objects.visible_to(person)) == []
        assert queries.questions_of_vendor(question.change.vendor, person) == []


# --- answers ---------------------------------------------------------------------------------------------


def outcome(question: Question) -> str:
    question.refresh_from_db()
    return question.outcome


def test_an_answer_counts_when_an_asker_confirms_it(bob, bea):
    question = make.make_question(asker=bob, signers=9)
    actions.sign_question(question, member=bea)
    tick = make.make_answer(question)
    assert outcome(question) == "given"
    assert actions.judge_answer(tick, member=bea, agrees=False) is True
    assert outcome(question) == ""
    assert actions.judge_answer(tick, member=bob, agrees=True) is True
    assert outcome(question) == "answered"
    assert actions.judge_answer(tick, member=bob, agrees=True) is False
    assert actions.judge_answer(tick, member=bob, agrees=False) is True  # a change of mind
    assert outcome(question) == ""
    assert Verdict.objects.count() == 2


def test_a_company_has_one_word_whoever_says_it(bob):
    question = make.make_question(asker=bob)
    tick = make.make_answer(question)
    colleague = make.make_partner(company=bob.company)
    actions.judge_answer(tick, member=bob, agrees=True)
    actions.judge_answer(tick, member=colleague, agrees=False)

    assert list(Verdict.objects.values_list("company", "agrees")) == [(bob.company.pk, False)]


def test_a_moderator_decides_unless_their_company_signed(bob, mona):
    question = make.make_question(asker=bob)
    tick = make.make_answer(question)
    actions.judge_answer(tick, member=bob, agrees=False)
    actions.judge_answer(tick, member=mona, agrees=True)
    assert outcome(question) == "answered"
    judge_and_party = make.make_partner(role="moderator")
    own = make.make_question(asker=judge_and_party)
    actions.judge_answer(make.make_answer(own), member=judge_and_party, agrees=True)
    assert Verdict.objects.get(tick__question=own).company == judge_and_party.company


@pytest.mark.parametrize("who", ["visitor", "carla", "bea", "alice"])
def test_others_have_no_say(who, request, bob):
    question = make.make_question(asker=bob)
    tick = make.make_answer(question)
    with pytest.raises(Refused):
        actions.judge_answer(tick, member=request.getfixturevalue(who), agrees=True)
    assert outcome(question) == "given"


def test_a_refusal_stands_at_once(bob):
    question = make.make_question(asker=bob)
    tick = make.make_answer(question, kind="refuses")
    assert outcome(question) == "refused"
    with pytest.raises(Refused, match="Nobody needs to confirm"):
        actions.judge_answer(tick, member=bob, agrees=False)


def test_only_the_vendors_representative_answers(alice, bob, mona):
    question = make.make_question()
    for person in (alice, bob, mona, AnonymousUser()):  # Alice represents another vendor
        with pytest.raises(Refused, match="Only representatives"):
            actions.answer_officially(question.change, author=person, body="Yes.", ticks={question: "answers"})
    former = make.make_representative(vendor=question.change.vendor)
    former.hats.update(doffed_at=question.asked_at)
    with pytest.raises(Refused, match="Only representatives"):
        actions.answer_officially(question.change, author=former, body="Yes.", ticks={question: "answers"})
    assert OfficialAnswer.objects.count() == 0


def test_an_answer_names_questions_of_its_change_and_is_given_once(mona):
    question, elsewhere = make.make_question(), make.make_question()
    author = make.make_representative(vendor=question.change.vendor)
    hidden = make.make_question(question.change)
    actions.hide_question(hidden, by=mona, reason="Spam.")
    for ticks in ({}, {elsewhere: "answers"}, {hidden: "answers"}):
        with pytest.raises(Refused, match="Name the questions"):
            actions.answer_officially(question.change, author=author, body="Yes.", ticks=ticks)
    first = actions.answer_officially(question.change, author=author, body="**Yes**.", ticks={question: "answers"})
    again = actions.answer_officially(question.change, author=author, body="**Yes**.", ticks={question: "answers"})
    assert (first, first.html) == (again, "<p><strong>Yes</strong>.</p>")
    assert OfficialAnswer.objects.count() == 1


# --- hidden answers --------------------------------------------------------------------------------------


def test_a_hidden_answer_answers_nothing_and_shown_again_counts_from_its_own_day(bob, mona):
    with time_machine.travel("2026-11-02 10:00", tick=False):
        question = make.make_question(asker=bob, signers=10)
    with time_machine.travel("2026-11-10 10:00", tick=False):
        tick = make.make_answer(question, body="What nobody should read.")
        actions.judge_answer(tick, member=bob, agrees=True)
    with time_machine.travel("2026-12-02 10:00", tick=False):
        assert actions.hide_answer(tick.answer, by=mona, reason="Names a customer.") is True
        assert actions.hide_answer(tick.answer, by=mona, reason="Again.") is False
        assert (outcome(question), question.outcome_on) == ("", None)
        assert Question.objects.with_signature_count().get(pk=question.pk).clock.state == "delayed"
        with pytest.raises(Refused, match="has hidden this answer"):
            actions.judge_answer(tick, member=bob, agrees=False)
        assert actions.show_answer(tick.answer, by=mona) is True
        assert actions.show_answer(tick.answer, by=mona) is False
        assert (outcome(question), question.outcome_on) == ("answered", dt.date(2026, 11, 10))


def test_a_hidden_answer_leaves_another_one_standing(bob, mona):
    question = make.make_question(asker=bob)
    refused = make.make_answer(question, kind="refuses")
    given = make.make_answer(question)
    assert outcome(question) == "refused"
    actions.hide_answer(refused.answer, by=mona, reason="By mistake.")
    assert outcome(question) == "given"
    actions.hide_answer(given.answer, by=mona, reason="By mistake, too.")
    assert outcome(question) == ""


def test_words_of_a_hidden_answer_are_for_its_author_and_moderators(bob, carla, mona):
    question = make.make_question(asker=bob)
    tick = make.make_answer(question, body="What nobody should read.")
    actions.hide_answer(tick.answer, by=mona, reason="Names a customer.")
    for person, reads in (
        (AnonymousUser(), False), (carla, False), (bob, False), (tick.answer.author, True), (mona, True),
    ):  # fmt: skip
        section = queries.question_section(queries.change_for(person, question.change_id), person)
        (answer,) = section.answers
        assert (answer.is_hidden, answer.hidden_reason, answer.ticks) == (True, "Names a customer.", [])
        assert ("nobody should read" in answer.html) is reads
        assert list(OfficialAnswer.objects.visible_to(person)) == ([tick.answer] if reads else [])
        assert section.rows[0].ticks == []


@pytest.mark.parametrize("who", ["visitor", "carla", "bob", "alice", "sam"])
def test_nobody_but_moderators_hides_an_answer(who, request):
    tick = make.make_answer(make.make_question())
    person = request.getfixturevalue(who)
    for act in (
        lambda: actions.hide_answer(tick.answer, by=person, reason="No."),
        lambda: actions.show_answer(tick.answer, by=person),
    ):
        with pytest.raises(Refused, match="moderators"):
            act()
    tick.answer.refresh_from_db()
    assert (tick.answer.hidden_at, tick.answer.hidden_reason) == (None, "")


# --- silent fixes ----------------------------------------------------------------------------------------


def test_two_companies_make_a_silent_fix_and_a_late_answer_still_counts(bob, bea):
    with time_machine.travel("2026-11-02 10:00", tick=False):
        question = make.make_question(asker=bob, signers=10)
    with time_machine.travel("2026-11-10 10:00", tick=False):
        assert actions.report_fixed(question, member=bob, note="It works.") is True
        assert actions.report_fixed(question, member=bob) is False
        assert outcome(question) == ""
        assert actions.report_fixed(question, member=make.make_partner(company=bob.company)) is False
        assert actions.report_fixed(question, member=bea) is True
        assert (outcome(question), question.outcome_on) == ("fixed", dt.date(2026, 11, 10))
        with pytest.raises(Refused, match="settled"):
            actions.report_fixed(question, member=make.make_partner())
    with time_machine.travel("2026-12-02 10:00", tick=False):
        tick = make.make_answer(question)
        assert outcome(question) == "fixed"
        (answer,) = queries.question_section(queries.change_for(bob, question.change_id), bob).answers
        assert (answer.day, answer.is_late) == (22, True)
    with time_machine.travel("2026-12-09 10:00", tick=False):
        actions.judge_answer(tick, member=bob, agrees=True)
        assert (outcome(question), question.outcome_on) == ("answered", dt.date(2026, 12, 2))
    assert FixReport.objects.count() == 2
    assert verbs(question).count("question.fixed") == 1
