"""Everybody goes everywhere, and all that they get to see is searched for what they must not see.

The addresses come from the URL configuration; the words that must not get out are in ``world.py``.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

from community.forum.models import Thread
from tests.leaks.addresses import A_FEW, ABSENT, TABLE, addresses_of
from tests.leaks.canaries import Canary, Searcher
from tests.leaks.matrix import table, word_for_page
from tests.leaks.routes import all_routes
from tests.leaks.rows import fingerprint
from tests.leaks.states import States
from tests.leaks.world import ROLES, build

pytestmark = pytest.mark.django_db

LINK = re.compile(r'(?:href|src|action)="(/(?!static/)[^"#]*)')
# Signing out would end the crawl; the admin site links every page with every other one.
NOT_FOLLOWED = ("/accounts/logout/", "/admin/")
# Asked to sign in, wherever one wanted to go: the page is one and the same.
# And the form for notices, whichever page it is to be about.
ONE_SIGN_IN = re.compile(r"^(/(?:(?:accounts|admin)/(?:login|reauthenticate)|notice)/)\?.*$")
# What our content security policy refuses, on whatever page: a script or style in it, or an event handler.
INLINE = re.compile(rb"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))|<style|<[^>]*\s(?:style|on[a-z]+)\s*=")
# Calendars of members and images, which programs and browsers must be able to revalidate: private, no-cache.
OPENED_BY_A_KEY = ("/calendars/", "/images/")
NOT_FOUND = 404
LINKS_OF_A_KIND = 3
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
OTHERS = re.compile(r"<\w+>")  # what an address is filled in with besides


@pytest.fixture(scope="module")
def world(once):
    return once(build)


class Crawler:
    """One person's browser, and what it has found where."""

    def __init__(self, client, searcher: Searcher, *, moderates: bool):
        self.client = client
        self.moderates = moderates
        self.searcher = searcher
        self.found: dict[tuple[Canary, str], str] = {}
        self.visited: dict[str, int] = {}
        self.words: dict[str, str] = {}
        self.linked: Counter[tuple] = Counter()
        self.passed_by: set[str] = set()
        self.inline: list[str] = []
        self.kept: list[str] = []

    def crawl(self, addresses: Iterable[str]) -> None:
        """Visit the addresses, and what they link or redirect to, as far as that is of another kind."""
        for address in addresses:
            self._walk(address)

    def crawl_everywhere(self, routes: list[list[str]]) -> None:
        """The same of the addresses of each route.

        Of the pages of moderators a few are enough for everybody else: the table asks for one in each state.
        """
        for addresses in routes:
            for number, address in enumerate(addresses, 1):
                self._walk(address)
                answers = {self.visited[address] for address in addresses[:number]}
                is_closed = address.startswith("/moderation/") and number == A_FEW and answers == {NOT_FOUND}
                if is_closed and not self.moderates:
                    break

    def _walk(self, address: str) -> None:
        waiting = [address]
        while waiting:
            address = waiting.pop()
            if address not in self.visited:
                waiting += self._visit(address)

    def _is_of_another_kind(self, link: str) -> bool:
        """Not yet visited, and one of the first few links that lead to its route with just these parameters.

        Of the things themselves ``addresses.py`` names every one, so links need to show no more than what it forgot.
        """
        if link in self.visited or link in self.passed_by:
            return False
        kind = kind_of(link)
        self.linked[kind] += 1
        is_of_another = self.linked[kind] <= LINKS_OF_A_KIND
        if not is_of_another:
            self.passed_by.add(link)
        return is_of_another

    def _visit(self, address: str) -> list[str]:
        response = self.client.get(address)
        self.visited[address] = response.status_code
        self.words[address] = word_for_page(response)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        head = "\n".join(f"{name}: {value}" for name, value in response.items()) + response.cookies.output()
        for canary in self.searcher.find(head.encode() + b"\n" + body):
            self.found[canary, urlsplit(address).path] = address
        if INLINE.search(body) and not address.startswith("/admin/"):
            self.inline.append(address)
        if "no-store" not in response.get("Cache-Control", "") and not address.startswith(OPENED_BY_A_KEY):
            self.kept.append(address)
        if 300 <= response.status_code < 400:
            to = urldefrag(response["Location"]).url
            return [ONE_SIGN_IN.sub(r"\1", to)] if to.startswith("/") else []
        if not response.get("Content-Type", "").startswith("text/html"):
            return []
        links = dict.fromkeys(unescape(link) for link in LINK.findall(body.decode()))
        followed = (ONE_SIGN_IN.sub(r"\1", link) for link in links if not link.startswith(NOT_FOLLOWED))
        return [link for link in followed if self._is_of_another_kind(link)]


