"""A second factor: an app's code, recovery codes, passkeys; and the list of sessions."""

import json
import re
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from community.accounts.models import User
from tests.accounts.pages import link_in, mails_to, signed_in_as, text_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

ACTIVATE, CODES, ASKED = "/accounts/2fa/totp/activate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/authenticate/"
PASSKEYS = "/accounts/2fa/webauthn/add/"


# Of the right shape, but signed by nobody.
FORGED = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "userHandle": "AAAA",
    },
}


def app_code(secret: str) -> str:
    """What an authenticator app shows for the secret now (RFC 6238: the 30 seconds are counted from 1970)."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def sign_in(client) -> object:
    return client.post("/accounts/login/", {"login": "dora@example.org", "password": PASSWORD})


@pytest.fixture
def client(browse, dora):
    """Dora's browser, just signed in; and asked for the password once more, as everything below wants it."""
    client = browse()
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(client):
    """Dora has activated her app a minute ago; this is what it knows."""
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    with time_machine.travel(timezone.now(), tick=False):  # the code of one half minute is none in the next
        client.post(ACTIVATE, {"code": app_code(secret)})
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        yield secret


@pytest.mark.django_db(transaction=True)  # the mail goes out after the commit
def test_activation_shows_the_secret_and_takes_only_its_code(client, dora):
    page = client.get(ACTIVATE)
    shown = page.context["form"].secret
    assert shown in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()

    client.post(ACTIVATE, {"code": "000000"})
    assert not Authenticator.objects.filter(user=dora).exists()

    done = client.post(ACTIVATE, {"code": app_code(shown)})
    assert (done.status_code, done["Location"]) == (302, CODES)
    assert sorted(Authenticator.objects.filter(user=dora).values_list("type", flat=True)) == ["recovery_codes", "totp"]
    assert len(mails_to("dora@example.org")) >= 1


@pytest.mark.parametrize("address", [ACTIVATE, PASSKEYS, f"{CODES}generate/"])
def test_what_guards_the_account_asks_for_the_password_again(browse, dora, address):
    client = browse()
    sign_in(client)

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (
        302,
        f"/accounts/reauthenticate/?{urlencode({'next': address})}",
    )
    client.post("/accounts/reauthenticate/", {"password": "not-the-password"})
    assert client.get(address).status_code == 302


def test_another_address_needs_the_password_again_and_a_look_into_its_mailbox(browse, dora):
    client = browse()
    sign_in(client)

    asked = client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    assert (asked.status_code, asked["Location"]) == (302, "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F")

    client.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": PASSWORD, "next": "/accounts/email/"})
    assert User.objects.get().email == "dora@example.org"
    client.post(link_in(mails_to("new@example.org")[0]))
    assert User.objects.get().email == "new@example.org"


def test_password_alone_is_no_longer_enough(browse, secret):
    client = browse()

    response = sign_in(client)

    assert (response.status_code, response["Location"]) == (302, ASKED)
    assert signed_in_as(client) == ""
    assert client.get("/inbox/").status_code == 302


def test_code_of_the_app_lets_in(browse, secret):
    client = browse()
    sign_in(client)

    client.post(ASKED, {"code": "000000"})
    assert signed_in_as(client) == ""
    client.post(ASKED, {"code": app_code(secret)})
    assert signed_in_as(client) == "dora"


def test_code_of_the_app_serves_once(browse, secret):
    first, second = browse(), browse()
    code = app_code(secret)

    for client in (first, second):
        sign_in(client)
        client.post(ASKED, {"code": code})

    assert (signed_in_as(first), signed_in_as(second)) == ("dora", "")


def test_recovery_code_lets_in_once(browse, client, secret):
    codes = re.findall(r"\b[0-9a-f]{8}\b", client.get(CODES).content.decode())
    first, second = browse(), browse()

    for newcomer in (first, second):
        sign_in(newcomer)
        newcomer.post(ASKED, {"code": codes[0]})

    assert len(codes) == 10
    assert (signed_in_as(first), signed_in_as(second)) == ("dora", "")


