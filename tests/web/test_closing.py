"""An account is closed 14 days after its owner asked, and nothing of the person is left but what is documented."""

import datetime as dt
import logging
import re
from pathlib import Path

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from community.accounts import masks, retention
from community.accounts.models import AccountClosing, FormerHandle, User
from community.core.refusals import Refused
from community.forum.models import Draft, Post
from community.moderation import actions as moderation
from community.moderation.models import Decision
from community.networking import actions as networking
from community.web import actions
from tests import factories as make
from tests.accounts.pages import mails_to, signed_in_as, text_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

CLOSING, KEEP = "/accounts/closing/", "/accounts/closing/keep/"
FIFTEEN_DAYS = dt.timedelta(days=15)
CANARIES = {
    "name": "Quexandra Vorrilow", "handle": "zyxquex", "e-mail": "quex@vorrilow.example", "title": "Canarytitle",
    "about": "Canaryabout", "draft": "Canarydraft", "held": "Canaryheld", "shown": "Canaryshown",
    "hidden": "Canaryhidden", "waiting": "Canarywaiting",
    "network": "203.0.113.77", "application": "Canarycheck", "agent": "Canarybrowser",
    "appeal": "Canaryappeal", "ticket": "Canaryticket", "entry": "Canaryentry", "notes": "Canarynotes",
    "message": "Canarymessage", "purpose": "Canarypurpose",
    "blurb": "Canaryblurb", "contact": "Canarycontact", "given": "Canarygiven",
}  # fmt: skip


