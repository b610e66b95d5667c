"""Reports of what is between a few people: moderators read what was reported and nothing else, and the log says so."""

import pytest

from community.core.refusals import Refused
from community.moderation import actions, queries
from community.moderation.models import Decision, Report, Undo
from community.networking import actions as networking
from community.networking import queries as peers
from community.networking.models import Message
from community.notifications.queries import inbox
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(bob, bea):
    """Twenty messages, of which Bea reports the tenth."""
    talk = make.make_conversation(bob, bea, source="Word1.")
    for number in range(2, 21):
        make.make_message(talk, bob, f"Word{number}.")
    return talk


@pytest.fixture
def report(talk, bea) -> Report:
    return actions.report(talk.messages.get(number=10), reporter=bea, reason="unkind", note="Noteword")


def words_in(text: str) -> list[int]:
    return [number for number in range(1, 31) if f"Word{number}." in text]


def test_a_participant_reports_it_and_a_moderator_reads_ten_around_it_by_a_form_that_is_in_the_log(
    talk, bob, bea, nils, mona, browse, work
):
    client, here = browse(mona), f"/report/message/{talk.messages.get(number=10).pk}/"
    assert browse(nils).get(here).status_code == 404
    assert "This is your own message" in text_of(browse(bob).get(here, follow=True))
    sent = browse(bea).post(here, {"reason": "unkind", "note": "Noteword"}, follow=True)
    assert "A moderator reads it" in text_of(sent)
    make.make_message(talk, bob, "Word21.")
    case = f"/moderation/reports/{Report.objects.get().pk}/"

    assert case in client.get("/moderation/").content.decode()
    pages = text_of(client.get(case)) + text_of(client.get("/moderation/"))
    assert words_in(pages) == []
    assert "Noteword" in pages
    assert not Decision.objects.exists()
    assert words_in(text_of(client.post(f"{case}read/"))) == list(range(5, 16))
    look = Decision.objects.get()
    assert (look.verb, look.moderator, look.reason, look.target_id) == (
        "read_message", mona, "Unkind to a person", talk.messages.get(number=10).pk,
    )  # fmt: skip
    assert words_in(text_of(client.get(case))) == [], "each look is asked for anew"
    assert client.get(talk.get_absolute_url()).status_code == 404
    log = text_of(browse(bob).get("/moderation/log/"))
    assert ("read a reported message" in log, "Unkind to a person" in log) == (True, False)


def test_only_what_the_reporter_could_read_is_kept(bob, bea, nils, mona):
    talk = make.make_conversation(bob, bea, source="Word1.")
    networking.add_people(talk, by=bob, persons=[nils])
    message = make.make_message(talk, bob, "Word3.")
    report = actions.report(message, reporter=nils, reason="spam")
    make.make_message(talk, bob, "Word4.")

    actions.look_at_reported(report, moderator=mona)
    assert [row.number for row in queries.what_was_reported(report)] == [2, 3]


def test_hidden_it_is_gone_for_the_others_its_author_is_told_and_it_comes_back(
    report, talk, bob, bea, mona, browse, work
):
    message = report.message
    assert actions.hide_reported(message, moderator=mona, reason="Read it twice.")
    work()

    assert 10 not in words_in(text_of(browse(bea).get(f"{talk.get_absolute_url()}?before=13")))
    assert 10 in words_in(text_of(browse(bob).get(f"{talk.get_absolute_url()}?before=13")))
    assert inbox(bob).items[0].text == "A message of yours was hidden by a moderator"
    assert "agreed with your report of a message" in inbox(bea).items[0].text
    actions.restore_reported(message, moderator=mona, reason="I was wrong.")
    assert 10 in words_in(text_of(browse(bea).get(f"{talk.get_absolute_url()}?before=13")))


def test_once_decided_and_shown_nobody_looks_any_more(report, mona):
    actions.dismiss_reports(report.message, moderator=mona, reason="A plain word.")

    with pytest.raises(Refused, match="No report is open any more"):
        actions.look_at_reported(report, moderator=mona)


def test_undone_it_is_as_before(report, mona):
    actions.hide_reported(report.message, moderator=mona, reason="Read it twice.")
    actions.undo(Undo.objects.get(), moderator=mona)

    assert Message.objects.get(pk=report.message_id).is_shown
    assert Report.objects.open().count() == 1


def test_three_in_a_conversation_hide_it_until_it_is_decided(bob, bea, nils, carla):
    others = [bea, nils, make.make_partner("zoe")]
    message = make.make_conversation(bob, *others).newest
    for reporter in others:
        actions.report(message, reporter=reporter, reason="unkind")

    message.refresh_from_db()
    assert (message.is_withheld, message.is_shown) == (True, False)


def test_a_request_is_reported_by_whom_it_was_sent_to_and_read_without_the_contact(bob, bea, mona, browse, work):
    asked = make.make_introduction(bob, bea, blurb="Blurbword, that is long enough.", contact="Contactword")
    sent = browse(bea).post(f"/report/introduction/{asked.pk}/", {"reason": "spam"}, follow=True)
    assert "A moderator reads it" in text_of(sent)
    assert browse(mona).get(f"/report/introduction/{asked.pk}/").status_code == 404
    client, case = browse(mona), f"/moderation/reports/{Report.objects.get().pk}/"
    assert "Blurbword" not in text_of(client.get(case))
    read = text_of(client.post(f"{case}read/"))
    assert ("Blurbword" in read, "Contactword" in read) == (True, False)

    client.post(f"{case}hide/", {"reason": "Advertising."})
    work()

    assert peers.introduction_for(bea, asked.pk) is None
    assert "A moderator took this request away" in text_of(browse(bob).get(asked.get_absolute_url()))
    assert "taken away by a moderator" in inbox(bob).items[0].text
