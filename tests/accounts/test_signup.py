"""Making an account, through the pages and the mail that a person meets."""

import asyncio
import email
import email.policy
import socket
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction

from community.accounts.models import User
from tests.accounts.pages import answers, errors_of, link_in, mails_to, signed_in_as, text_of, without_tokens

pytestmark = pytest.mark.django_db

SIGN_UP, SENT = "/accounts/signup/", "/accounts/confirm-email/"


def test_signup_makes_a_consultant_who_is_not_signed_in_yet(browse):
    client = browse()

    response = client.post(SIGN_UP, answers())

    dora = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert (dora.email, dora.handle, dora.name, dora.role, dora.company) == (
        "dora@firm.example", "dora", "Dora Dorn", "member", None,
    )  # fmt: skip
    assert signed_in_as(client) == ""
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("dora@firm.example", False)]


def test_password_does_not_sign_in_before_the_address_is_verified(browse):
    browse().post(SIGN_UP, answers())
    client = browse()

    response = client.post("/accounts/login/", {"login": "dora@firm.example", "password": "correct horse 77"})

    assert (response.status_code, response["Location"]) == (302, SENT)
    assert signed_in_as(client) == ""


def test_opening_the_mailed_link_verifies_nothing_and_its_button_does(browse):
    client = browse()
    client.post(SIGN_UP, answers())
    (message,) = mails_to("dora@firm.example")
    link = link_in(message)

    page = client.get(link)
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified

    pressed = client.post(link)
    assert (pressed.status_code, pressed["Location"]) == (302, "/")
    assert EmailAddress.objects.get().verified
    assert signed_in_as(client) == "dora"


def test_link_opened_in_another_browser_verifies_and_leaves_signing_in_to_the_password(browse):
    browse().post(SIGN_UP, answers())
    other = browse()

    other.post(link_in(mail.outbox[0]))

    assert EmailAddress.objects.get().verified
    assert signed_in_as(other) == ""
    other.post("/accounts/login/", {"login": "dora@firm.example", "password": "correct horse 77"})
    assert signed_in_as(other) == "dora"


