"""Where a large source is put in order: on disk, in a private database that vanishes with the process."""

import json
import sqlite3
from collections.abc import Iterator

AT_ONCE = 1_000_000  # characters that wait in memory


class Spool:
    """Things by what they belong to. First everything is put in, then it is asked."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("")  # no name: SQLite makes a file that nobody else sees, and removes it
        self.database.execute("CREATE TABLE thing (kind TEXT, key TEXT, owner TEXT, place INTEGER, said TEXT)")
        self.waiting: list[tuple] = []
        self.length = 0  # of what is waiting, in characters
        self.is_indexed = False

    def put(self, kind: str, key: str, owner: str, place: int, said: object) -> None:
        """Keep something; ``place`` is its order among its like."""
        written = json.dumps(said)
        self.waiting.append((kind, key, owner, place, written))
        self.length += len(written)
        if self.length >= AT_ONCE or len(self.waiting) >= 2_000:
            self._write()

    def each(self, kind: str) -> Iterator[tuple[str, dict]]:
        """All of a kind in their order, with their keys."""
        self._ready()
        rows = self.database.execute("SELECT key, said FROM thing WHERE kind = ? ORDER BY place, rowid", (kind,))
        for key, said in rows:
            yield key, json.loads(said)

    def of(self, kind: str, owner: str) -> list[tuple[str, dict]]:
        """Those of a kind that belong to something, in their order, with their keys."""
        self._ready()
        rows = self.database.execute(
            "SELECT key, said FROM thing WHERE kind = ? AND owner = ? ORDER BY place, rowid", (kind, owner)
        )
        return [(key, json.loads(said)) for key, said in rows]

    def get(self, kind: str, key: str):
        """One thing, or None."""
        self._ready()
        row = self.database.execute("SELECT said FROM thing WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def count(self, kind: str) -> int:
        self._ready()
        return self.database.execute("SELECT count(*) FROM thing WHERE kind = ?", (kind,)).fetchone()[0]

    def without_owner(self, kind: str, owners: str) -> Iterator[tuple[str, str]]:
        """The keys and owners of those whose owner is not among the things of the kind ``owners``."""
        self._ready()
        yield from self.database.execute(
            "SELECT key, owner FROM thing AS one WHERE kind = ? AND NOT EXISTS"
            " (SELECT 1 FROM thing AS two WHERE two.kind = ? AND two.key = one.owner)",
            (kind, owners),
        )

    def close(self) -> None:
        self.database.close()

    def _ready(self) -> None:
        self._write()
        if not self.is_indexed:
            self.database.execute("CREATE INDEX by_owner ON thing (kind, owner, place)")
            self.database.execute("CREATE INDEX by_key ON thing (kind, key)")
            self.is_indexed = True

    def _write(self) -> None:
        self.database.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", self.waiting)
        self.waiting.clear()
        self.length = 0
