"""What every format gives back, and the little it has to offer to be one.

Nothing in this module knows Django, a database or a page format, so that a parser can be tried on a single
file in a shell: ``python -c "from community.programs.importers import read_paths; ..."``.
"""

import datetime
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
    # What only some formats tell. An empty kind or direction is left to the words of the title.
    kind: str = ""
    direction: str = ""
    effective: datetime.date | None = None
    effective_precision: str = DAY
    act_by: datetime.date | None = None
    url: str = ""
    tags: tuple[str, ...] = ()
    # Facts as they stand at the source, to count what moved there: {"end": "2027-01-31"}. They are no part of
    # what the notice says, so that a change of one alone makes no noise.
    marks: dict[str, str] = field(default_factory=dict)
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
    path that was named and leads nowhere is a Page that does not exist. A page that ``shows_latest`` drops old
    notices by and by, as feeds do: what is on it no more is not gone.
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
    shows_latest: bool = False
    attribution: str = ""  # whom the format itself names, where the source is somebody else's collection

    @property
    def keys(self) -> list[str]:
        """The notices of the page in page order, each once however many languages it comes in."""
        return list(dict.fromkeys(one.key for one in self.announcements))


class Format(Protocol):
    """A format of which every file stands for itself. The next one is one module in ``formats/`` with these
    members; nothing else needs to know it."""

    NAME: str  # for ``--format`` and the list of sources
    ENDINGS: tuple[str, ...]  # of the names of files that are looked into: (".json",)

    def recognises(self, file) -> bool:
        """Whether a ``files.File`` is of this format; cheap, and never raises."""

    def read(self, file) -> Page:
        """Everything on it, with the problems. Raises ``UnreadableError`` for a file that is no use at all."""
