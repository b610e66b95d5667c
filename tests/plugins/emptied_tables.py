"""Tests that commit empty all tables behind them. Some refuse that: only here, and only for that, they are told to.

The product has no such door. What a test does here the owner of the tables may do anywhere, which is why the log is
chained as well.
"""

import pytest
from django.db import OperationalError, connection
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.errors import DeadlockDetected

REFUSING = """
SELECT format('ALTER TABLE %s {} TRIGGER %I', tgrelid::regclass, tgname)
FROM pg_trigger WHERE tgname LIKE '%%_never_emptied' ORDER BY 1
"""


@pytest.fixture(scope="session", autouse=True)
def tables_are_emptied_between_tests():
    empty, execute = DatabaseOperations.sql_flush, DatabaseOperations.execute_sql_flush

    def flush(operations, style, tables, **options):
        statements = empty(operations, style, tables, **options)
        return [*_told("DISABLE"), *statements, *_told("ENABLE")] if statements else statements

    def execute_patiently(operations, statements):
        """A server that still answers a browser which has gone may hold a table: whoever loses tries again."""
        for _attempt in range(5):
            try:
                return execute(operations, statements)
            except OperationalError as error:
                if not isinstance(error.__cause__, DeadlockDetected):
                    raise
        return execute(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        patch.setattr(DatabaseOperations, "execute_sql_flush", execute_patiently)
        yield


def _told(what: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(REFUSING.format(what))
        return [statement for (statement,) in cursor.fetchall()]
