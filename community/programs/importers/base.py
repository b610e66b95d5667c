"""What every importer gives back, and the little it has to offer to be one.

Nothing in this module knows Django, a database or a page format, so that a parser can be tried on a single
file in a shell: ``python -c "from community.programs.importers import read_paths; ..."``.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

DAY, MONTH, QUARTER, UNKNOWN = "day", "month", "quarter", "unknown"

# How bad a problem is: something is missing from the import, or something was read that a person should look
# at.
LOST, REVIEW, NOTE = "lost", "review", "note"


@dataclass(frozen=True)
class Problem:
    """One thing that could not be read as it stands: where, and why, in words for the person who imports.

    ``line`` counts from 1 in the file as it is on disk; 0 means the file as a whole. ``severity`` is ``lost``
    (something was left out), ``review`` (read, but a person should look) or ``note`` (for information).
    """

    path: str
    line: int
    reason: str
    severity: str = LOST


@dataclass
class Announcement:
    """One notice of a vendor in one language.

    ``page`` and ``anchor`` name the notice in every language: the anchor is invisible and is never
    translated. Long texts are plain Markdown. ``sections`` holds the names of the parts that the page really
    has, because ``details`` also keeps what stood under headings that no rule knows. ``review`` are the
    reasons, one sentence each, why a person should look at the record before it is published.
    """

    page: str
    anchor: str
    language: str
    title: str
    date: datetime.date | None = None
    date_precision: str = UNKNOWN
    date_text: str = ""
    category: str = ""
    status: str = ""
    audience: str = ""
    summary: str = ""
    details: str = ""
    next_steps: str = ""
    questions: str = ""
    changelog: str = ""
    path: str = ""
    line: int = 0
    sections: frozenset[str] = frozenset()
    headings: dict[str, str] = field(default_factory=dict)
    review: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name of this notice among all notices of its vendor, the same in every language."""
        return f"{self.page}#{self.anchor}"


@dataclass
class Page:
    """One file that was read, with everything found in it.

    ``through`` names the page that includes this file; its announcements are then listed there, not here. A
    path that was named and leads nowhere is a Page that does not exist.
    """

    path: str
    name: str
    title: str = ""
    announcements: list[Announcement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    through: str = ""
    readable: bool = True
    exists: bool = True

    @property
    def keys(self) -> list[str]:
        """The notices of the page in page order, each once however many languages it comes in."""
        return list(dict.fromkeys(one.key for one in self.announcements))


class Importer(Protocol):
    """A page format. The next format is one module with these two members, named in
    ``importers/__init__.py``."""

    name: str

    def read(self, source, *, base_url: str = "") -> Iterator[Page]:
        """Give a Page for every file of a ``files.Source``; never raise for what stands in a file."""
