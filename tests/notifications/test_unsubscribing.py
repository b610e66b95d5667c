"""Stopping mails from a mail: one click, nobody signed in, and an address that tells nothing."""

import base64
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from community.forum import actions as forum
from community.moderation import actions as moderation
from community.notifications import actions, queries
from community.notifications.models import Preference
from community.notifications.topics import TOPICS
from community.notifications.unsubscribing import read_token, unsubscribe_url
from tests import factories as make
from tests.accounts.pages import text_of

pytestmark = pytest.mark.django_db

USUAL = {name: topic.usual for name, topic in TOPICS.items()}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_for(member, *topics: str) -> str:
    return urlsplit(unsubscribe_url(member.pk, list(topics))).path


def token_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def stranger() -> Client:
    """A mail provider's machine: no cookies, and every check that a browser would meet."""
    return Client(enforce_csrf_checks=True)


def test_one_click_stops_just_these_mails_without_cookies(bob, bea):
    answer = stranger().post(path_for(bob, "threads"), ONE_CLICK)

    assert (answer.status_code, answer.cookies) == (200, {})
    assert queries.channels(bob) == USUAL | {"threads": "inbox"}
    assert queries.channels(bea) == USUAL


def test_mail_about_two_things_stops_both(bob):
    stranger().post(path_for(bob, "threads", "mentions"), ONE_CLICK)

    assert queries.channels(bob) == USUAL | {"threads": "inbox", "mentions": "inbox"}


def test_twice_is_fine_and_does_not_undo_what_was_chosen_since(bob):
    path = path_for(bob, "threads")
    assert stranger().post(path, ONE_CLICK).status_code == 200
    assert stranger().post(path, ONE_CLICK).status_code == 200
    actions.set_channels(bob, channels={"threads": "off"})

    assert stranger().post(path, ONE_CLICK).status_code == 200
    assert queries.channels(bob)["threads"] == "off"


def test_reminders_stop_too_and_stay_in_the_inbox(bob):
    stranger().post(path_for(bob, "reminders"), ONE_CLICK)

    assert queries.ladder_of(bob).channel == "inbox"
    assert queries.ladder_of(bob).rungs == [90, 30, 7, 1]


def test_opening_the_address_changes_nothing_and_its_button_stops_the_mails(bob):
    client, path = stranger(), path_for(bob, "threads")

    page = client.get(path)

    assert page.status_code == 200
    assert "Other posts in threads you started" in text_of(page)
    assert queries.channels(bob) == USUAL
    assert '<form class="actions" method="post"><button' in page.text  # to where it stands

    assert "It still appears in the inbox. Other posts in threads you started" in text_of(client.post(path))
    assert queries.channels(bob) == USUAL | {"threads": "inbox"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_names_nobody_and_is_kept_by_nobody(method, bob):
    answer = getattr(stranger(), method)(path_for(bob, "threads"))

    assert [word for word in (bob.name, bob.handle, bob.email, bob.company.name) if word in answer.text] == []
    assert answer["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.text


def test_somebody_else_who_is_signed_in_stops_the_mails_of_whom_they_were_for(bob, bea, browse):
    browse(bea).post(path_for(bob, "threads"), ONE_CLICK)

    assert queries.channels(bob) == USUAL | {"threads": "inbox"}
    assert queries.channels(bea) == USUAL


# --- The token -------------------------------------------------------------------------------------------


def test_token_tells_neither_whose_nor_what_nor_when(bob, bea):
    tokens = [
        token_of(path_for(person, *topics))
        for person in (bob, bea)
        for topics in (["threads"], ["answers", "mentions", "threads"], ["decisions"])
    ]

    assert len({len(token) for token in tokens}) == 1
    assert all(re.fullmatch(r"[\w-]+", token) for token in tokens)
    raw = [base64.urlsafe_b64decode(token + "==") for token in tokens]
    said = [word for text in raw for word in (b"threads", b"answers", b"decisions", b"bob") if word in text]
    assert said == []
    assert {text[:9] for text in raw} == {b"\x80" + bytes(8)}  # the version, and no time


def test_two_mails_of_one_kind_to_one_person_have_two_tokens(bob):
    assert path_for(bob, "threads") != path_for(bob, "threads")


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other site", "long", "unicode"])
def test_token_that_this_site_has_not_written_opens_nothing(damage, bob, settings):
    token = token_of(path_for(bob, "threads"))
    if damage == "other site":
        settings.SECRET_KEY = "another secret of another site that has nothing to do with ours"
    wrong = {
        "cut": token[:-4], "flipped": token[:40] + ("A" if token[40] != "A" else "B") + token[41:], "empty": "x",
        "other site": token, "long": "A" * 5000, "unicode": "ü" * 40,
    }[damage]  # fmt: skip

    assert read_token(wrong) is None
    assert stranger().get(f"/inbox/unsubscribe/{wrong}/").status_code == 404
    assert stranger().post(f"/inbox/unsubscribe/{wrong}/", ONE_CLICK).status_code == 404
    settings.SECRET_KEY = "back"
    assert not Preference.objects.exists()


def test_token_of_a_person_who_is_gone_opens_nothing(bob):
    path = urlsplit(unsubscribe_url(bob.pk + 999, ["threads"])).path

    assert stranger().post(path, ONE_CLICK).status_code == 404


def test_token_of_a_topic_that_is_gone_stops_what_is_left(bob):
    assert read_token(token_of(path_for(bob, "threads", "pigeons"))) == (bob.pk, ["threads"])
    assert stranger().get(path_for(bob, "pigeons")).status_code == 404


def test_longest_token_still_fits(bob):
    path = urlsplit(unsubscribe_url(2**63 - 1, ["answers", "mentions", "threads"])).path

    assert read_token(token_of(path)) == (2**63 - 1, ["answers", "mentions", "threads"])
    assert len(token_of(path)) == len(token_of(path_for(bob, "threads")))


# --- In the mails ----------------------------------------------------------------------------------------


def stops_in(message) -> str:
    return message.extra_headers["List-Unsubscribe"].strip("<>")


def test_every_mail_has_the_heads_and_the_link_that_stop_its_kind(bob, nils, mona, work):
    thread = make.make_thread(bob)
    held = make.make_held_post(thread, nils)
    moderation.approve_post(held, moderator=mona)
    work()

    stopped = {}
    for message in mail.outbox:
        address = stops_in(message)
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert f"Stop mails like this: {address}" in message.body
        assert f'<a href="{address}">' in message.alternatives[0].content
        stranger().post(urlsplit(address).path, ONE_CLICK)
        (person,) = message.to
        member = {"bob@example.org": bob, "nils@example.org": nils}[person]
        stopped[person] = {name for name, channel in queries.channels(member).items() if channel != USUAL[name]}
    assert stopped == {"bob@example.org": {"threads"}, "nils@example.org": {"decisions"}}


def test_after_the_click_no_mail_of_that_kind_comes_and_the_inbox_still_fills(bob, bea, work):
    thread = make.make_thread(bob)
    forum.post_reply(author=bea, thread=thread, source="The first.")
    work()
    (message,) = mail.outbox
    stranger().post(urlsplit(stops_in(message)).path, ONE_CLICK)

    forum.post_reply(author=bea, thread=thread, source="The second.")
    work()

    assert len(mail.outbox) == 1
    assert [line.text for line in queries.inbox(bob).items] == [
        f"Bea replied in your thread “{thread.title}”",
        f"Bea replied in your thread “{thread.title}”",
    ]
