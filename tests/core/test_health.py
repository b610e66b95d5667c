"""What load balancers ask, and what people read while PostgreSQL is away."""

from contextlib import contextmanager

import pytest
from django.db import connection

from tests import factories as make

READ = ["/", "/changes/", "/changes/1-a-change/", "/vendors/", "/t/", "/t/1-a-thread/", "/people/bob/", "/tags/api/"]
WRITE = ["/t/1-a-thread/replies/", "/t/new/", "/changes/propose/", "/inbox/read/"]


@contextmanager
def database_away():
    """The line to PostgreSQL is cut inside, and there again after that."""
    real = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = real


def test_health_is_ok_while_the_database_answers(browse, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = browse().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"process": "ok", "database": "ok"})
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not answer.cookies


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_every_page_says_so_and_after_that_none(browse):
    visitor, member = browse(), browse(make.make_partner("bob"))
    visitor.raise_request_exception = member.raise_request_exception = False
    with database_away():
        health = visitor.get("/healthz")
        away = {path: visitor.get(path) for path in READ} | {f"member {path}": member.get(path) for path in READ}
        away["member asks for nothing"] = member.get("/nothing/")  # the page for it shows the member's head
        away |= {f"member posts to {path}": member.post(path, {"source": "Typed."}) for path in WRITE}
        without = {path: visitor.get(path).status_code for path in ["/about/", "/inbox/", "/accounts/login/"]}
    back = visitor.get("/healthz"), visitor.get("/"), member.get("/")

    assert (health.status_code, health.json()) == (503, {"process": "ok", "database": "away"})
    assert health["Retry-After"] == "5"
    assert {name: answer.status_code for name, answer in away.items()} == dict.fromkeys(away, 503)
    assert {answer["Retry-After"] for answer in away.values()} == {"10"}
    assert {answer["Cache-Control"] for answer in away.values()} == {"no-store"}
    assert [name for name, answer in away.items() if "The database is away" not in answer.text] == []
    assert [name for name, answer in away.items() if "Content-Security-Policy" not in answer] == []
    assert without == {"/about/": 200, "/inbox/": 302, "/accounts/login/": 200}
    assert [answer.status_code for answer in back] == [200, 200, 200]
