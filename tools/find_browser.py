"""Print the path of a Chromium for the browser tests; with --install, get one if there is none.

Looked for, in this order: the variable CHROMIUM, the usual names on the PATH, the one that Playwright
downloaded earlier. Installed: Debian's package if we are root and there is apt-get, else Playwright's own.

The shell without a window comes first: it draws the same pages with a third of the work.
"""

import os
import shutil
import subprocess
import sys

NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Without fonts a page is drawn as empty boxes, and measured wrongly.
FONTS = ["fonts-dejavu-core", "fonts-liberation"]


class BrowserMissingError(Exception):
    """No browser was found or could be installed; the message says what to do."""


def find() -> str:
    """The path of a Chromium.

    Raises:
        BrowserMissingError: there is none.
    """
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named):
            return named
        raise BrowserMissingError(f"CHROMIUM names {named}, which is no program.")
    for found in filter(None, map(shutil.which, NAMES)):
        return found
    downloaded = _downloaded_by_playwright()
    if os.path.exists(downloaded):
        return downloaded
    raise BrowserMissingError(
        "The browser tests need Chromium. `make test` installs it; otherwise install it and put it on the PATH, "
        "or name it in CHROMIUM."
    )


def install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
        _run([*apt, "update"])
        try:
            _run([*apt, "install", "-y", "--no-install-recommends", "chromium-headless-shell", *FONTS])
        except BrowserMissingError:  # an older Debian has only the whole browser
            _run([*apt, "install", "-y", "--no-install-recommends", "chromium", *FONTS])
    else:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> None:
    print("+", *command, file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False).returncode:
        raise BrowserMissingError(
            f"There is no Chromium, and `{' '.join(command)}` failed. Install Chromium by hand "
            "(on Debian: apt-get install chromium fonts-dejavu-core), or name it in CHROMIUM."
        )


def _downloaded_by_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def main() -> str:
    try:
        return find()
    except BrowserMissingError:
        if "--install" not in sys.argv or os.environ.get("CHROMIUM"):
            raise
    install()
    return find()


if __name__ == "__main__":
    try:
        print(main())
    except BrowserMissingError as missing:
        sys.exit(str(missing))