@cache
def kind_of(link: str) -> tuple[str, frozenset[str]]:
    """The route that a link leads to, and the names of its parameters."""
    parts = urlsplit(link)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = ""
    return route, frozenset(parse_qs(parts.query))


# Who sees what somebody else sees, and a little more or less, goes to one thing in each state, to their own, and
# wherever those lead; the other goes to every thing there is.
AS_WELL_AS = {"author": "partner", "scoped": "partner", "representative": "consultant", "admin": "moderator",
              "suspended": "visitor"}  # fmt: skip


def everywhere() -> list[list[str]]:
    """The addresses of each route that makes pages."""
    pages = dict.fromkeys(path for method, path, _state in table() if method == "GET")
    return [addresses_of(path) for path in pages]


def beside_the_table() -> list[str]:
    """One address of each route that only takes forms, and those of the admin site."""
    pages = {path for method, path, _state in table() if method == "GET"}
    others = [addresses_of(path)[:1] for path in TABLE if path not in pages]
    admin = [addresses_of(route.path) for route in all_routes() if route.path.startswith("admin/")]
    return [address for addresses in [*others, *admin] for address in addresses]


def own_things(person) -> list[str]:
    """What somebody has started, waiting or hidden, and what was decided about it."""
    threads = Thread.objects.by(person) if person else []
    return [*(thread.get_absolute_url() for thread in threads), *addresses_of("accounts/standing/<pk>/")]


def test_every_address_is_crawled():
    paths = {route.path for route in all_routes() if not route.path.startswith("admin/")}

    assert paths - set(TABLE) == set(), "say in addresses.py how to fill them in"
    assert set(TABLE) - paths == set(), "these exist no more"


@pytest.mark.parametrize("role", ROLES)
def test_nothing_hidden_is_found_and_nothing_due_is_missed(role, world, browse):
    moderates = role in {"scoped", "moderator", "admin"}
    crawler = Crawler(browse(world.people[role]), Searcher(world.canaries), moderates=moderates)
    before = fingerprint()
    column = "visitor" if role == "suspended" else role
    pages = {(path, state): said[column] for (method, path, state), said in table().items() if method == "GET"}
    addresses = States(world).all_addresses()

    crawler.crawl(addresses[path][state] for path, state in pages)
    crawler.crawl(beside_the_table())
    crawler.crawl(own_things(world.people[role]))
    if role not in AS_WELL_AS:
        crawler.crawl_everywhere(everywhere())

    answered = {(path, state): crawler.words[addresses[path][state]] for path, state in pages}
    leaks = sorted(
        f"{role} found {canary.where} at {address}"
        for (canary, path), address in crawler.found.items()
        if not canary.is_for(role, path)
    )
    found = {canary for canary, _path in crawler.found}
    due = [canary for canary in world.canaries if role in canary.seen_by and AS_WELL_AS.get(role) not in canary.seen_by]
    missed = sorted(canary.where for canary in due if canary not in found)
    failed = sorted(f"{status} {address}" for address, status in crawler.visited.items() if status >= 500)
    assert leaks == []
    assert missed == []
    assert {row: word for row, word in answered.items() if word != pages[row]} == {}, "matrix.txt says otherwise"
    assert failed == []
    assert crawler.inline == []
    assert crawler.kept == [] or client_is_nobody(role), "a member's page may be kept by somebody"
    assert fingerprint() == before, "looking changed something"


def client_is_nobody(role: str) -> bool:
    return role in {"visitor", "suspended"}