def everything() -> dict[str, str]:
    """Every column of the database that can hold words, as one text each. Tables of the queue included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'inet', 'ARRAY', 'bytea', 'uuid')"
            " OR data_type = 'USER-DEFINED') ORDER BY 1, 2"
        )
        columns = cursor.fetchall()
        found = {}
        for table, column in columns:
            cursor.execute(f'SELECT string_agg("{column}"::text, chr(10)) FROM "{table}"')  # noqa: S608 - names come from this test
            found[f"{table}.{column}"] = cursor.fetchone()[0] or ""
    return found


def places() -> dict[str, set[str]]:
    """Where each canary is found."""
    columns = everything()
    seen = {
        key: {place for place, text in columns.items() if word.lower() in text.lower()}
        for key, word in CANARIES.items()
    }
    return {key: where for key, where in seen.items() if where}


@pytest.fixture
def quex(db):
    """Somebody who has left traces wherever a member can."""
    quex = make.make_partner(
        CANARIES["handle"], name=CANARIES["name"], email=CANARIES["e-mail"], title=CANARIES["title"],
        about=CANARIES["about"], password=PASSWORD,
    )  # fmt: skip
    make.make_application(quex, message=CANARIES["application"])
    client = Client(HTTP_USER_AGENT=CANARIES["agent"], REMOTE_ADDR=CANARIES["network"])
    client.post("/accounts/login/", {"login": quex.email, "password": "not-the-password"})
    client.post("/accounts/login/", {"login": quex.email, "password": PASSWORD})
    client.get("/")
    thread = make.make_thread(quex, source=CANARIES["shown"])
    Draft.objects.create(member=quex, thread=thread, source=CANARIES["draft"], saved_at=timezone.now())
    make.make_group(quex, make.make_partner(), description=CANARIES["purpose"])  # which the others keep
    make.make_hidden_post(make.make_thread(), quex, source=CANARIES["hidden"])
    User.objects.filter(pk=quex.pk).update(trusted_at=None)
    quex.refresh_from_db()
    make.make_held_post(make.make_thread(), quex, source=CANARIES["held"])
    moderation.make_appeal(Decision.objects.get(verb="hide_post"), appellant=quex, text=CANARIES["appeal"])
    make.make_ticket(quex, title=CANARIES["ticket"], notes=CANARIES["notes"])
    make.make_entry(quex, title=CANARIES["entry"], source=f"{CANARIES['entry']} in words")
    make.make_introduction(quex, blurb=CANARIES["blurb"], contact=CANARIES["contact"])
    networking.accept_introduction(make.make_introduction(target=quex), by=quex, contact=CANARIES["given"])
    make.make_conversation(quex, source=CANARIES["message"])
    make.make_thread(quex, source=CANARIES["waiting"], title="A thread that waits for a moderator")
    make.make_post(thread, source=f"Thank you, @{CANARIES['handle']}")  # somebody else's text
    quex.client = client
    return quex


def close(person, *, removes_posts: bool) -> None:
    retention.ask_to_close(person, removes_posts=removes_posts)
    with time_machine.travel(timezone.now() + FIFTEEN_DAYS):
        assert actions.close_due_accounts() == 1
        retention.drop_old_traces()


@pytest.mark.parametrize("removes_posts", [False, True])
def test_afterwards_nothing_of_the_person_is_found_but_what_is_documented(quex, removes_posts, caplog):
    caplog.set_level(logging.DEBUG)
    before = places()
    assert set(before) == set(CANARIES)

    close(quex, removes_posts=removes_posts)

    shown = {} if removes_posts else {"shown": {"source", "html"}}
    by_others = {"handle": {"source", "html", "mentions"}}
    kept = {"purpose": {f"networking_group.{column}" for column in ("description", "description_html")}}
    said = kept if removes_posts else kept | {"message": {"networking_message.source", "networking_message.html"}}
    assert places() == said | {
        key: {f"forum_post.{column}" for column in columns} for key, columns in (shown | by_others).items()
    }
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert [key for key, word in CANARIES.items() if word in told] == []
    call_command("check_counters")


def test_posts_that_stay_carry_no_name_and_those_that_go_leave_stubs(quex, browse, bob):
    thread = quex.threads.get(published_at__isnull=False)
    reply = make.make_post(thread, bob, source="An answer that stays")
    close(quex, removes_posts=False)
    page = text_of(browse(bob).get(thread.get_absolute_url()))
    assert ("Deleted member" in page, CANARIES["shown"] in page, CANARIES["name"] in page) == (True, True, False)

    other = make.make_partner("other")
    thread = make.make_thread(other, source="Goes away")
    make.make_post(thread, bob, source="An answer that stays")
    close(other, removes_posts=True)
    page = text_of(browse(bob).get(thread.get_absolute_url()))
    assert ("Goes away" in page, "An answer that stays" in page) == (False, True)
    assert reply.author == bob


def test_closing_asks_for_the_password_and_what_becomes_of_the_posts(quex, work):
    client = quex.client
    page = client.get(CLOSING)
    assert "14 days after you ask" in text_of(page)
    asked = client.post(CLOSING, {"posts": "go"})
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Fclosing%2F"
    assert not AccountClosing.objects.exists()

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(CLOSING, {"posts": ""}).status_code == 422
    client.post(CLOSING, {"posts": "go"})
    work()

    closing = AccountClosing.objects.get()
    assert (closing.member, closing.removes_posts, closing.due_at - closing.asked_at) == (
        quex,
        True,
        dt.timedelta(days=14),
    )
    (told,) = mails_to(quex.email)
    assert told.subject == "Your account will be closed"
    assert CLOSING in told.body
    assert "Keep the account" in text_of(client.get(CLOSING))


def test_taken_back_in_time_nothing_happens(quex):
    retention.ask_to_close(quex, removes_posts=True)
    quex.client.post(KEEP)

    with time_machine.travel(timezone.now() + FIFTEEN_DAYS):
        assert actions.close_due_accounts() == 0
    quex.refresh_from_db()
    assert (quex.is_active, quex.name) == (True, CANARIES["name"])


def test_before_its_time_nothing_happens_and_asking_again_moves_no_day(quex):
    first = retention.ask_to_close(quex, removes_posts=True)
    with time_machine.travel(timezone.now() + dt.timedelta(days=13)):
        again = retention.ask_to_close(quex, removes_posts=False)
        assert actions.close_due_accounts() == 0

    assert (again.due_at, again.removes_posts) == (first.due_at, False)


def test_end_is_mailed_and_whoever_was_signed_in_is_not(quex):
    assert signed_in_as(quex.client) == CANARIES["handle"]
    close(quex, removes_posts=False)

    (told,) = mails_to(CANARIES["e-mail"])
    assert told.subject == "Your account is closed"
    assert signed_in_as(quex.client) == ""
    again = Client()
    again.post("/accounts/login/", {"login": CANARIES["e-mail"], "password": PASSWORD})
    assert signed_in_as(again) == ""


def test_job_that_dies_on_the_way_has_done_nothing_and_the_next_one_does_it_once(quex, monkeypatch):
    retention.ask_to_close(quex, removes_posts=True)
    scrub = retention.scrub
    with time_machine.travel(timezone.now() + FIFTEEN_DAYS):
        monkeypatch.setattr(retention, "scrub", lambda member: scrub(member) or 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.close_due_accounts()
        assert Post.objects.filter(source=CANARIES["shown"]).exists()
        assert User.objects.get(pk=quex.pk).email == CANARIES["e-mail"]

        monkeypatch.setattr(retention, "scrub", scrub)
        assert [actions.close_due_accounts(), actions.close_due_accounts()] == [1, 0]
    assert not Post.objects.filter(source=CANARIES["shown"]).exists()


def test_moderators_give_their_role_up_first(mona, browse):
    with pytest.raises(Refused, match="Ask an administrator"):
        retention.ask_to_close(mona, removes_posts=False)
    assert "Ask an administrator" in text_of(browse(mona).get(CLOSING))


def test_handle_is_held_and_then_free(quex):
    close(quex, removes_posts=False)
    assert FormerHandle.objects.held().like("zyxquex").exists()

    with time_machine.travel(timezone.now() + dt.timedelta(days=120)):
        retention.drop_old_traces()
        assert not FormerHandle.objects.exists()


def test_addresses_of_the_network_are_dropped_after_ninety_days(quex):
    assert UserSession.objects.get(user=quex).ip == CANARIES["network"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_session SET expire_date = now() + interval '400 days'")

    with time_machine.travel(timezone.now() + dt.timedelta(days=89)):
        retention.drop_old_traces()
    assert UserSession.objects.get(user=quex).ip == CANARIES["network"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        retention.drop_old_traces()
    assert (UserSession.objects.get(user=quex).ip, places().get("network")) == ("0.0.0.0", None)  # noqa: S104 - compared, nothing listens there
    assert "0.0.0.0" not in text_of(quex.client.get("/accounts/sessions/"))  # noqa: S104 - compared, nothing listens there


def test_what_stays_is_documented():
    told = Path(site.BASE_DIR, "docs/privacy.md").read_text()

    assert {label for label in retention.STAYS if f"`{label}`" not in told} == set()
    assert re.search(r"14 days", told)
    assert re.search(r"90 days", told)


@pytest.mark.parametrize("removes_posts", [True, False])
def test_pseudonyms_of_somebody_who_leaves_are_nobodys(removes_posts, bob):
    post = make.make_post(make.make_thread(), bob, masked=True)
    bob.refresh_from_db()

    with time_machine.travel(timezone.now() + dt.timedelta(days=-15)):
        retention.ask_to_close(bob, removes_posts=removes_posts)
    assert actions.close_due_accounts() == 1

    post.refresh_from_db()
    assert (post.source == "", post.state == "deleted") == (removes_posts, removes_posts)
    assert post.author.name == "Verified partner", "its name would change at the moment in which theirs does"
    assert masks.person_of(post.author) == post.author
    assert list(masks.miscounted()) == []
