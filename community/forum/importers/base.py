"""What every format gives back, and what an import says of itself at the end.

Nothing in this module knows Django or a database, so that a format can be tried on a file in a shell.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

MOST_EXAMPLES = 3  # of one reason, in the report

# How a text is written.
HTML, WORDPRESS, MARKDOWN, MAIL = "html", "wordpress", "markdown", "mail"


class UnreadableError(Exception):
    """A file that is no use, or from here on none; the sentence says why."""


@dataclass(frozen=True)
class Person:
    """Who wrote something. The key tells people of one source apart and never holds an address; empty: nobody knows."""

    key: str = ""
    name: str = ""


@dataclass
class FoundPost:
    """One contribution as it stands at the source.

    ``parent`` is the key of the post it answers, empty on the first level. A post with a reason in ``skip`` is left
    out, and what answers it moves up.
    """

    key: str
    author: Person
    written_at: dt.datetime | None
    text: str
    markup: str
    parent: str = ""
    skip: str = ""
    is_accepted: bool = False


@dataclass
class FoundThread:
    """One conversation. The first of ``posts`` opens it."""

    key: str
    title: str
    posts: list[FoundPost]
    is_question: bool = False
    tags: list[str] = field(default_factory=list)
    url: str = ""
    licence: str = ""
    closed_at: dt.datetime | None = None
    is_closed: bool = False


@dataclass
class Report:
    """What was found, made and left out. The keys of ``as_json`` are documented in docs/importing-discussions.md."""

    source: str = ""
    threads_read: int = 0
    posts_read: int = 0
    threads: int = 0
    posts: int = 0
    people: int = 0
    posts_unchanged: int = 0
    skipped: Counter = field(default_factory=Counter)
    noted: Counter = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def skip(self, reason: str, example: str = "", count: int = 1) -> None:
        """Something was left out."""
        self.skipped[reason] += count
        self._example(reason, example)

    def note(self, reason: str, example: str = "") -> None:
        """Something was taken, though not as it stands at the source."""
        self.noted[reason] += 1
        self._example(reason, example)

    def fail(self, sentence: str) -> None:
        """A file could not be read, or not to its end."""
        self.failures.append(sentence)

    def as_json(self) -> dict:
        return vars(self) | {"skipped": dict(self.skipped), "noted": dict(self.noted)}

    def as_text(self) -> str:
        lines = [
            f"{self.source}: {self.threads_read:,} threads and {self.posts_read:,} posts read.",
            f"New: {self.threads:,} threads, {self.posts:,} posts, {self.people:,} people."
            f" Here already: {self.posts_unchanged:,} posts.",
        ]
        for title, counts in (("Left out:", self.skipped), ("Taken, but:", self.noted)):
            lines += ["", title] if counts else []
            lines += [self._line(reason, count) for reason, count in counts.most_common()]
        lines += ["", "Not read:", *(f"  {sentence}" for sentence in self.failures)] if self.failures else []
        return "\n".join(lines)

    def _line(self, reason: str, count: int) -> str:
        examples = ", ".join(self.examples.get(reason, []))
        return f"  {count:>7,}  {reason}" + (
            f" ({examples}{', …' if count > MOST_EXAMPLES else ''})" if examples else ""
        )

    def _example(self, reason: str, example: str) -> None:
        known = self.examples.setdefault(reason, [])
        example = " ".join("".join(c for c in example if c.isprintable()).split())[:60]
        if example and example not in known and len(known) < MOST_EXAMPLES:
            known.append(example)


@dataclass
class Reading:
    """What a format is given: where to read, what the operator says of the source, and whom to tell how far it is."""

    path: Path
    report: Report
    url: str = ""
    tick: Callable[[str, float], None] = lambda stage, part: None


class Format(Protocol):
    """A format of discussions. The next one is one module in ``formats/`` with these members."""

    NAME: str  # as it is typed: ``import_discussions NAME PATH``
    LICENCE: str  # of texts whose source says none; empty if unknown

    def threads(self, reading: Reading) -> Iterator[FoundThread]:
        """Every conversation, one after the other, however large the file. Raises ``UnreadableError``."""

    def source_name(self, path: Path) -> str:
        """What the source calls itself; the file's name if it does not."""