@pytest.mark.parametrize("role", ["visitor", "consultant", "partner"])  # a representative sees what a consultant does
def test_hidden_and_absent_look_the_same(role, world, browse):
    """The same status, the same bytes and the same headers, but for the address asked for."""
    client = browse(world.people[role])
    rumours_are_hidden = role != "partner"
    hidden = {
        "<ref>": {
            "t/": [thread.pk for thread in world.hidden_threads[: None if rumours_are_hidden else 2]],
            "changes/": [change.pk for change in world.hidden_changes[: None if rumours_are_hidden else 2]],
            "groups/": [group.pk for group in world.hidden_groups if role != "partner"],
            "events/": [event.pk for event in world.hidden_events if role != "partner"],
        },
        "<pk>": {
            "posts/": [post.pk for post in world.hidden_posts],
            "moderation/posts/": [post.pk for post in world.hidden_posts],
            "moderation/changes/": [change.pk for change in world.hidden_changes],
            "moderation/questions/": [1],
            "moderation/answers/": [1],
            "moderation/applications/": [1],
            "moderation/hats/": [1],
            "moderation/company-claims/": [1],
            "conversations/": [conversation.pk for conversation in world.hidden_conversations],
            "teaming/": [entry.pk for entry in world.hidden_entries],
            "events/": [event.pk for event in world.hidden_events if role != "partner"],
            "introductions/": [introduction.pk for introduction in world.hidden_introductions],
        },
    }
    compared = 0
    for path in TABLE:
        for parameter, by_beginning in hidden.items():
            for beginning, ids in by_beginning.items():
                if not path.startswith(beginning + parameter):
                    continue
                filled = OTHERS.sub("1", "/" + path.replace(parameter, "{}"))
                absent = answer(client, filled.format(ABSENT))
                # A wrong slug leads to the right one, which nobody may learn; of what hangs on a thing one is enough.
                slugged = ids if path == beginning + parameter + "/" else ids[:1]
                refs = [*ids, *(f"{pk}-a-slug" for pk in slugged)] if parameter == "<ref>" else ids
                for ref in refs:
                    assert answer(client, filled.format(ref)) == absent
                    compared += 1
    assert compared > 50


def answer(client, address: str) -> tuple:
    """All that an answer says, with dots where it repeats what was asked for."""
    response = client.get(address)
    headers = {name: value.replace(address, "…") for name, value in response.items() if name != "Content-Length"}
    headers.pop("ETag", None)
    return response.status_code, headers, TOKEN.sub(b"", response.content).replace(address.encode(), b"...")


def test_mails_hold_only_what_their_readers_may_see(world):
    """By what they may see now: some things were hidden after the mail went out, and those mails are in order."""
    searcher = Searcher(world.canaries)
    role_of = {person.email: role for role, person in world.people.items() if person}

    def reader(message) -> str:
        """The role of whom it goes to; of those who have none, the handle."""
        return role_of.get(message.to[0], message.to[0].partition("@")[0])

    leaks = [
        f"{message.subject!r} told {reader(message)} of {canary.where}"
        for message in world.mails
        if message.to != [world.behind_masks]
        for canary in searcher.find(message.message().as_bytes() + message.body.encode() + message.subject.encode())
        if not {reader(message), "visitor"} & (canary.seen_by | canary.may_see)
    ]

    assert world.mails
    assert leaks == []


def test_queue_of_jobs_holds_no_text(world):
    from procrastinate.contrib.django.models import ProcrastinateJob

    searcher = Searcher(world.canaries)

    assert ProcrastinateJob.objects.exists()
    assert searcher.find(repr(list(ProcrastinateJob.objects.values())).encode()) == set()


def test_searcher_finds_a_word_in_every_disguise():
    import base64
    from urllib.parse import quote

    canary = Canary("a box", frozenset())
    searcher = Searcher([canary, Canary("another", frozenset())])

    plain = f"Said {canary.word.upper()}.".encode()
    encoded = [base64.b64encode(b"x" * offset + canary.word.encode() + b" and more") for offset in range(4)]
    assert [searcher.find(text) for text in (plain, quote(canary.word).encode(), *encoded)] == [{canary}] * 6
    assert searcher.find(b"nothing of the kind") == set()
