"""Tests that commit empty all tables behind them. Some refuse that: only here, and only for that, they are told to.

The product has no such door. What a test does here the owner of the tables may do anywhere, which is why the log is
chained as well.
"""

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

REFUSING = """
SELECT format('ALTER TABLE %s {} TRIGGER %I', tgrelid::regclass, tgname)
FROM pg_trigger WHERE tgname LIKE '%%_never_emptied' ORDER BY 1
"""


@pytest.fixture(scope="session", autouse=True)
def tables_are_emptied_between_tests():
    empty = DatabaseOperations.sql_flush

    def flush(operations, style, tables, **options):
        statements = empty(operations, style, tables, **options)
        return [*_told("DISABLE"), *statements, *_told("ENABLE")] if statements else statements

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        yield


def _told(what: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(REFUSING.format(what))
        return [statement for (statement,) in cursor.fetchall()]
