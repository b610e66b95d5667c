"""A real browser against the running site. ``enter(bob)`` gives a page signed in as Bob, each in a browser of its own.

Everything the browsers say in their consoles is collected; a test in which one complains fails.
"""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
PATIENCE = 20_000  # milliseconds for one step or expectation; a slow machine, not a slow page

expect.set_options(timeout=PATIENCE)


def type_keys(page, keys: str) -> None:
    """Type once the page has its scripts and was painted: what is pressed before that, browsers drop."""
    page.wait_for_load_state()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.type(keys)  # in one go: between the two keys of "g h" is little time


class PlainServer(LiveServer):
    """Static files come from WhiteNoise, with their hashed names, as in production."""

    def __init__(self, addr: str) -> None:
        super().__init__(addr, start=False)
        self.thread.static_handler = lambda application: application
        self.start()


@pytest.fixture(scope="session")
def live_server():
    server = PlainServer(os.environ.get("DJANGO_LIVE_TEST_SERVER_ADDRESS", "localhost"))
    yield server
    server.stop()


@pytest.fixture
def site(transactional_db, live_server) -> Iterator[str]:
    """The address of the site, with an empty database behind it."""
    cache.clear()  # counts of sign-in attempts
    _forget_jobs()
    yield live_server.url
    _forget_jobs()


def _forget_jobs() -> None:
    """Flushing the database leaves the queue alone, because Django does not manage its tables."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def complaints() -> list[str]:
    """What the consoles of all browsers of this test said. A test that expects some takes them out."""
    return []


@pytest.fixture
def enter(site, browser, browse, complaints):
    """``enter(user, **options)`` opens a new browser with nothing in it but the user's session."""
    contexts = []

    def new_page(user=None, **options):
        context = browser.new_context(**{"base_url": site, "viewport": DESKTOP} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            cookie = browse(user).cookies["session"]
            context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
        context.on("console", lambda message: complaints.append(f"{message.text} ({message.page.url})"))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    wrong = [text for text in complaints if not _is_expected(text)]
    assert wrong == [], "\n".join(wrong)


def _is_expected(text: str) -> bool:
    """Chromium reports every answer of 4xx, which forms that were not accepted give, and a line that a test cut."""
    return "the server responded with a status of 4" in text or "ERR_INTERNET_DISCONNECTED" in text
