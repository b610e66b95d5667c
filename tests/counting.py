"""Counting what a page asks of the database."""

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

MOST = 12  # queries of a page, for visitors and members


def statements(client, address: str) -> list[str]:
    """The queries of one page, in order. The page must be there."""
    reset_queries()  # the log holds the last 9,000
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def counts(client, addresses: dict[str, str]) -> dict[str, int]:
    """How many queries each of the named pages takes."""
    return {name: len(statements(client, address)) for name, address in addresses.items()}
