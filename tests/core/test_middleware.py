"""What every answer carries."""

import gzip
import re

import pytest

from tests import factories as make
from tests.pages import MEMBER, MODERATOR, PUBLIC, SIGN_IN, community

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
REVALIDATED = {"public", "max-age=0", "must-revalidate"}
KEPT_NOWHERE = {"private", "no-store"}


@pytest.fixture
def here(db):
    return community()


def directives(answer) -> set[str]:
    return set(answer["Cache-Control"].split(", "))


def varies(answer) -> set[str]:
    return set(answer["Vary"].split(", "))


def test_visitors_get_no_cookie_and_may_keep_the_page(here, browse):
    answers = {name: browse().get(here.addresses[name]) for name in PUBLIC}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(PUBLIC, 200)
    assert [name for name, answer in answers.items() if answer.cookies] == []
    assert {name: directives(answer) for name, answer in answers.items()} == dict.fromkeys(PUBLIC, REVALIDATED)
    assert [name for name, answer in answers.items() if not {"Cookie", "Accept-Language"} <= varies(answer)] == []
    assert len({answer["ETag"] for answer in answers.values()}) == len(PUBLIC)


def test_a_page_that_has_not_changed_is_not_sent_again(here, browse):
    visitor = browse()
    etags = {name: visitor.get(here.addresses[name])["ETag"] for name in PUBLIC}

    again = {name: visitor.get(here.addresses[name], headers={"if-none-match": etags[name]}) for name in PUBLIC}

    assert {name: (answer.status_code, answer.content) for name, answer in again.items()} == dict.fromkeys(
        PUBLIC, (304, b"")
    )
    assert {name: answer["ETag"] for name, answer in again.items()} == etags
    assert {name: directives(answer) for name, answer in again.items()} == dict.fromkeys(PUBLIC, REVALIDATED)


def test_a_page_that_has_changed_is_sent_again(browse):
    thread = make.make_thread()
    visitor = browse()
    etag = visitor.get(thread.get_absolute_url())["ETag"]
    make.make_post(thread, source="Words that were not there before.")

    again = visitor.get(thread.get_absolute_url(), headers={"if-none-match": etag})

    assert again.status_code == 200
    assert "Words that were not there before." in again.text


def test_compressed_pages_are_revalidated_as_well(browse):
    visitor, compressed = browse(), {"accept-encoding": "gzip"}
    first = visitor.get("/about/", headers=compressed)

    again = visitor.get("/about/", headers=compressed | {"if-none-match": first["ETag"]})

    assert first["Content-Encoding"] == "gzip"
    assert b"About and rules" in gzip.decompress(first.content)
    assert again.status_code == 304


def test_pages_of_members_are_kept_nowhere(here, browse, carla):
    for person in (carla, here.mona):
        member = browse(person)
        answers = {name: member.get(here.addresses[name]) for name in PUBLIC}

        assert {name: directives(answer) for name, answer in answers.items()} == dict.fromkeys(PUBLIC, KEPT_NOWHERE)
        assert [name for name, answer in answers.items() if "ETag" in answer] == []


def test_pages_behind_the_sign_in_and_their_forms_are_kept_nowhere(here, browse):
    bob, mona, visitor = browse(here.bob), browse(here.mona), browse()
    answers = {name: bob.get(here.addresses[name]) for name in MEMBER}
    answers |= {name: mona.get(here.addresses[name]) for name in MODERATOR}
    answers |= {name: visitor.get(here.addresses[name]) for name in SIGN_IN}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert {name: directives(answer) for name, answer in answers.items() if "no-store" not in directives(answer)} == {}


def test_the_language_choice_is_kept_nowhere(browse):
    answer = browse().post("/language/", {"language": "de"})

    assert directives(answer) == KEPT_NOWHERE


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/", 200),
        ("get", "/healthz", 200),
        ("get", "/changes", 301),
        ("get", "/inbox/", 302),
        ("get", "/nothing/here/", 404),
        ("post", "/", 405),
        ("get", "/accounts/login/", 200),
        ("get", "/accounts/no-such-page/", 404),
        ("post", "/accounts/logout/", 302),
        ("get", "/admin/", 302),
    ],
)
def test_every_answer_says_what_the_browser_may_load(method, path, status, browse):
    answer = getattr(browse(), method)(path)

    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == CSP
    assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_strange_host_is_refused_with_the_same_headers(browse):
    answer = browse().get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert answer["Content-Security-Policy"] == CSP


def test_a_failure_carries_the_same_headers(browse, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("community.programs.queries.act_by", fail)
    visitor = browse()
    visitor.raise_request_exception = False
    answer = visitor.get("/")

    assert answer.status_code == 500
    assert answer["Content-Security-Policy"] == CSP


def test_no_page_holds_a_script_or_a_style_that_the_policy_forbids(here, browse):
    pages = {name: browse().get(here.addresses[name]).text for name in PUBLIC}

    allowed = r'( type="module")? src="/static/| type="application/ld\+json">'
    forbidden = re.compile(rf"<style| style=| on[a-z]+=|<script(?!{allowed})|javascript:")
    assert {name: forbidden.findall(text) for name, text in pages.items() if forbidden.search(text)} == {}
