"""For whoever asked, a "no", "ask me later" and no answer are one and the same: whole pages, byte for byte."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from community.accounts import retention
from community.accounts.models import User
from community.networking import actions
from community.networking.models import Introduction
from community.web.actions import close_due_accounts
from community.web.exports import file_of
from tests import factories as make

pytestmark = pytest.mark.django_db

CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')
NEW = re.compile(r"/introductions/\d+/")
ANSWERS = {
    "no answer": lambda asked: None,
    "no": lambda asked: actions.decline_introduction(asked, by=asked.target),
    "later": lambda asked: actions.postpone_introduction(asked, by=asked.target),
    "later, then no": lambda asked: (
        actions.postpone_introduction(asked, by=asked.target), actions.decline_introduction(asked, by=asked.target)
    ),
}  # fmt: skip


def everything_for(bob: User, client, asked: Introduction) -> dict[str, object]:
    """Whatever the requester gets to see, with heads: pages, forms, mails, the copy of their data."""
    here = asked.get_absolute_url()
    pages = [
        here, "/introductions/", "/introductions/?list=asked", "/introductions/?list=contacts", "/people/bea/",
        "/people/bea/introduction/", "/people/zoe/introduction/", "/inbox/", "/", "/following/", "/accounts/peers/",
        asked.page_of_company, "/accounts/data/",
        "/people/bob/",
    ]  # fmt: skip
    form = {"blurb": "Another need, which is long enough to be one.", "about": "", "contact": "Here"}
    forms = {
        "/people/bea/introduction/": form, "/people/zoe/introduction/": form, f"{here}withdraw/": {},
        f"{here}decline/": {}, f"{here}accept/": {"contact": "x"},
    }  # fmt: skip
    seen = {page: whole(client.get(page)) for page in pages}
    for path, data in forms.items():
        with transaction.atomic():
            seen[f"POST {path}"] = whole(client.post(path, data))
            seen[f"after {path}"] = whole(client.get("/introductions/?list=asked"))
            transaction.set_rollback(True)
    seen["mails"] = [letter.message().as_bytes() for letter in mail.outbox if letter.to == [bob.email]]
    seen["export"] = file_of(bob)
    return seen


def whole(response) -> tuple:
    heads = {name: NEW.sub("/introductions/…/", value) for name, value in response.items()}
    body = NEW.sub("/introductions/…/", CHANGING.sub(rb"\1", response.content).decode())
    return response.status_code, sorted(heads.items()), body


def worlds(days: float, bob, client, asked, work, *, then=lambda asked: None) -> dict[str, dict]:
    """What the requester sees so many days later, for each answer given within minutes."""
    seen, now = {}, timezone.now()
    for name, answer in ANSWERS.items():
        with transaction.atomic():
            with time_machine.travel(now + dt.timedelta(minutes=5), tick=False):
                answer(asked)
                work(scheduled=False)
            with time_machine.travel(now + dt.timedelta(days=days), tick=False):
                work()
                actions.forget_introductions()
                then(asked)
                seen[name] = everything_for(bob, client, asked)
            transaction.set_rollback(True)
        mail.outbox.clear()
    return seen


@pytest.fixture
def asked(bob, bea, work) -> Introduction:
    """Bob has asked Bea and nine others, so that whether one more is counted would show."""
    make.make_partner("zoe")
    asked = make.make_introduction(bob, bea)
    for _number in range(9):
        make.make_introduction(bob)
    work()
    mail.outbox.clear()
    asked = Introduction.objects.select_related("target").get(pk=asked.pk)
    asked.page_of_company = bea.company.get_absolute_url()
    return asked


@pytest.mark.parametrize("days", [1, 7, 13, 15, 89, 103, 105])
def test_requester_sees_the_same_whatever_was_not_a_yes(days, bob, asked, browse, work):
    seen = worlds(days, bob, browse(bob), asked, work)

    silent = seen.pop("no answer")
    for name, world in seen.items():
        assert {what for what in silent if world[what] != silent[what]} == set(), name


def test_a_yes_is_told_from_them(bob, asked, browse, work):
    """Or the comparison would compare nothing."""
    client = browse(bob)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1), tick=False):
        before = everything_for(bob, client, asked)
        actions.accept_introduction(asked, by=asked.target, contact="Here")
        work()
        after = everything_for(bob, client, asked)

    different = {what for what in before if before[what] != after[what]}
    assert different >= {asked.get_absolute_url(), "/introductions/?list=asked", "/inbox/", "mails", "export",
                         "POST /people/bea/introduction/", "POST /people/zoe/introduction/"}  # fmt: skip


def test_closing_of_the_target_shows_nothing_either(bob, asked, browse, work):
    def close(asked) -> None:
        with time_machine.travel(timezone.now() - dt.timedelta(days=15)):
            retention.ask_to_close(asked.target, removes_posts=False)
        assert close_due_accounts() == 1
        # The new handle of an emptied row is made by chance.
        User.objects.filter(pk=asked.target_id).update(handle="closed-bea")

    for days in (2, 15):
        seen = worlds(days, bob, browse(bob), asked, work, then=close)
        silent = seen.pop("no answer")
        for name, world in seen.items():
            assert {what for what in silent if world[what] != silent[what]} == set(), name


def test_withdrawn_requests_are_alike(bob, asked, browse, work):
    for days in (2, 15):
        seen = worlds(days, bob, browse(bob), asked, work, then=withdraw_if_one_may)
        silent = seen.pop("no answer")
        for name, world in seen.items():
            assert {what for what in silent if world[what] != silent[what]} == set(), name


def withdraw_if_one_may(asked) -> None:
    asked.refresh_from_db()
    if asked.is_open:
        actions.withdraw_introduction(asked, by=asked.requester)
