"""Coming in: by password, by a mailed code, by a new password. Nobody learns who has an account."""

import pytest
from django.core import mail

from community.accounts.models import User
from tests.accounts.pages import code_in, errors_of, link_in, mails_to, signed_in_as, without_tokens
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, RESET = "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"


def test_address_and_password_sign_in(browse, dora):
    client = browse()

    response = client.post(SIGN_IN, {"login": "Dora@Example.org", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in_as(client) == "dora"


def test_handle_does_not_sign_in(browse, dora):
    client = browse()

    known, unknown = (client.post(SIGN_IN, {"login": login, "password": PASSWORD}) for login in ("dora", "nora"))

    assert signed_in_as(client) == ""
    assert errors_of(known) == errors_of(unknown) == ["Enter a valid email address."]


def test_wrong_password_and_unknown_account_look_the_same(browse, dora):
    wrong = browse().post(SIGN_IN, {"login": "dora@example.org", "password": "not-the-password"})
    unknown = browse().post(SIGN_IN, {"login": "nobody@example.org", "password": "not-the-password"})

    assert wrong.status_code == unknown.status_code == 200
    assert without_tokens(wrong, "dora@example.org") == without_tokens(unknown, "nobody@example.org")
    assert sorted(wrong.cookies) == sorted(unknown.cookies)


def test_suspended_member_is_not_let_in_and_a_running_session_ends(browse, dora):
    running, later = browse(dora), browse()
    assert signed_in_as(running) == "dora"

    User.objects.update(is_active=False)
    later.post(SIGN_IN, {"login": "dora@example.org", "password": PASSWORD})

    assert (signed_in_as(running), signed_in_as(later)) == ("", "")


def test_sixth_wrong_password_has_to_wait_and_the_right_one_too(browse, dora):
    client = browse()
    for _attempt in range(5):
        client.post(SIGN_IN, {"login": "dora@example.org", "password": "not-the-password"})

    response = client.post(SIGN_IN, {"login": "dora@example.org", "password": PASSWORD})

    assert "Too many failed login attempts. Try again later." in errors_of(response)
    assert signed_in_as(client) == ""


def test_somebody_locked_out_still_gets_in_by_mail(browse, dora):
    client = browse()
    for _attempt in range(6):
        client.post(SIGN_IN, {"login": "dora@example.org", "password": "not-the-password"})

    client.post(CODE, {"email": "dora@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[-1])})

    assert signed_in_as(client) == "dora"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(browse, dora, target):
    response = browse().post(f"{SIGN_IN}?next={target}", {"login": dora.email, "password": PASSWORD, "next": target})

    assert (response.status_code, response["Location"]) == (302, "/")


def test_signing_in_goes_on_to_where_one_wanted(browse, dora):
    response = browse().post(SIGN_IN, {"login": dora.email, "password": PASSWORD, "next": "/inbox/"})

    assert response["Location"] == "/inbox/"


def test_signing_in_gives_the_session_a_new_key(browse, dora):
    client = browse()
    planted = client.session  # as somebody else could have put it into the browser
    planted["mark"] = "planted"
    planted.save()

    client.post(SIGN_IN, {"login": dora.email, "password": PASSWORD})

    assert signed_in_as(client) == "dora"
    assert client.session.session_key != planted.session_key
    assert not planted.exists(planted.session_key)


def test_signing_out_ends_the_session_on_the_server(browse, dora):
    client, thief = browse(dora), browse()
    thief.cookies["session"] = client.cookies["session"].value
    assert signed_in_as(thief) == "dora"

    asked = client.get("/accounts/logout/")
    assert (asked.status_code, signed_in_as(client)) == (200, "dora")  # a link alone signs nobody out

    client.post("/accounts/logout/")
    assert (signed_in_as(client), signed_in_as(thief)) == ("", "")


# --- A mailed code ---------------------------------------------------------------------------------------


def test_mailed_code_signs_in_once(browse, dora):
    client, again = browse(), browse()

    client.post(CODE, {"email": "dora@example.org"})
    code = code_in(mails_to("dora@example.org")[0])
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert signed_in_as(client) == "dora"
    again.post("/accounts/login/code/confirm/", {"code": code})
    assert signed_in_as(again) == ""


def test_code_is_worth_nothing_in_another_browser(browse, dora):
    asking, other = browse(), browse()
    asking.post(CODE, {"email": "dora@example.org"})
    other.post(CODE, {"email": "somebody@example.org"})

    other.post("/accounts/login/code/confirm/", {"code": code_in(mails_to("dora@example.org")[0])})

    assert signed_in_as(other) == ""


def test_code_may_be_guessed_three_times(browse, dora):
    client = browse()
    client.post(CODE, {"email": "dora@example.org"})
    code = code_in(mail.outbox[0])

    for _guess in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"})
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert signed_in_as(client) == ""


def test_code_is_asked_for_alike_with_and_without_an_account(browse, dora):
    known, unknown = browse(), browse()

    answers = [
        client.post(CODE, {"email": email})
        for client, email in ((known, "dora@example.org"), (unknown, "nobody@example.org"))
    ]

    said = [(answer.status_code, answer["Location"], sorted(answer.cookies)) for answer in answers]
    assert said[0] == said[1]
    assert said[0][:2] == (302, "/accounts/login/code/confirm/")
    pages = [client.get("/accounts/login/code/confirm/") for client in (known, unknown)]
    assert without_tokens(pages[0], "dora@example.org") == without_tokens(pages[1], "nobody@example.org")
    assert "code is listed below" not in mails_to("nobody@example.org")[0].body


# --- A new password --------------------------------------------------------------------------------------


def test_mailed_link_sets_a_new_password_once(browse, dora):
    client = browse()
    client.post(RESET, {"email": "dora@example.org"})
    link = link_in(mails_to("dora@example.org")[0])

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": "another horse 88", "password2": "another horse 88"})

    assert done.status_code == 302
    dora.refresh_from_db()
    assert dora.check_password("another horse 88")
    used = browse().get(link, follow=True)
    assert "password1" not in used.content.decode()
    (_asked, told) = mails_to("dora@example.org")  # the owner hears of it, without another link to do it again
    assert "/password/reset/key/" not in told.body


def test_new_password_ends_the_sessions_that_knew_the_old_one(browse, dora):
    thief, owner = browse(), browse()
    thief.post(SIGN_IN, {"login": dora.email, "password": PASSWORD})
    owner.post(RESET, {"email": dora.email})

    form = owner.get(link_in(mails_to(dora.email)[-1]), follow=True)
    owner.post(form.request["PATH_INFO"], {"password1": "another horse 88", "password2": "another horse 88"})

    assert signed_in_as(thief) == ""


def test_reset_is_asked_for_alike_with_and_without_an_account(browse, dora):
    known = browse().post(RESET, {"email": "dora@example.org"}, follow=True)
    unknown = browse().post(RESET, {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known, "dora@example.org") == without_tokens(unknown, "nobody@example.org")
    assert "/password/reset/key/" not in mails_to("nobody@example.org")[0].body


def test_hostile_host_name_never_reaches_a_mail(browse, dora):
    response = browse().post(RESET, {"email": "dora@example.org"}, headers={"host": "evil.example"})

    assert response.status_code == 400
    assert mail.outbox == []


def test_password_change_needs_the_old_one(browse, dora):
    client = browse(dora)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": "not-the-password", "password1": "another horse 88", "password2": "another horse 88"},
    )

    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)
