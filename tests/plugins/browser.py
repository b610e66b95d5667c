"""Tells pytest-playwright which browser to start. A missing browser is a failure, never a skip."""

import os

import pytest

from tools.find_browser import BrowserMissingError, find

# Playwright's loop runs in the thread of the test, where Django would else refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    try:
        program = find()
    except BrowserMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    # Chromium's sandbox refuses root, and containers seldom allow it.
    unsafe = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": program, "args": QUIET + unsafe}
