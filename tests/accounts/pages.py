"""Acting on pages and mails as a person does: press what is there, follow what was sent."""

import re
from html import unescape
from urllib.parse import urlsplit

from django.core import mail

ANSWERS = {
    "email": "dora@firm.example",
    "name": "Dora Dorn",
    "username": "dora",
    "password1": "correct horse 77",
}


def answers(**others) -> dict:
    """What Dora types into the sign-up form, but for ``others``."""
    return ANSWERS | others


def text_of(response) -> str:
    """The words of a page's main part, without markup, in one line."""
    body = response.content.decode()
    main = re.search(r"<main.*?</main>", body, re.DOTALL)
    plain = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", main[0] if main else body, flags=re.DOTALL)
    return " ".join(unescape(plain).split())


def without_tokens(response, *spoken: str) -> str:
    """A page as it is for everybody: without its CSRF tokens, and without words of the request itself."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    for word in spoken:
        body = body.replace(word, "…")
    return body


def errors_of(response) -> list[str]:
    """The sentences about a form that was not taken. All of them can be read on the page."""
    sentences = [sentence for errors in response.context["form"].errors.values() for sentence in errors]
    page = text_of(response)
    assert [sentence for sentence in sentences if sentence not in page] == []
    return sentences


def link_in(message) -> str:
    """The path of the first link in a mail."""
    url = urlsplit(re.search(r"https?://\S+", message.body)[0])
    return f"{url.path}?{url.query}" if url.query else url.path


def code_in(message) -> str:
    """The code that a mail asks to type."""
    return re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", message.body, re.MULTILINE)[1]


def mails_to(address: str) -> list:
    return [message for message in mail.outbox if message.to == [address]]


def signed_in_as(client) -> str:
    """The handle on the page frame, or empty for a visitor: one that is signed in may edit a profile."""
    response = client.get("/accounts/profile/")
    return response.context["user"].handle if response.status_code == 200 else ""


def has_to_wait(answer) -> bool:
    """Whether a form says that it was sent too often."""
    return any("Too many" in error for error in errors_of(answer))
