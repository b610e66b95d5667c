"""Who moderates has a second factor: until then only the pages of the account are open."""

import re

import pytest
from allauth.mfa.models import Authenticator

from community.live.queries import members_of
from tests import factories as make
from tests.accounts.pages import link_in, mails_to, signed_in_as, text_of
from tests.leaks.routes import all_routes

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/"
PLAUSIBLE = {
    "token": "absent", "ref": "1", "number": "1", "pk": "1", "slug": "x", "vendor_slug": "x",
    "key": "00000000-0000-4000-8000-000000000000", "press": "00000000-0000-4000-8000-000000000000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.STAFF_SECOND_FACTOR = True


def addresses() -> list[str]:
    """An address of each route outside /accounts/, from the URL configuration."""
    paths = {route.path for route in all_routes() if not route.path.startswith("accounts/")}
    filled = {re.sub(r"\(\?P<\w+>[^)]*\)|[\^$]", "x", path) for path in paths}
    return sorted("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: PLAUSIBLE.get(m[1], "1"), path) for path in filled)


OPEN = {
    "/language/", "/healthz", "/mail/", "/about/", "/live/", "/inbox/unsubscribe/absent/", "/calendars/absent.ics",
    "/calendars/absent/events.ics",
}  # fmt: skip


def test_whatever_staff_without_a_factor_ask_for_they_are_led_to_setting_one_up(browse, mona):
    client = browse(mona)

    elsewhere = {address for address in addresses() if client.get(address).get("Location") != SET_UP}

    assert elsewhere == OPEN


def test_nothing_that_they_send_is_taken_either(browse, ada):
    client = browse(ada)
    of_staff = [address for address in addresses() if address.startswith(("/moderation/", "/admin/"))]

    assert [address for address in of_staff if client.post(address).get("Location") != SET_UP] == []
    assert len([address for address in of_staff if address.startswith("/moderation/")]) > 30


def test_page_of_the_account_says_why_and_a_part_of_a_page_leads_there_too(browse, mona):
    client = browse(mona)

    assert "Who moderates has one" in text_of(client.get(SET_UP))
    assert client.get("/accounts/profile/").status_code == 200
    part = client.get("/moderation/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == SET_UP


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_with_a_factor_everything_opens(browse, ada, kind):
    Authenticator.objects.create(user=ada, type=kind, data={})
    client = browse(ada)

    assert [client.get(address).status_code for address in ("/", "/moderation/", "/admin/")] == [200, 200, 200]
    assert "Who moderates has one" not in text_of(client.get("/accounts/profile/"))


def test_recovery_codes_alone_are_no_factor(browse, mona):
    Authenticator.objects.create(user=mona, type="recovery_codes", data={})

    assert browse(mona).get("/moderation/")["Location"] == SET_UP


def test_members_and_visitors_need_none(browse, bob):
    assert [browse(who).get("/t/").status_code for who in (bob, None)] == [200, 200]


def test_demo_asks_nobody_for_one(browse, mona, settings):
    settings.STAFF_SECOND_FACTOR = False

    assert browse(mona).get("/moderation/").status_code == 200


def test_open_page_of_staff_without_a_factor_hears_nothing(browse, mona, bob):
    keys = {client.session.session_key: who for who in (mona, bob) if (client := browse(who))}
    assert set(members_of(set(keys)).values()) == {bob}

    make.make_second_factor(mona)
    assert set(members_of(set(keys)).values()) == {mona, bob}


def test_new_password_does_not_open_what_the_factor_guards(browse, dora):
    dora.role = "moderator"
    dora.save()
    make.make_second_factor(dora)
    client = browse()
    client.post("/accounts/password/reset/", {"email": dora.email})
    form = client.get(link_in(mails_to(dora.email)[0]), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another horse 88", "password2": "another horse 88"})

    answer = client.post("/accounts/login/", {"login": dora.email, "password": "another horse 88"})

    assert (answer["Location"], signed_in_as(client)) == ("/accounts/2fa/authenticate/", "")
    assert Authenticator.objects.filter(user=dora).count() == 1
