"""Every page is valid HTML that a screen reader can use, and a first visit is small."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from django.conf import settings

from community.core.jobs import without_jobs
from community.forum import actions as forum
from tests import factories as make
from tests.pages import MEMBER, MODERATOR, PUBLIC, SIGN_IN, community, faults, parse

pytestmark = pytest.mark.django_db

FIRST_VISIT = 60_000  # bytes, compressed: page, style sheet, scripts and icon


@pytest.fixture
def here():
    return community()


def all_faults(reader, addresses: dict[str, str]) -> dict[str, list[str]]:
    found = {name: faults(reader.get(address).text) for name, address in addresses.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def of(here, names) -> dict[str, str]:
    return {name: here.addresses[name] for name in names}


def test_pages_of_visitors_are_valid(here, browse):
    assert all_faults(browse(), of(here, PUBLIC + SIGN_IN)) == {}


def test_pages_of_partners_are_valid(here, browse):
    assert all_faults(browse(here.bob), of(here, PUBLIC + MEMBER)) == {}


def test_pages_of_moderators_are_valid(here, browse):
    assert all_faults(browse(here.mona), of(here, PUBLIC + MODERATOR)) == {}


def test_what_the_frame_keeps_for_one_reader_is_not_shown_to_another(bob, carla, browse):
    """Head and foot are drawn once for all of whom the same is said: in each language, signed in or not."""
    readers = {"visitor": browse(), "bob": browse(bob), "carla": browse(carla)}
    german = browse()
    german.post("/language/", {"language": "de"})

    for _twice in range(2):
        said = {name: reader.get("/about/").text for name, reader in (readers | {"german": german}).items()}
        assert {name for name, text in said.items() if "/accounts/signup/" in text} == {"visitor", "german"}
        assert {name for name, text in said.items() if "js/elements/live" in text} == {"bob", "carla"}
        assert {name for name, text in said.items() if 'href="/t/new/"' in text} == {"bob"}
        assert {name for name, text in said.items() if ">Alle Änderungen<" in text} == {"german"}
        assert [text.count("about=/about/") for text in said.values()] == [1] * 4
    assert "about=/keys/" in readers["bob"].get("/keys/").text


def test_pages_of_a_site_without_content_are_valid(browse, carla, mona):
    empty = {path: path for path in ("/", "/changes/", "/vendors/", "/t/", "/tags/", "/moderation/log/")}

    assert all_faults(browse(), empty) == {}
    assert all_faults(browse(carla), empty | {"inbox": "/inbox/", "partner": "/accounts/partner/"}) == {}
    assert all_faults(browse(mona), empty | {"queue": "/moderation/"}) == {}


def test_forms_with_errors_are_valid(here, browse):
    bob, mona, thread = browse(here.bob), browse(here.mona), here.thread.get_absolute_url()
    sent = {
        "thread": bob.post("/t/new/", {}),
        "proposal": bob.post("/changes/propose/", {"terms": "x", "act_by": "x", "audience_countries": "XX"}),
        "reply": bob.post(f"{thread}replies/", {}),
        "answer": bob.post(f"{thread}replies/", {"parent": "1"}),
        "answer to nothing": bob.post(f"{thread}replies/", {"parent": "99", "source": "Words"}),
        "report": bob.post(f"{thread}{here.other.number}/report/", {}),
        "decline": mona.post(f"/moderation/posts/{here.held.pk}/decline/", {}),
        "lock": mona.post(f"{thread}lock/", {}),
        "sign in": browse().post("/accounts/login/", {}),
    }

    assert {name: faults(answer.text) for name, answer in sent.items() if faults(answer.text)} == {}


# --- weight -------------------------------------------------------------------------------------------

IMPORT = re.compile(r'import\s+(?:[^"\']*from\s+)?["\']([^"\']+)["\']')


def first_visit(reader, address: str) -> dict[str, int]:
    """The bytes of everything that a browser fetches for a page, compressed as the server sends it."""
    answer = reader.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    page = parse(gzip.decompress(answer.content).decode())
    wanted = [
        e.get("href") for e in page.iter("link") if e.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}
    ]
    wanted += [e.get("src") for e in [*page.iter("script"), *page.iter("img")] if e.get("src")]
    weights = {address: len(answer.content)}
    while wanted:
        url = wanted.pop()
        if url in weights:
            continue
        assert url.startswith(settings.STATIC_URL), f"{url} comes from elsewhere"
        path = settings.STATIC_ROOT / url.removeprefix(settings.STATIC_URL)
        compressed = path.with_name(path.name + ".gz")
        weights[url] = (compressed if compressed.exists() else path).stat().st_size
        if path.suffix == ".js":
            wanted += [urljoin(url, name) for name in IMPORT.findall(path.read_text())]
    return weights


def test_a_first_visit_is_small(here, browse):
    thread = make.make_thread(here.bob, title="A thread with twenty posts of some length")
    bea = make.make_partner("bea")
    with without_jobs():
        for n in range(19):
            words = f"Post {n} says, at some length, what happened when the renewal was asked for. " * 6
            forum.post_reply(author=bea, thread=thread, source=words, parent=thread.posts.first() if n % 3 else None)
    for n in range(20):
        make.make_change(
            title=f"Change {n} of the program for small partners", effective=make.day(f"2099-01-{n + 1:02}")
        )
    pages = {
        "home": "/", "changes": "/changes/", "change": here.change.get_absolute_url(),
        "thread": thread.get_absolute_url(), "flat": f"{thread.get_absolute_url()}?view=flat",
    }  # fmt: skip

    weights = {name: first_visit(browse(), address) for name, address in pages.items()}
    assert {name: sum(parts.values()) for name, parts in weights.items() if sum(parts.values()) > FIRST_VISIT} == {}
    assert min(len(parts) for parts in weights.values()) >= 3
    assert {url for parts in weights.values() for url in parts if url.endswith(".css")} != set()


def test_files_with_a_hash_in_their_name_are_found_by_the_server(browse):
    parts = first_visit(browse(), "/about/")

    assert all(re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", url) for url in parts if url != "/about/")
