"""How often something may be tried, over all processes and counted for the real client; and what no try tells."""

import os
import subprocess
import sys

import pytest
from allauth.account import app_settings as allauth
from django.conf import settings as site
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from community.accounts.models import User
from community.core.embedded_places import BASE_DIR
from tests.accounts.pages import answers, has_to_wait, link_in, mails_to, text_of, without_tokens
from tests.accounts.trying import SIGN_IN, wrong_password
from tests.factories import PASSWORD
from tests.live.lines import PATIENCE, database_url

SIGN_UP, RESET, CODE = (
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
)
AT_ONCE, LIMIT = 2, 5  # processes; wrong passwords for one address


@pytest.mark.django_db(transaction=True)
def test_limit_holds_over_two_processes_at_once(dora):
    tries = 4
    command = [sys.executable, "-m", "tests.accounts.trying", str(tries)]
    processes = [
        subprocess.Popen(
            command, cwd=BASE_DIR, env=os.environ | {"DATABASE_URL": database_url()}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _process in range(AT_ONCE)
    ]  # fmt: skip
    try:
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * AT_ONCE
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        refused = [int(process.communicate(timeout=PATIENCE)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()

    assert sum(refused) == AT_ONCE * tries - LIMIT
    assert has_to_wait(Client().post(SIGN_IN, {"login": dora.email, "password": PASSWORD}))


@pytest.fixture
def fewer(settings):
    """Limits of one client, so that they are reached sooner."""
    assert allauth.RATE_LIMITS["login_failed"].startswith("10/m/ip,")
    assert allauth.RATE_LIMITS["signup"] == "20/m/ip"
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip", "signup": "3/m/ip"}


@pytest.mark.django_db
def test_forged_header_changes_nothing_without_a_proxy(fewer):
    for number in range(3):
        wrong_password(Client(), f"who{number}@example.org", **{"x-forwarded-for": f"203.0.113.{number}"})

    assert has_to_wait(wrong_password(Client(), "who@example.org", **{"x-forwarded-for": "203.0.113.99"}))


@pytest.mark.django_db
def test_behind_a_proxy_the_address_that_it_wrote_counts_and_none_before_it(settings, fewer):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(3):
        wrong_password(Client(), f"who{number}@example.org", **{"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})

    same = wrong_password(Client(), "who@example.org", **{"x-forwarded-for": "203.0.113.99, 198.51.100.7"})
    other = wrong_password(Client(), "who@example.org", **{"x-forwarded-for": "198.51.100.7, 198.51.100.8"})
    assert (has_to_wait(same), has_to_wait(other)) == (True, False)


@pytest.mark.django_db
def test_admin_site_has_the_same_limit(ada):
    entered = Client().get("/admin/login/")

    assert entered["Location"].startswith(SIGN_IN)


@pytest.mark.django_db
def test_too_many_sign_ups_get_a_page_that_says_how_long_to_wait(fewer):
    for number in range(3):
        Client().post(SIGN_UP, {"email": f"n{number}@firm.example"})

    refused = Client().post(SIGN_UP, answers())

    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Wait a minute, then try again." in text_of(refused)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_counts_are_not_pushed_out_by_many_others(dora):
    for _try in range(LIMIT):
        wrong_password(Client())
    cache.set_many({f"something-else-{number}": 1 for number in range(400)})

    assert has_to_wait(wrong_password(Client()))
    assert site.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


# --- Nobody learns who has an account: not by the words, not by the mails, not by the work that it takes ---


@pytest.fixture
def hashed(settings, monkeypatch):
    """How often a password was hashed: that is what takes long."""
    done = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: done.append(1) or encode(*given))
    return done


def sign_in(client, email):
    return [wrong_password(client, email)]


def sign_up(client, email):
    answer = client.post(SIGN_UP, answers(email=email, username=f"new-{email[0]}"))
    return [answer, client.get(answer["Location"])]


def sign_up_twice(client, email):
    return [*sign_up(client, email), *sign_in(client, email)]


def reset(client, email):
    return [client.post(RESET, {"email": email}), client.get("/accounts/password/reset/done/")]


def mailed_code(client, email):
    asked = client.post(CODE, {"email": email})
    return [asked, client.get(asked["Location"]), client.post(asked["Location"], {"code": "XXXX-XXXX"})]


def mailed_code_again(client, email):
    return [*mailed_code(client, email), *mailed_code(client, email)]


@pytest.mark.parametrize("flow", [sign_in, sign_up, sign_up_twice, reset, mailed_code, mailed_code_again])
@pytest.mark.django_db
def test_whole_answers_mails_and_work_are_alike_with_and_without_an_account(flow, browse, dora, hashed):
    def seen(email: str) -> tuple:
        hashed.clear()
        pages = flow(browse(), email)
        said = [
            (
                page.status_code,
                page.get("Location"),
                sorted(page.cookies),
                without_tokens(page, email, f"new-{email[0]}"),
            )
            for page in pages
        ]
        return said, len(mails_to(email)), len(hashed)

    assert seen("dora@example.org") == seen("nora@example.org")


@pytest.mark.parametrize("flow", [reset, mailed_code])
@pytest.mark.django_db
def test_suspended_account_looks_like_none(flow, browse, sam, hashed):
    pages = [
        [without_tokens(page, email) for page in flow(browse(), email)] for email in (sam.email, "nora@example.org")
    ]

    assert pages[0] == pages[1]
    assert [len(mails_to(email)) for email in (sam.email, "nora@example.org")] == [1, 1]
    assert "/password/reset/key/" not in mail.outbox[0].body


@pytest.mark.django_db
def test_used_and_foreign_links_of_a_reset_look_the_same(browse, dora):
    client = browse()
    client.post(RESET, {"email": dora.email})
    link = link_in(mails_to(dora.email)[0])
    dora.set_password("another horse 88")
    dora.save()

    used, foreign = (
        without_tokens(browse().get(address, follow=True), address)
        for address in (link, "/accounts/password/reset/key/zz-absent/")
    )

    assert used == foreign
