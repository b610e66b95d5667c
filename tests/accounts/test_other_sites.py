"""Signing in with the account of another site, against a real OpenID Connect provider on loopback."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from community.accounts.models import User
from tests import factories as make
from tests.accounts import provider as at
from tests.accounts.pages import errors_of, link_in, mails_to, signed_in_as, text_of, without_tokens
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

BUTTON, BACK, SIGN_UP = (
    "/accounts/oidc/firm/login/",
    "/accounts/oidc/firm/login/callback/",
    "/accounts/3rdparty/signup/",
)
CONNECTIONS = "/accounts/3rdparty/"
CHOSEN = {"email": "dora@firm.example", "name": "Dora Dorn", "username": "dora"}


@pytest.fixture(scope="module")
def _running():
    with at.running() as provider:
        yield provider


@pytest.fixture
def provider(_running, settings):
    """As new for each test, at the same port."""
    _running.__init__(urlsplit(_running.url).port)
    settings.SOCIALACCOUNT_PROVIDERS = at.as_setting(_running)
    return _running


def press(client, provider, query: str = ""):
    """Press the button, say yes at the other site, come back: the answer to the callback."""
    there = client.post(BUTTON + query)["Refresh"].partition("url=")[2]
    asked = {name: value[0] for name, value in at.parse_qs(urlsplit(there).query).items()}
    back = urlsplit(provider.authorize(asked))
    return client.get(f"{back.path}?{back.query}")


def connected(user, uid="d-1"):
    return SocialAccount.objects.create(user=user, provider="firm", uid=uid)


def test_button_goes_on_by_a_page_and_takes_nothing_along_that_somebody_else_wrote(browse, provider):
    client = browse()
    asked = client.get(BUTTON)
    assert (asked.status_code, asked.has_header("Refresh")) == (200, False)  # a link alone goes nowhere

    page = client.post(f"{BUTTON}?scope=everything&auth_params=prompt%3Dnone&next=/inbox/")

    there = urlsplit(page["Refresh"].partition("url=")[2])
    query = {name: value[0] for name, value in at.parse_qs(there.query).items()}
    assert (page.status_code, f"{there.scheme}://{there.netloc}{there.path}") == (200, f"{provider.url}/authorize")
    assert sorted(query.pop("scope").split()) == ["email", "openid", "profile"]
    assert (query.pop("state") != "", query.pop("code_challenge") != "") == (True, True)
    assert query == {
        "client_id": at.CLIENT, "redirect_uri": f"https://testserver{BACK}", "response_type": "code",
        "code_challenge_method": "S256",
    }  # fmt: skip


def test_new_person_is_asked_for_handle_and_name_and_is_in(browse, provider):
    client = browse()

    answer = press(client, provider)
    form = client.get(answer["Location"]).context["form"]
    made = client.post(SIGN_UP, CHOSEN)

    assert {name: form[name].value() for name in CHOSEN} == CHOSEN | {"username": "dora-dorn"}
    assert (made.status_code, made["Location"], signed_in_as(client)) == (302, "/", "dora")
    dora = User.objects.get()
    assert (dora.name, dora.email, dora.has_usable_password()) == ("Dora Dorn", "dora@firm.example", False)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("dora@firm.example", True)]
    kept = {"sub": "d-1", "email": "dora@firm.example", "name": "Dora Dorn"}
    assert [account.extra_data for account in SocialAccount.objects.all()] == [{"userinfo": kept}]


def test_handle_of_somebody_else_is_refused_there_too(browse, provider, bob):
    client = browse()
    press(client, provider)

    refused = client.post(SIGN_UP, CHOSEN | {"username": "b0b"})

    assert errors_of(refused) == ["“b0b” is taken, or looks like one that is. Choose one that differs more."]


@pytest.mark.parametrize(
    ("said", "vouches"), [(False, True), ("false", True), (None, True), (True, False)], ids=repr
)  # fmt: skip
def test_address_that_nobody_vouches_for_waits_for_its_mail(browse, provider, settings, said, vouches):
    settings.SOCIALACCOUNT_PROVIDERS = at.as_setting(provider, vouches_for_mail=vouches)
    provider.person["email_verified"] = said
    client = browse()
    press(client, provider)

    made = client.post(SIGN_UP, CHOSEN)

    assert (made["Location"], signed_in_as(client)) == ("/accounts/confirm-email/", "")
    client.post(link_in(mails_to("dora@firm.example")[0]))
    assert signed_in_as(client) == "dora"


def test_connected_account_signs_in_whatever_its_address_is_now(browse, provider, bob):
    connected(bob)
    client = browse()

    answer = press(client, provider, "?next=/inbox/")

    assert (answer["Location"], signed_in_as(client)) == ("/inbox/", "bob")
    assert User.objects.get().email == "bob@example.org"


def test_suspended_member_is_not_let_in_that_way(browse, provider, sam):
    connected(sam)
    client = browse()

    press(client, provider)

    assert signed_in_as(client) == ""


def test_second_factor_is_asked_for_all_the_same(browse, provider, bob):
    connected(bob)
    make.make_second_factor(bob)
    client = browse()

    answer = press(client, provider)

    assert (answer["Location"], signed_in_as(client)) == ("/accounts/2fa/authenticate/", "")


def test_address_of_an_account_opens_it_to_nobody_and_its_owner_is_told_what_to_do(browse, provider, bob):
    provider.person["email"] = "Bob@Example.org"
    client = browse()

    answer = press(client, provider)

    assert (answer.status_code, signed_in_as(client)) == (409, "")
    assert "There is an account with bob@example.org" in text_of(answer).replace("Bob@Example.org", "bob@example.org")
    assert "Then connect Firm under “Other sites” in your account" in text_of(answer)
    assert client.get(SIGN_UP)["Location"] == "/accounts/login/"  # there is nothing to go on with
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_without_a_verified_address_nobody_learns_who_has_an_account(browse, provider, bob):
    said = []
    for number, email in enumerate(("bob@example.org", "new@firm.example")):
        provider.person |= {"sub": f"x-{number}", "email": email, "email_verified": False}
        client = browse()
        form = client.get(press(client, provider)["Location"])
        made = client.post(SIGN_UP, CHOSEN | {"email": email, "username": f"newcomer-{'ab'[number]}"})
        sent = client.get(made["Location"])
        pages = [without_tokens(page, email) for page in (form, sent)]
        said.append([made.status_code, made["Location"], sorted(made.cookies), len(mails_to(email)), pages])

    assert said[0] == said[1]
    assert signed_in_as(client) == ""
    assert "There is one already." in mails_to("bob@example.org")[0].body
    assert not SocialAccount.objects.filter(user=bob).exists()


# --- What is not as agreed -------------------------------------------------------------------------------


def wrong_key(provider):
    provider.signs_with = at.key("somebody else's")


WRONG = {
    "signature of somebody else": wrong_key,
    "for another site": lambda provider: provider.claims.update(aud="another"),
    "of another issuer": lambda provider: provider.claims.update(iss="https://evil.example"),
    "too old": lambda provider: provider.claims.update(exp=1_000_000_000),
    "userinfo about somebody else": lambda provider: setattr(provider, "userinfo", at.DORA | {"sub": "b-1"}),
    "nobody": lambda provider: provider.person.pop("sub"),
    "token is no JSON": lambda provider: provider.raw.update({"/token": b"{oops"}),
    "no id_token": lambda provider: provider.raw.update({"/token": b'{"access_token": "a-token"}'}),
    "keys are no keys": lambda provider: provider.raw.update({"/jwks": b'{"keys": [{}]}'}),
    "keys elsewhere without TLS": lambda provider: provider.discovery.update(jwks_uri="http://keys.example/"),
    "keys inside our network": lambda provider: provider.discovery.update(jwks_uri="https://127.0.0.1/keys"),
    "token address redirects": lambda provider: provider.redirects.update({"/userinfo": f"{provider.url}/jwks"}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_whatever_is_not_as_agreed_signs_nobody_in(browse, provider, bob, wrong):
    connected(bob)
    wrong(provider)
    client = browse()

    answer = press(client, provider)

    assert (answer.status_code, signed_in_as(client)) == (401, "")
    assert "Firm did not answer, or not as agreed." in text_of(answer)


def test_site_that_is_away_is_said_in_words(browse, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = browse().post(BUTTON)

    assert answer.status_code == 401
    assert "Firm did not answer" in text_of(answer)


def test_answer_that_this_browser_did_not_ask_for_is_not_taken(browse, provider, bob):
    connected(bob)
    thief, victim = browse(), browse()
    there = thief.post(BUTTON)["Refresh"].partition("url=")[2]
    back = urlsplit(provider.authorize({n: v[0] for n, v in at.parse_qs(urlsplit(there).query).items()}))

    answer = victim.get(f"{back.path}?{back.query}")

    assert (answer.status_code, signed_in_as(victim)) == (401, "")


def test_person_who_says_no_there_is_told_so_here(browse, provider):
    client = browse()
    there = client.post(BUTTON)["Refresh"].partition("url=")[2]
    state = at.parse_qs(urlsplit(there).query)["state"][0]

    answer = client.get(f"{BACK}?error=access_denied&state={state}", follow=True)

    assert "You stopped on the other site." in text_of(answer)


def test_site_that_the_settings_do_not_name_is_no_page(browse, provider):
    assert [browse().post(f"/accounts/oidc/{name}/login/").status_code for name in ("absent", "openid_connect")] == [
        404, 404,
    ]  # fmt: skip
    assert browse().get("/accounts/oidc/absent/login/callback/").status_code == 404


def test_microsofts_organisations_are_each_their_own_issuer(browse, provider, bob):
    connected(bob)
    provider.discovery["issuer"] = "https://login.example/{tenantid}/v2.0"
    tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
    came = []
    for claims in (
        {"tid": tenant, "iss": f"https://login.example/{tenant}/v2.0"},
        {"tid": tenant, "iss": "https://login.example/another/v2.0"},
        {"tid": "../evil", "iss": "https://login.example/../evil/v2.0"},
        {"iss": "https://login.example/{tenantid}/v2.0"},
    ):
        provider.claims = claims
        client = browse()
        press(client, provider)
        came.append(signed_in_as(client))

    assert came == ["bob", "", "", ""]


# --- In one's settings -----------------------------------------------------------------------------------


@pytest.fixture
def client(browse, dora):
    client = browse()
    client.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    return client


def again(client):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.mark.django_db(transaction=True)  # mails about it go out after the commit
def test_connecting_and_disconnecting_ask_for_the_password_again_and_are_mailed(client, provider, dora):
    assert text_of(client.get(CONNECTIONS)).count("Firm") == 1

    asked = press(client, provider, "?process=connect")
    assert (asked["Location"], SocialAccount.objects.count()) == ("/accounts/reauthenticate/", 0)
    done = client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert done["Location"] == CONNECTIONS
    account = SocialAccount.objects.get(user=dora)
    assert "Disconnect Firm" in text_of(client.get(CONNECTIONS))
    client.session.save()
    late = client.session
    late["account_authentication_methods"] = []
    late.save()
    refused = client.post(CONNECTIONS, {"account": account.pk})
    assert (refused["Location"].partition("?")[0], SocialAccount.objects.count()) == ("/accounts/reauthenticate/", 1)
    again(client)
    client.post(CONNECTIONS, {"account": account.pk})
    assert SocialAccount.objects.count() == 0
    assert [message.subject for message in mails_to(dora.email)] == [
        "Third-Party Account Connected", "Third-Party Account Disconnected",
    ]  # fmt: skip


def test_account_of_another_site_belongs_to_one_person(client, provider, bob, dora):
    connected(bob)
    again(client)

    press(client, provider, "?process=connect")

    assert list(SocialAccount.objects.values_list("user__handle", flat=True)) == ["bob"]
    assert signed_in_as(client) == "dora"


def test_nobody_disconnects_what_is_anothers_or_their_last_way_in(client, browse, provider, bob, dora):
    of_bob = connected(bob)
    again(client)
    client.post(CONNECTIONS, {"account": of_bob.pk})

    dora.set_unusable_password()
    dora.save()
    only = connected(dora, "d-2")
    alone = browse()
    provider.person["sub"] = "d-2"
    press(alone, provider)
    refused = alone.post(CONNECTIONS, {"account": only.pk})

    assert "Your account has no password set up." in errors_of(refused)
    assert SocialAccount.objects.count() == 2


def test_who_has_no_password_signs_in_there_once_more_before_anything_sensitive(browse, provider, bob):
    bob.set_unusable_password()
    bob.save()
    connected(bob)
    client = browse()
    press(client, provider)
    assert client.get("/accounts/password/set/").status_code == 200  # just signed in

    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 1000
    session.save()
    led = client.get("/accounts/password/set/")
    page = client.get(led["Location"])

    assert led["Location"] == "/accounts/again/?next=%2Faccounts%2Fpassword%2Fset%2F"
    assert f'formaction="{BUTTON}?next=%2Faccounts%2Fpassword%2Fset%2F"' in page.text
    assert press(client, provider, "?next=/accounts/password/set/")["Location"] == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200


def test_pages_offer_the_sites_and_none_where_there_are_none(browse, provider, settings):
    client = browse()
    offered = [f'formaction="{BUTTON}' in client.get(page).text for page in ("/accounts/login/", "/accounts/signup/")]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert offered == [True, True]
    assert "another site" not in client.get("/accounts/login/").text
    assert mail.outbox == []