def test_recovery_codes_can_be_downloaded_and_made_anew(client, secret):
    shown = re.findall(r"\b[0-9a-f]{8}\b", client.get(CODES).content.decode())
    downloaded = client.get(f"{CODES}download/")

    client.post(f"{CODES}generate/")
    anew = re.findall(r"\b[0-9a-f]{8}\b", client.get(CODES).content.decode())

    assert re.findall(r"\b[0-9a-f]{8}\b", downloaded.content.decode()) == shown
    assert "attachment" in downloaded["Content-Disposition"]
    assert len(anew) == 10
    assert not set(anew) & set(shown)


def test_new_password_does_not_drop_the_second_factor(browse, secret):
    client = browse()
    client.post("/accounts/login/code/", {"email": "dora@example.org"})
    code = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", mails_to("dora@example.org")[-1].body, re.MULTILINE)[1]

    response = client.post("/accounts/login/code/confirm/", {"code": code})

    assert (response.status_code, response["Location"]) == (302, ASKED)
    assert signed_in_as(client) == ""


def test_deactivation_is_mailed(client, secret, dora):
    before = len(mails_to("dora@example.org"))

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=dora, type="totp").exists()
    assert len(mails_to("dora@example.org")) > before


# --- Passkeys: what the server hands to the browser. The ceremony itself is a browser's test. ----------


def test_passkey_page_hands_out_options_that_a_browser_takes(client, dora):
    page = client.get(PASSKEYS)

    data = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page.content.decode())
    options = json.loads(data[1])["creation_options"]["publicKey"]
    assert options["rp"] == {"id": "testserver", "name": options["rp"]["name"]}
    assert options["user"]["name"] == "dora@example.org"
    assert {-7, -257} <= {kind["alg"] for kind in options["pubKeyCredParams"]}
    assert len(options["challenge"]) >= 43  # 32 bytes in base64url
    again = client.get(PASSKEYS).content.decode()
    assert options["challenge"] not in again


def test_sign_in_with_a_passkey_begins_without_a_name(browse):
    response = browse().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    options = response.json()["request_options"]["publicKey"]
    assert options["rpId"] == "testserver"
    assert not options.get("allowCredentials")
    assert len(options["challenge"]) >= 43


def test_answer_that_no_key_gave_lets_nobody_in(browse, dora):
    client = browse()
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    client.post("/accounts/2fa/webauthn/login/", {"credential": json.dumps(FORGED)})

    assert signed_in_as(client) == ""


def test_sign_in_page_offers_the_passkey(browse):
    page = browse().get("/accounts/login/").content.decode()

    assert 'id="passkey_login"' in page
    assert "mfa/js/webauthn" in page


# --- Sessions --------------------------------------------------------------------------------------------


def test_session_list_shows_both_browsers_and_ends_the_other(browse, dora):
    here, there = browse(), browse()
    for client, name in ((here, "Firefox of the desk"), (there, "Safari of the train")):
        client.defaults["HTTP_USER_AGENT"] = name
        sign_in(client)
        client.get("/")

    listed = text_of(here.get("/accounts/sessions/"))
    assert "Firefox of the desk" in listed
    assert "Safari of the train" in listed

    here.post("/accounts/sessions/")
    assert (signed_in_as(here), signed_in_as(there)) == ("dora", "")
    assert "Safari of the train" not in text_of(here.get("/accounts/sessions/"))


def test_session_list_shows_nobody_elses(browse, dora, bob):
    here, other = browse(), browse(bob)
    other.defaults["HTTP_USER_AGENT"] = "Browser of Bob"
    other.get("/")
    sign_in(here)

    assert "Browser of Bob" not in text_of(here.get("/accounts/sessions/"))
    here.post("/accounts/sessions/")
    assert signed_in_as(other) == "bob"


@pytest.mark.parametrize(
    "answer",
    [{"id": "AAAA"}, {}, [], 7, "AAAA", {"id": 7, "response": []}, {"id": "AAAA", "rawId": "AAAA", "response": {}},
     FORGED | {"response": None}, FORGED | {"id": "%%%"}],
    ids=repr,
)  # fmt: skip
def test_a_malformed_answer_of_a_passkey_is_refused_in_words(answer, browse):
    client = browse()
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    refused = client.post("/accounts/2fa/webauthn/login/", {"credential": json.dumps(answer)}, follow=True)

    assert refused.redirect_chain == [("/accounts/login/", 302)]
    assert "Incorrect code." in refused.text or "This field is required." in refused.text
