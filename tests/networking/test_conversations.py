"""Conversations of a few people: who may write, who reads, and what is new to whom."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from community.accounts.models import User
from community.core.refusals import Refused, TooSoon
from community.forum.rules import pace
from community.moderation import actions as moderation
from community.networking import actions, queries
from community.networking.models import Conversation, Message, Participant
from community.notifications.models import Notification
from community.notifications.queries import inbox, news
from community.web.exports import file_of
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.leaks.test_masked import unpacked

pytestmark = pytest.mark.django_db

NEW = "/conversations/new/"


def why_not(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.sentence


def begin(author, *persons, source="Do you know the new route?", **more) -> Conversation:
    return actions.begin_conversation(list(persons), author=author, source=source, **more)


def read_by(person, talk) -> list[str]:
    return [message.source or message.kind for message in queries.conversation_page(person, talk.pk).messages]


def later(**much):
    return time_machine.travel(timezone.now() + dt.timedelta(**much), tick=False)


# --- Beginning ------------------------------------------------------------------------------------------


def test_one_writes_from_the_page_of_a_person_and_goes_on_in_the_same_conversation(bob, bea, browse):
    client, other = browse(bob), browse(bea)
    assert f"{NEW}?to=bea" in client.get("/people/bea/").content.decode()
    assert f"{NEW}?to=bea" in client.get(bea.company.get_absolute_url()).content.decode()
    page = client.post(NEW, {"to": "@Bea", "source": "Do you know **the route**?"}, follow=True)
    talk = Conversation.objects.get()

    assert page.redirect_chain[-1][0] == talk.get_absolute_url()
    assert "<strong>the route</strong>" in other.get(talk.get_absolute_url()).content.decode()
    assert client.get(f"{NEW}?to=bea")["Location"] == talk.get_absolute_url()
    begin(bea, bob, source="I do.")
    assert read_by(bob, talk) == ["Do you know **the route**?", "I do."]


def test_who_may_not_write_and_who_may_not_be_written_to_reads_one_sentence(bob, bea, carla, mona, sam, nils):
    away, closed = make.make_partner("away"), make.make_partner("alone")
    moderation.sanction(away, moderator=mona, kind="suspend", reason="Spam.")
    actions.set_peer_settings(closed, written_by="nobody")
    shy = make.make_partner("shy")
    actions.set_peer_settings(shy, written_by="known")
    actions.block_person(bob, member=nils)
    actions.block_person(bea, member=bob)

    refused = {why_not(lambda p=person: begin(bob, p)).replace(person.name, "…")
               for person in (away, closed, shy, nils, carla, sam)}  # fmt: skip
    assert refused == {"… takes no messages from you at the moment."}, "it tells no reason, and of no block"
    assert "You block Bea" in why_not(lambda: begin(bob, bea)), "that one knows"
    assert "Partners write messages" in why_not(lambda: begin(carla, bob))
    assert why_not(lambda: begin(bob, bob)) == "This is you."
    actions.follow_peer(bob, member=shy)
    assert begin(bob, shy).participants.count() == 2


def test_text_and_names_are_kept_where_something_is_wrong(bob, bea, browse):
    actions.set_peer_settings(bea, written_by="nobody")
    client = browse(bob)
    for to, said in (("bea", "takes no messages"), ("nobody-here", "There is nobody called @nobody-here")):
        page = client.post(NEW, {"to": to, "source": "Half a thought"})
        assert (page.status_code, said in text_of(page)) == (422, True)
        assert "Half a thought" in page.content.decode()


def test_one_form_gives_one_message_and_other_words_under_it_are_kept(bob, bea, browse):
    key = "4d0e6f0e-2a1b-4f0a-8a8f-0d8f7f1f6f01"
    client, form = browse(bob), {"to": "bea", "source": "Once", "form_key": key}
    assert {client.post(NEW, form)["Location"] for _time in range(2)} == {Conversation.objects.get().get_absolute_url()}
    changed = client.post(NEW, form | {"source": "Twice"})

    assert (changed.status_code, Message.objects.count()) == (422, 1)
    assert "Twice" in changed.content.decode()
    assert changed.context["form"]["form_key"].value() != key


def test_a_conversation_of_several_names_who_cannot_be_added_in_one_sentence(bob, bea, nils):
    shy, hurt = make.make_partner("shy"), make.make_partner("hurt")
    actions.set_peer_settings(shy, written_by="nobody")
    actions.block_person(bea, member=hurt)

    said = why_not(lambda: begin(bob, bea, nils, shy, hurt))
    assert said.startswith("These people cannot be added at the moment: Bea, Shy, Hurt."), "not who of two blocks"
    crowd = [make.make_partner() for _person in range(30)]
    assert "at most 30 people" in why_not(lambda: begin(bob, *crowd))
    assert begin(bob, *crowd[:29], title="Renewals").participants.count() == 30


def test_new_partners_begin_three_a_day_and_nobody_writes_twenty_messages_a_minute(bob, nils, monkeypatch):
    monkeypatch.setattr(pace, "_lifted", pace.ContextVar("kept", default=False))
    for _time in range(3):
        begin(nils, make.make_partner())
    with pytest.raises(TooSoon, match="begun 3 conversations within a day"):
        begin(nils, make.make_partner())
    with later(days=1, minutes=1):
        talk = begin(nils, bob)
        for _time in range(19):
            make.make_message(talk, nils)
        with pytest.raises(TooSoon, match="20 messages within a minute"):
            make.make_message(talk, nils)


# --- Being in it ----------------------------------------------------------------------------------------


def test_nobody_else_reads_it_whatever_their_role(bob, bea, nils, mona, ada, alice, visitor, browse):
    talk = begin(bob, bea, source="Secretword")

    for person in (nils, mona, ada, alice):
        client = browse(person)
        assert client.get(talk.get_absolute_url()).status_code == 404
        assert client.post(f"{talk.get_absolute_url()}messages/", {"source": "Me too"}).status_code == 404
        assert client.get(f"/report/message/{talk.newest_id}/").status_code == 404
        assert not Message.objects.visible_to(person).exists()
    assert not Message.objects.visible_to(visitor).exists()
    assert browse(ada).get(f"/admin/networking/message/{talk.newest_id}/change/").status_code in {302, 404}


def test_who_is_added_reads_from_then_on_and_who_leaves_reads_no_more(bob, bea, nils):
    talk = begin(bob, bea, source="Before")
    assert actions.add_people(talk, by=bea, persons=[nils, bob]) == 1
    actions.say(talk, author=bob, source="After")

    assert read_by(nils, talk) == ["added", "After"]
    assert read_by(bob, talk) == ["Before", "added", "After"]
    assert actions.leave_conversation(talk, member=bea)
    assert queries.conversation_page(bea, talk.pk) is None
    assert read_by(bob, talk)[-1] == "left"
    assert "not in this conversation any more" in why_not(lambda: actions.say(talk, author=bea, source="One more"))
    assert "Bea cannot be added" in why_not(lambda: actions.add_people(talk, by=bob, persons=[bea]))


def test_of_two_leaving_puts_it_away_until_something_comes(bob, bea, browse):
    talk = begin(bob, bea)
    client = browse(bea)
    client.post(f"{talk.get_absolute_url()}leave/")

    assert "Bob" not in text_of(client.get("/conversations/")).partition("Settings")[2].partition("Backchannel")[0]
    assert "Bob" in text_of(client.get("/conversations/?list=archived"))
    actions.say(talk, author=bob, source="One more thing")
    assert [seat.conversation for seat in queries.conversations(bea).items] == [talk]
    assert read_by(bea, talk)[-1] == "One more thing"


def test_of_two_a_block_ends_the_writing_and_both_still_read(bob, bea, browse):
    talk = begin(bob, bea)
    actions.block_person(bob, member=bea)

    for one, said in ((bob, "Bea takes no messages from you at the moment."), (bea, "You block Bob.")):
        page = text_of(browse(one).get(talk.get_absolute_url()))
        assert said in page
        assert "Do you know the new route?" in page
    kept = browse(bob).post(f"{talk.get_absolute_url()}messages/", {"source": "Half a thought"})
    assert (kept.status_code, "Half a thought" in kept.content.decode()) == (422, True)


def test_silenced_people_read_and_do_not_write(bob, bea, mona):
    talk = begin(bob, bea)
    moderation.sanction(bob, moderator=mona, kind="silence", reason="Calmer, please.")
    bob = User.objects.get(pk=bob.pk)

    assert read_by(bob, talk) == ["Do you know the new route?"]
    assert "You can read, but not write" in why_not(lambda: actions.say(talk, author=bob, source="But"))


# --- What is new ----------------------------------------------------------------------------------------


def test_unread_is_counted_until_it_is_opened_and_never_shown_to_others(bob, bea, browse):
    talk = begin(bob, bea)
    actions.say(talk, author=bob, source="Are you there?")
    assert (news(bea).conversations, news(bob).conversations) == (1, 0)
    before = text_of(browse(bob).get(talk.get_absolute_url()))

    browse(bea).get(talk.get_absolute_url())

    assert news(bea).conversations == 0
    assert text_of(browse(bob).get(talk.get_absolute_url())) == before
    actions.say(talk, author=bob, source="Still?")
    assert news(bea).conversations == 1
    actions.mute_conversation(talk, member=bea, is_muted=True)
    assert news(bea).conversations == 0


def test_one_mail_for_a_conversation_until_it_is_read_and_never_a_word_of_it(bob, bea, work, browse):
    talk = begin(bob, bea, source="Secretword one")
    actions.say(talk, author=bob, source="Secretword two")
    work()

    (told,) = mails_to(bea.email)
    assert told.subject == "Bob wrote to you"
    assert talk.get_absolute_url() in told.body
    assert "Secretword" not in str(told.message())
    assert Notification.objects.count() == news(bea).notifications == 1
    browse(bea).get(talk.get_absolute_url())
    assert news(bea).notifications == 0, "what was read there is not new in the inbox"
    assert not inbox(bea).items[0].is_new
    actions.say(talk, author=bob, source="Secretword three")
    work()
    assert len(mails_to(bea.email)) == 2


def test_nobody_is_told_who_has_read_it_muted_it_left_or_blocks_the_author(bob, bea, nils, work):
    reads, mutes, leaves, blocks = (make.make_partner(name) for name in ("reads", "mutes", "leaves", "blocks"))
    talk = begin(bob, bea, nils, reads, mutes, leaves, blocks, title="Secrettitle")
    actions.mark_conversation_read(talk, member=reads, number=1)
    actions.mute_conversation(talk, member=mutes, is_muted=True)
    actions.leave_conversation(talk, member=leaves)
    actions.block_person(bob, member=blocks)
    work()

    told = set(Notification.objects.filter(kind="message.sent").values_list("recipient__handle", flat=True))
    assert told == {"bea", "nils"}
    assert "Secrettitle" not in str([message.message() for message in mails_to(bea.email)])


def test_a_long_conversation_is_read_backwards_page_by_page(bob, bea, browse):
    talk = make.make_conversation(bob, bea, source="Number 1")
    for number in range(2, 46):
        make.make_message(talk, bob, f"Number {number}")
    client, here = browse(bea), talk.get_absolute_url()
    pages = [client.get(here).context["page"]]
    while pages[-1].earlier:
        pages.append(client.get(f"{here}?before={pages[-1].earlier}").context["page"])

    assert [message.number for page in reversed(pages) for message in page.messages] == list(range(1, 46))
    assert [page.is_newest for page in pages] == [True, False, False]
    assert Participant.objects.get(person=bea).read_number == 45, "earlier pages do not make it unread"


# --- Introductions --------------------------------------------------------------------------------------


def test_a_yes_opens_it_with_the_request_as_its_first_message(bob, bea, browse):
    asked = make.make_introduction(bob, bea, blurb="We renew in **March** and look for advice.")
    actions.accept_introduction(asked, by=bea, contact="Here")
    talk = Conversation.objects.get()

    assert read_by(bob, talk) == read_by(bea, talk) == ["introduced", "We renew in **March** and look for advice."]
    assert talk.get_absolute_url() in browse(bob).get(asked.get_absolute_url()).content.decode()
    assert (news(bob).conversations, news(bea).conversations) == (0, 0), "the yes itself is told"


def test_ending_an_introduction_takes_each_from_the_other_s_contacts_and_tells_nobody(bob, bea, browse, work):
    asked = make.make_introduction(bob, bea)
    actions.accept_introduction(asked, by=bea, contact="Ring twice")
    work()
    told = Notification.objects.count()
    browse(bea).post(f"{asked.get_absolute_url()}end/")
    work()

    assert list(queries.contacts_of(bob)) == list(queries.contacts_of(bea)) == []
    assert browse(bob).get(asked.get_absolute_url()).status_code == 404
    assert "Ring twice" not in text_of(browse(bob).get("/introductions/?list=contacts"))
    assert Notification.objects.count() == told
    assert read_by(bob, Conversation.objects.get())[0] == "introduced"


# --- Keeping it true ------------------------------------------------------------------------------------


def test_what_a_conversation_says_of_its_end_is_compared_and_mended(bob, bea, capsys):
    talk = make.make_conversation(bob, bea)
    Conversation.objects.filter(pk=talk.pk).update(last_number=7, newest=None)
    call_command("check_conversations", repair=True)
    call_command("check_conversations")

    assert "says it ends with #7, has #1" in capsys.readouterr().out
    talk.refresh_from_db()
    assert (talk.last_number, talk.newest) == (1, talk.messages.get())


# --- Leaving the site -----------------------------------------------------------------------------------


def test_export_has_own_messages_and_with_whom_and_nothing_that_others_wrote(bob, bea):
    talk = make.make_conversation(bob, bea, source="Mineword")
    make.make_message(talk, bea, "Otherword")
    files = unpacked(file_of(bob))

    assert "Mineword" in files["networking.message.author.json"]
    assert "Bea" in files["networking.conversation.json"]
    assert "Otherword" not in str(files)


def test_what_nobody_is_in_any_more_is_removed_unless_it_was_reported_lately(bob, bea, nils):
    left, reported = (make.make_conversation(bob, bea, nils) for _time in range(2))
    moderation.report(reported.newest, reporter=bea, reason="unkind")
    Participant.objects.update(left_at=timezone.now())

    assert actions.forget_conversations() == 1
    assert Conversation.objects.get() == reported
    with later(days=185):
        assert actions.forget_conversations() == 1
    assert left.pk