def test_link_of_somebody_else_verifies_nothing(browse):
    client = browse()
    client.post(SIGN_UP, answers())

    response = client.post(link_in(mail.outbox[0]).replace(":", ":x", 1))

    assert response.status_code in {200, 404}
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "dora"}, "Enter a valid email address."),
        ({"name": ""}, "This field is required."),
        ({"name": "D" * 61}, "Ensure this value has at most 60 characters (it has 61)."),
        ({"username": ""}, "This field is required."),
        ({"username": "do"}, "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
        ({"username": "d" * 21}, "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
        ({"username": "Dora"}, "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
        ({"username": "dora@firm"}, "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
        ({"username": "dörte"}, "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit."),
        ({"username": "dora\n"}, None),  # white space around is not meant, and goes
        ({"username": "moderator"}, "“moderator” is kept for the site. Choose another handle."),
        ({"password1": "short1"}, "This password is too short. It must contain at least 10 characters."),
        ({"password1": "password1234"}, "This password is too common."),
        ({"password1": "dora@firm.example"}, "The password is too similar to the"),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(browse, typed, sentence):
    given = answers(**typed)

    response = browse().post(SIGN_UP, given)

    if sentence is None:
        assert User.objects.get().handle == "dora"
        return
    assert any(error.startswith(sentence) for error in errors_of(response))
    form = response.context["form"]
    assert [form[name].value() for name in ("email", "name", "username")] == [
        given["email"], given["name"], given["username"],
    ]  # fmt: skip
    assert given["password1"] not in response.content.decode().replace(given["email"], "")
    assert not User.objects.exists()
    assert mail.outbox == []


def test_taken_handle_is_refused_in_whatever_capitals(browse):
    User.objects.create_user(email="first@firm.example", handle="Dora", name="First")

    responses = [browse().post(SIGN_UP, answers(username=handle)) for handle in ("dora", "DORA", " Dora ")]

    assert [len(errors_of(response)) for response in responses] == [1, 1, 1]
    assert list(User.objects.values_list("handle", flat=True)) == ["dora"]
    with pytest.raises(IntegrityError, match="user_handle_unique"), transaction.atomic():
        User.objects.create(email="second@firm.example", handle="DORA", name="Second")


def test_address_is_one_person_in_whatever_capitals():
    User.objects.create_user(email="Dora@Firm.example", handle="dora", name="Dora")

    with pytest.raises(IntegrityError, match="user_email_unique"), transaction.atomic():
        User.objects.create(email="DORA@firm.example", handle="other", name="Other")


def test_handle_is_called_a_handle(browse):
    page = text_of(browse().get(SIGN_UP))

    assert "Handle Your short name in addresses and mentions" in page
    assert "Username" not in page


def test_address_in_use_looks_like_a_new_one_and_its_owner_is_told(browse, bob):
    new, taken = browse(), browse()

    answered_new = new.post(SIGN_UP, answers())
    answered_taken = taken.post(SIGN_UP, answers(email="BOB@example.org", username="robert"))

    assert (answered_new.status_code, answered_new["Location"]) == (answered_taken.status_code, SENT)
    assert sorted(answered_new.cookies) == sorted(answered_taken.cookies)
    assert without_tokens(new.get(SENT), "dora@firm.example") == without_tokens(taken.get(SENT), "bob@example.org")
    (told,) = mails_to("bob@example.org")
    assert "already" in told.body
    assert "/confirm-email/" not in told.body
    assert not User.objects.filter(handle="robert").exists()
    assert signed_in_as(taken) == ""


def test_member_who_signs_up_again_stays_who_they_are(browse, bob):
    client = browse(bob)

    response = client.post(SIGN_UP, answers())

    assert response.status_code == 302
    assert list(User.objects.values_list("handle", flat=True)) == ["bob"]


def test_mail_comes_through_a_real_mail_server(browse, mail_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.address
    client = browse()

    client.post(SIGN_UP, answers())

    ((sender, recipients, message),) = mail_server.received
    assert (sender, recipients) == ("no-reply@localhost", ["dora@firm.example"])
    assert message["To"] == "dora@firm.example"
    client.post(link_in(_AsSent(message)))
    assert signed_in_as(client) == "dora"


class _AsSent:
    """A received message, for ``link_in``."""

    def __init__(self, message):
        self.body = message.get_body(preferencelist=("plain",)).get_content()


class MailServer:
    """As much of SMTP (RFC 5321) as a client needs to hand in mails. Listens on loopback."""

    def __init__(self):
        self.received: list[tuple[str, list[str], email.message.EmailMessage]] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = self._listening.getsockname()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._talk, sock=self._listening))
        self._loop.run_forever()

    async def _talk(self, reader, writer) -> None:
        async def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        sender, recipients = "", []
        await say("220 mail.test ready")
        while line := (await reader.readline()).decode().strip():
            verb, _colon, rest = line.partition(":")
            match verb.upper().split():
                case ["EHLO" | "HELO", *_who]:
                    await say("250 mail.test")
                case ["MAIL", "FROM"]:
                    sender = rest.partition(">")[0].strip(" <")
                    await say("250 fine")
                case ["RCPT", "TO"]:
                    recipients.append(rest.partition(">")[0].strip(" <"))
                    await say("250 fine")
                case ["DATA"]:
                    await say("354 go on, end with a dot")
                    source = await reader.readuntil(b"\r\n.\r\n")
                    message = email.message_from_bytes(source[:-3], policy=email.policy.default)
                    self.received.append((sender, recipients, message))
                    await say("250 taken")
                case ["QUIT"]:
                    await say("221 bye")
                    break
                case _:
                    await say("500 what?")
        writer.close()


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server
