"""Who gets what answer where: the table of ``matrix.txt``, and how an answer is put into its words."""

from collections import defaultdict
from copy import deepcopy
from functools import cache
from pathlib import Path

from django.db import connection, transaction

from tests.leaks.rows import NOT_FACTS
from tests.leaks.world import ROLES

FILE = Path(__file__).with_name("matrix.txt")
COLUMNS = [role for role in ROLES if role != "suspended"]  # whose session is over, so they are a visitor
SIGN_IN = ("/accounts/login/", "/accounts/reauthenticate/", "/accounts/2fa/", "/admin/login/")

Row = tuple[str, str, str]  # "POST", "t/<ref>/lock/", "open"


def table() -> dict[Row, dict[str, str]]:
    """What ``matrix.txt`` says: for each row the word of each role. A line may speak for several states."""
    rows = {}
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            method, path, words, states = (part.strip() for part in line.split("|"))
            said = dict(zip(COLUMNS, words.split(), strict=True))
            rows |= {(method, path, state.strip().strip("-")): said for state in states.split(";")}
    return rows


def as_lines(rows: dict[Row, dict[str, str]]) -> list[str]:
    """The rows as ``matrix.txt`` has them, those of one route that say the same in one line."""
    states = defaultdict(list)
    for (method, path, state), said in rows.items():
        states[path, method, " ".join(f"{said[role]:5}" for role in COLUMNS)].append(state)
    return [
        f"{method:4} | {path:54} | {words} | {'; '.join(state or '-' for state in those)}".rstrip()
        for (path, method, words), those in states.items()
    ]


def word_for_page(response) -> str:
    """ "ok", "404", "403", or "in" for who is asked to sign in; "405" if the address takes no such request."""
    if response.status_code in {301, 302}:
        return "in" if response["Location"].startswith(SIGN_IN) else "ok"
    return {401: "in"}.get(response.status_code, str(response.status_code) if response.status_code >= 403 else "ok")


def word_for_form(client, address: str, body: dict) -> str:
    """As for a page; "done" if rows were written, "no" if the form was answered and none was.

    Nothing is kept of an answered form, signing out included; what a denied one wrote is, to be found afterwards.
    """
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        before = rows_written()
        word = word_for_page(client.post(address, body))
        wrote = rows_written() > before
        answered = word in {"ok", "409", "422", "429"}
        transaction.set_rollback(answered)
    client.cookies = cookies
    if answered:
        return "done" if wrote else "no"
    return f"{word}+" if wrote else word


def rows_written() -> int:
    """How many rows of facts this transaction has written so far, by PostgreSQL's own count."""
    with connection.cursor() as cursor:
        # The view pg_stat_xact_user_tables says the same, after asking after every index too.
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
            " + pg_stat_get_xact_tuples_deleted(oid)) FROM unnest(%s::oid[]) AS oid",
            [tables_of_facts()],
        )
        return int(cursor.fetchone()[0])


@cache
def tables_of_facts() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relname <> ALL (%s)"
            " AND relnamespace = 'public'::regnamespace",
            [list(NOT_FACTS)],
        )
        return [oid for (oid,) in cursor.fetchall()]
