"""``manage.py check_directory``: the rows that the directory searches against what they are made of."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from community.networking.actions import fold_facet_counts, learn_words

COLUMNS = "person_id, audience, sort_key, facets, can_help, words, capacity_total, capacity_taken, room_until"
MADE = f"SELECT {COLUMNS} FROM networking_directory_source"  # noqa: S608 - made of constants of this file
HELD = f"SELECT {COLUMNS} FROM networking_directoryentry LEFT JOIN networking_directorytext ON entry_id = id"  # noqa: S608 - made of constants of this file
DIFFERING = f"SELECT DISTINCT person_id FROM (({HELD} EXCEPT {MADE}) UNION ALL ({MADE} EXCEPT {HELD})) d ORDER BY 1"  # noqa: S608 - made of constants of this file
COUNTED = """
SELECT audience, facet, sum(count) FROM (
    SELECT audience, facet, -delta AS count FROM networking_facetcount
    UNION ALL SELECT audience, facet, 1 FROM networking_directoryentry, unnest(facets) facet
) c GROUP BY audience, facet HAVING sum(count) <> 0 ORDER BY audience, facet
"""


class Command(BaseCommand):
    help = "Compares the rows of the directory with what they are made of; --repair writes those that differ anew."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="write the rows that differ anew")

    @transaction.atomic
    def handle(self, *, repair, **options):
        with connection.cursor() as cursor:
            people = [person for (person,) in _rows(cursor, DIFFERING)]
            if repair:
                cursor.execute("SELECT networking_refresh_directory(%s::bigint[])", [people])
            counts = _rows(cursor, COUNTED)
            if repair:
                cursor.execute(f"INSERT INTO networking_facetcount (audience, facet, delta) {COUNTED}")
        if repair:
            fold_facet_counts()
            learn_words()
        for person in people:
            self.stdout.write(f"Member {person}: the directory does not say what is true.")
        for audience, facet, missing in counts:
            self.stdout.write(f"{facet} for {audience}: {missing:+} people than are counted.")
        is_true = not people and not counts
        said = f"{len(people)} people and {len(counts)} counts differ."
        self.stdout.write("The directory says of everybody what is true." if is_true else said)


def _rows(cursor, statement: str) -> list[tuple]:
    cursor.execute(statement)
    return cursor.fetchall()
