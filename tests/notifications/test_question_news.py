"""Who hears of a question and its answers, in which words; and that nobody hears of it through a rumour."""

import pytest
from django.core import mail

from community.moderation import actions as moderation
from community.notifications import queries
from community.notifications.models import Notification
from community.programs import actions
from tests import factories as make

pytestmark = pytest.mark.django_db
REASON = "It names <a person> & a customer."


def told() -> list[tuple[str, str]]:
    """Everybody who was told, with the kind, in order of names."""
    return sorted(Notification.objects.values_list("recipient__handle", "kind"))


def mailed() -> list[tuple[str, str]]:
    """Every mail to a member: its reader and subject."""
    return sorted((message.to[0], message.subject) for message in mail.outbox if "example.org" in message.to[0])


@pytest.fixture
def change(db):
    return make.make_change(vendor=make.make_vendor("Nordwind"), title="Portal closes in spring")


@pytest.fixture
def rita(change):
    return make.make_representative("rita", vendor=change.vendor)


@pytest.fixture
def asked(change, bob, bea):
    """Bob's question, signed by Bea; her colleague and others hear nothing of it."""
    make.make_partner("colleague", company=bea.company)
    question = make.make_question(change, asker=bob)
    actions.sign_question(question, member=bea, is_named=False)
    return question


def test_asking_and_signing_tell_nobody(asked, rita, work):
    work()
    assert (told(), mailed()) == ([], [])


def test_all_who_signed_and_the_vendors_representatives_hear_that_it_is_sent(asked, rita, alice, carla, work):
    former = make.make_representative("former", vendor=asked.change.vendor)
    former.hats.update(doffed_at=asked.asked_at)
    signers = [make.make_partner(f"signer{number}") for number in range(8)]
    for signer in signers:
        actions.sign_question(asked, member=signer)
    work()

    # The last one did it; she needs no telling.
    hear = ["bea", "bob", *(f"signer{number}" for number in range(7))]
    assert told() == sorted([*((who, "question.sent") for who in hear), ("rita", "question.for_your_vendor")])
    assert mailed() == [("rita@example.org", "Partners ask Nordwind: Q1 about “Portal closes in spring”")]
    (message,) = [message for message in mail.outbox if message.to == ["rita@example.org"]]
    assert asked.get_absolute_url() in message.body
    assert "Why you get this: You represent the vendor." in message.body
    assert "Bea" not in message.body


def test_all_who_signed_hear_of_an_answer_and_are_asked_what_it_is_worth(asked, rita, work):
    make.make_partner("sam_signed")
    actions.answer_officially(asked.change, author=rita, body="They **stay**.", ticks={asked: "answers"})
    work()

    words = "Q1 about “Portal closes in spring” has an official answer. Say whether it answers it"
    assert told() == [("bea", "question.answered"), ("bob", "question.answered")]
    assert mailed() == [("bea@example.org", words), ("bob@example.org", words)]
    for message in mail.outbox:
        assert asked.get_absolute_url() in message.body
        assert "Why you get this: You signed the question for your company." in message.body


def test_what_a_company_says_of_an_answer_tells_nobody(asked, rita, bob, work):
    tick = make.make_answer(asked, author=rita)
    actions.judge_answer(tick, member=bob, agrees=False)
    work()
    assert (told(), mailed()) == ([], [])


def test_those_who_signed_hear_that_it_was_fixed_without_a_word(asked, bob, rita, work):
    actions.report_fixed(asked, member=make.make_partner("zoe"))
    work()
    assert told() == []
    actions.report_fixed(asked, member=bob)
    work()
    assert (told(), mailed()) == ([("bea", "question.fixed")], [])


def test_the_asker_alone_hears_that_it_was_hidden_and_why(asked, rita, mona, work):
    moderation.hide_question(asked, moderator=mona, reason=REASON)
    work()

    words = "Your question Q1 about “Portal closes in spring” was hidden by a moderator"
    assert (told(), mailed()) == ([("bob", "question.hidden")], [("bob@example.org", words)])
    (message,) = mail.outbox
    assert REASON in message.body
    assert "Mona" not in message.body


def test_the_representative_alone_hears_that_the_answer_was_hidden_and_why(asked, rita, mona, work):
    answer = make.make_answer(asked, author=rita).answer
    moderation.hide_answer(answer, moderator=mona, reason=REASON)
    work()

    words = "Your official answer about “Portal closes in spring” was hidden by a moderator"
    assert (told(), mailed()) == ([("rita", "answer.hidden")], [("rita@example.org", words)])
    (message,) = mail.outbox
    assert REASON in message.body
    assert answer.get_absolute_url() in message.body
    (line,) = queries.inbox(rita).items
    assert (line.text, line.reason) == (words, REASON)


@pytest.mark.parametrize("deed", ["edited", "merged", "shown", "handed over"])
def test_other_deeds_of_moderators_tell_nobody(deed, change, asked, rita, mona, work):
    if deed == "edited":
        moderation.edit_question(asked, moderator=mona, text="Which of the announced days holds for us?")
    elif deed == "merged":
        moderation.merge_question(asked, into=make.make_question(change), moderator=mona)
    elif deed == "shown":
        actions.hide_question(asked, by=mona, reason=REASON)
        work()
        Notification.objects.all().delete()
        moderation.show_question(asked, moderator=mona)
    else:
        sent = make.make_question(change, signers=10)
        moderation.hand_over_question(sent, moderator=mona, on=sent.sent_on)
    work()
    assert told() == []


# --- rumours ---------------------------------------------------------------------------------------------


def test_of_a_question_about_a_rumour_no_representative_hears_and_no_former_partner(bob, bea, work):
    rumour = make.make_rumour(title="Zephyr goes away")
    make.make_representative("rita", vendor=rumour.vendor)
    question = make.make_question(rumour, asker=bob, signers=8)
    actions.sign_question(question, member=bea)
    gone = make.make_partner("gone")
    actions.sign_question(question, member=gone)
    work()

    question.refresh_from_db()
    assert question.is_sent
    others = question.signatures.exclude(member=gone).values_list("member__handle", flat=True)
    assert told() == sorted((who, "question.sent") for who in others)
    assert all("Zephyr" not in message.subject + message.body for message in mail.outbox)
    # What one was told is read again at every look: who hears no rumours any more reads nothing of it.
    assert "Zephyr" in queries.inbox(bea).items[0].text
    bea.membership.delete()
    bea = type(bea).objects.get(pk=bea.pk)
    assert [line.text for line in queries.inbox(bea).items] == ["Something you were told of is no longer shown."]


def test_who_signed_and_left_the_partners_is_not_told_of_what_comes_later(bob, bea, work):
    rumour = make.make_rumour()
    question = make.make_question(rumour, asker=bob)
    actions.sign_question(question, member=bea)
    bea.membership.delete()
    actions.report_fixed(question, member=make.make_partner("zoe"))
    actions.report_fixed(question, member=make.make_partner("zack"))
    work()
    assert told() == [("bob", "question.fixed")]
