"""What the database holds, as one number for each table: to see that nothing was written."""

from django.db import connection

# Not facts: attempts are counted, a session notes when it was last used, and a visit what was read.
NOT_FACTS = {"cache", "django_session", "programs_changevisit"}
# Columns that say how far a member has read; the rest of their rows are facts.
READ_MARKS = {"programs_savedsearch": "last_seen_at", "networking_participant": "read_number"}
# What is made of other rows may be made anew, under other ids and in other steps: what it says counts.
SAID = {
    "networking_directoryentry": "(SELECT to_jsonb(r) - 'id' FROM networking_directoryentry r)",
    "networking_directorytext": "(SELECT to_jsonb(r) - 'entry_id' FROM networking_directorytext r)",
    "networking_facetcount": "(SELECT audience, facet, sum(delta) FROM networking_facetcount GROUP BY 1, 2"
    " HAVING sum(delta) <> 0)",
}


def fingerprint() -> dict[str, str]:
    """Every table of ours with the hash of its rows, in whatever order they lie."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - NOT_FACTS)
        parts = [
            f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {_read(table)} t"  # noqa: S608 - names come from this test
            for table in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def _read(table: str) -> str:
    if table in SAID:
        return SAID[table]
    mark = READ_MARKS.get(table)
    return f"(SELECT to_jsonb(r) - '{mark}' FROM \"{table}\" r)" if mark else f'"{table}"'  # noqa: S608 - names come from this test


def empty_queue() -> None:
    """Forget all jobs. Between tests that commit nobody else does: the queue's tables are not Django's."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
