"""Pages for what went wrong: each says what to do next, gives nothing away, and asks the database for nothing."""

import pytest

from tests import factories as make
from tests.pages import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("a secret of the program")

    monkeypatch.setattr("community.programs.queries.act_by", fail)


@pytest.mark.parametrize("who", ["visitor", "bob", "mona"])
def test_a_failure_says_so_without_its_cause(who, broken, browse, request):
    reader = browse() if who == "visitor" else browse(request.getfixturevalue(who))
    reader.raise_request_exception = False
    answer = reader.get("/")

    assert answer.status_code == 500
    assert "Something broke here" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert faults(answer.text) == []


def test_the_page_for_a_failure_asks_the_database_for_nothing(rf, bob, django_assert_num_queries):
    from community.web.errors import server_error

    request = rf.get("/")
    request.user = bob
    with django_assert_num_queries(0):
        assert server_error(request).status_code == 500


def test_what_is_not_there_is_named_without_being_obeyed(browse):
    answer = browse().get("/<script>alert(1)</script>/")

    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


def test_a_refusal_is_read_word_for_word(rf, bob):
    from community.core.refusals import Refused
    from community.web.errors import permission_denied

    request = rf.get("/")
    request.user = bob
    refused = permission_denied(request, Refused("You can post again in 12 seconds."))
    other = permission_denied(request, PermissionError("a secret of the program"))

    assert (refused.status_code, other.status_code) == (403, 403)
    assert "You can post again in 12 seconds." in refused.text
    assert "secret" not in other.text


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [("/nothing/", {}, 404), ("/", {"host": "evil.example"}, 400), ("/t/999/", {}, 404)],
)
def test_pages_for_errors_are_whole_pages(path, headers, status, browse):
    answer = browse().get(path, headers=headers)

    assert answer.status_code == status
    assert faults(answer.text) == []
    assert 'href="/changes/"' in answer.text


def test_a_method_that_is_not_allowed_names_those_that_are(browse):
    answer = browse().post("/changes/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_form_without_its_token_is_refused_with_the_texts_kept(bob):
    from django.test import Client

    thread, client = make.make_thread(), Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="community.accounts.backends.AccountBackend")
    answer = client.post(f"{thread.get_absolute_url()}replies/", {"source": "My <b>text</b>", "parent": "1"})

    assert answer.status_code == 403
    assert "My &lt;b&gt;text&lt;/b&gt;" in answer.text
    assert faults(answer.text) == []
    assert thread.posts.count() == 1


def test_a_body_that_is_too_large_is_refused_without_a_failure(browse, bob):
    answer = browse(bob).post("/t/new/", {"source": "x" * 1_100_000})

    assert answer.status_code in {400, 413}
