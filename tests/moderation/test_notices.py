"""Notices of illegal content: for everybody, confirmed by mail, decided by a moderator."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from community.core.embedded_places import BASE_DIR
from community.core.refusals import Refused
from community.moderation import actions, queries
from community.moderation.models import Decision, Notice
from tests import factories as make
from tests.accounts.test_signup import MailServer
from tests.leaks.rows import empty_queue
from tests.live.lines import PATIENCE, database_url
from tests.notifications.test_reminder_worker import worker

pytestmark = pytest.mark.django_db

REASON = "It names a person’s home."
GIVEN = {
    "page": "/about/", "explanation": "It shows my drawing without leave.", "name": "Vera Visitor",
    "email": "vera@example.org", "good_faith": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _counted_anew():
    cache.clear()
    yield
    cache.clear()


def sent(browse, **fields):
    return browse().post("/notice/", GIVEN | fields)


def link() -> str:
    return re.search(r"http://localhost:8000(/notice/\S+/)", mail.outbox[-1].body)[1]


def a_notice(*, is_confirmed: bool = True) -> Notice:
    given = {name: GIVEN[name] for name in ("explanation", "name", "email")}
    notice = actions.send_notice("/about/", **given, language="en")
    if is_confirmed:
        actions.confirm_notice(notice)
    notice.refresh_from_db()
    return notice


def test_only_the_pressed_button_brings_it_into_the_queue(browse, mona, work):
    answer = sent(browse)
    work()
    address = link()

    assert (answer.status_code, answer["Location"]) == (302, "/notice/sent/")
    assert "Confirm and send" in browse().get(address).content.decode()  # as a mail scanner does
    assert (queries.queue(mona), queries.waiting_count(mona)) == ([], 0)
    browse().post(address)
    browse().post(address)
    assert [(item.name, item.title) for item in queries.queue(mona)] == [("notice", "/about/")]
    assert queries.waiting_count(mona) == 1
    assert "Confirmed" in browse().get(address).content.decode()


def test_link_is_good_for_three_days_and_no_other_is_good_at_all(browse, work):
    sent(browse)
    work()
    address = link()

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        late = [browse().get(address).status_code, browse().post(address).status_code]

    assert late == [410, 410]
    assert browse().post(address[:-3] + "xx/").status_code == 410
    assert not Notice.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.parametrize(
    "page",
    ["https://elsewhere.example/t/1/", "/no/such/page/", "not an address"],
)
def test_address_must_look_like_one_of_this_site(page, browse):
    answer = sent(browse, page=page)

    assert answer.status_code == 422
    assert GIVEN["explanation"] in answer.content.decode()
    assert not Notice.objects.exists()


def test_whether_something_is_there_is_not_said(browse):
    hidden = make.make_thread()
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())

    answers = [sent(browse, page=page).status_code for page in (f"http://testserver/t/{hidden.pk}/", "/t/987654/")]

    assert answers == [302, 302]
    assert list(Notice.objects.order_by("pk").values_list("page", flat=True)) == [f"/t/{hidden.pk}/", "/t/987654/"]


@pytest.mark.parametrize("missing", ["page", "explanation", "name", "email", "good_faith"])
def test_nothing_of_it_may_be_missing_and_nothing_typed_is_lost(missing, browse):
    answer = sent(browse, **{missing: ""})

    assert answer.status_code == 422
    kept = [GIVEN[name] for name in ("explanation", "name", "email") if name != missing]
    assert [text for text in kept if text not in answer.content.decode()] == []


def test_one_mail_address_and_one_client_have_to_wait(browse):
    per_mail = [sent(browse, explanation=f"No. {n}").status_code for n in range(6)]
    refused = sent(browse)
    per_client = [sent(browse, email=f"vera{n}@example.org").status_code for n in range(6)]

    assert per_mail == [302] * 5 + [429]
    assert GIVEN["explanation"] in refused.content.decode()
    assert per_client == [302] * 3 + [429] * 3  # the refused ones were tries as well
    assert Notice.objects.count() == 8


@pytest.mark.parametrize("acted_on", [True, False])
def test_moderator_decides_with_a_reason_that_its_sender_reads(acted_on, browse, mona, work):
    notice = a_notice()
    client, case = browse(mona), f"/moderation/notices/{notice.pk}/"
    work()
    mail.outbox.clear()

    page = client.get(case).content.decode()
    bare = client.post(f"{case}decide/", {"reason": ""})
    client.post(f"{case}decide/", {"reason": REASON} | ({"acted_on": "1"} if acted_on else {}))
    with time_machine.travel(timezone.now() + actions.TOLD_AFTER):
        work()

    assert '<a href="/about/">' in page
    assert GIVEN["explanation"] in page
    assert bare.status_code == 422
    notice.refresh_from_db()
    assert (notice.acted_on, notice.reason) == (acted_on, REASON)
    (message,) = mail.outbox
    assert message.to == ["vera@example.org"]
    assert REASON in message.body
    assert ("acted on it" in message.body, "the content stays" in message.body) == (acted_on, not acted_on)
    assert "If you do not agree" in message.body
    verb = "act_on_notice" if acted_on else "dismiss_notice"
    assert list(Decision.objects.values_list("verb", "target_kind", "reason")) == [(verb, "notice", REASON)]
    assert queries.queue(mona) == []
    assert not actions.decide_notice(notice, moderator=mona, acted_on=not acted_on, reason="Again.")
    assert REASON not in browse().get("/moderation/log/").content.decode()


def test_nobody_else_reads_or_decides(browse, bob, mona):
    notice, unconfirmed = a_notice(), a_notice(is_confirmed=False)

    assert browse(bob).get(f"/moderation/notices/{notice.pk}/").status_code == 404
    assert browse(mona).get(f"/moderation/notices/{unconfirmed.pk}/").status_code == 404
    assert not actions.decide_notice(unconfirmed, moderator=mona, acted_on=True, reason=REASON)
    with pytest.raises(Refused):
        actions.decide_notice(notice, moderator=bob, acted_on=True, reason=REASON)


def test_who_sent_it_is_forgotten_in_time(mona):
    waiting, decided, unconfirmed = a_notice(), a_notice(), a_notice(is_confirmed=False)
    actions.decide_notice(decided, moderator=mona, acted_on=True, reason=REASON)

    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        assert actions.forget_senders() == 2
        assert actions.forget_senders() == 0

    senders = {row.pk: (row.name, row.email) for row in Notice.objects.all()}
    assert senders == {waiting.pk: ("Vera Visitor", "vera@example.org"), decided.pk: ("", "")}
    assert not Notice.objects.filter(pk=unconfirmed.pk).exists()


def test_every_page_leads_there_and_names_itself(browse):
    page = browse().get("/tags/").content.decode()
    assert "/notice/?about=/tags/" in page

    assert 'value="/tags/"' in browse().get("/notice/?about=/tags/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_walk_with_a_real_worker_and_a_real_mail_server(browse, client):
    empty_queue()
    mona = make.make_moderator("mona")
    with MailServer() as server:
        sent(browse)
        _work(server)
        ((_sender, to, message),) = server.received
        address = re.search(r"http://localhost:8000(/notice/\S+/)", message.get_content())[1]
        client.post(address)
        notice = Notice.objects.get()
        browse(mona).post(f"/moderation/notices/{notice.pk}/decide/", {"reason": REASON, "acted_on": "1"})
        ten_minutes_later()
        _work(server)

    assert to == ["vera@example.org"]
    assert [mail[1] for mail in server.received] == [["vera@example.org"]] * 2
    assert REASON in server.received[1][2].get_content()
    empty_queue()


def ten_minutes_later() -> None:
    """As if the decision had been made so long ago."""
    Notice.objects.update(decided_at=F("decided_at") - actions.TOLD_AFTER)
    ProcrastinateJob.objects.filter(status="todo").update(scheduled_at=None)


def _work(server: MailServer) -> None:
    process = worker(server)
    _out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()[-2000:]


@pytest.mark.django_db(transaction=True)
def test_limit_of_notices_holds_over_two_processes_at_once():
    tries, limit = 4, 5  # of each process; a day for a mail address
    command = [sys.executable, "-m", "tests.moderation.noticing", str(tries)]
    environment = os.environ | {"DATABASE_URL": database_url()}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    processes = [subprocess.Popen(command, cwd=BASE_DIR, env=environment, text=True, **pipes) for _process in range(2)]
    try:
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        refused = [int(process.communicate(timeout=PATIENCE)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()

    assert sum(refused) == 2 * tries - limit
    assert Notice.objects.count() == limit
