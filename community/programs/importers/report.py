"""What an import did, per file and in sum, for people and for programs."""

from collections import Counter
from dataclasses import dataclass, field

from .base import LOST, Page, Problem

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass
class FileReport:
    """One file. Records count once, in however many languages they came; texts count per language."""

    path: str
    page: str
    languages: tuple[str, ...] = ()
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    needs_review: int = 0
    keys: list[str] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=lambda: {CREATED: 0, UPDATED: 0, UNCHANGED: 0})
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    moved: Counter = field(default_factory=Counter)  # facts of the source about itself that differ from last time
    readable: bool = True
    exists: bool = True
    note: str = ""
    through: str = ""
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "FileReport":
        """The report of a page that was read and not stored yet."""
        return cls(
            page.path,
            page.name,
            page.languages,
            read=len(page.keys),
            keys=page.keys,
            parts=_parts(page),
            through=page.through,
            readable=page.readable,
            exists=page.exists,
            note=_note(page),
            problems=list(page.problems),
        )


@dataclass
class ImportReport:
    """A whole import."""

    vendor: str
    files: list[FileReport] = field(default_factory=list)
    no_longer_at_source: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Every problem once, in the order of the files."""
        return list(dict.fromkeys(problem for one in self.files for problem in one.problems))

    @property
    def anything_read(self) -> bool:
        return any(one.readable for one in self.files)

    @property
    def records(self) -> int:
        """Announcements, each once however many files and languages it stands in."""
        return len({key for one in self.files for key in one.keys})

    @property
    def moved(self) -> Counter:
        """How many notices differ from last time in what their source says of itself, by the name of the fact."""
        return sum((one.moved for one in self.files), Counter())

    def total(self, name: str) -> int:
        """A column of the table in sum."""
        return sum(getattr(one, name) for one in self.files)

    def as_json(self) -> dict:
        """Plain values; the keys are documented in docs/importing.md."""
        return {
            "vendor": self.vendor,
            "records": self.records,
            "total": {name: self.total(name) for name in COLUMNS},
            "texts": {name: sum(one.texts[name] for one in self.files) for name in (CREATED, UPDATED, UNCHANGED)},
            "moved_at_source": dict(sorted(self.moved.items())),
            "no_longer_at_source": self.no_longer_at_source,
            "files": [
                {
                    "path": one.path,
                    "page": one.page,
                    "languages": list(one.languages),
                    **{name: getattr(one, name) for name in COLUMNS},
                    "texts": one.texts,
                    "parts": one.parts,
                    "note": one.note,
                }
                for one in self.files
            ],
            "problems": [vars(problem) for problem in self.problems],
            "notes": self.notes,
        }

    def as_text(self) -> str:
        """A table of the files that hold announcements, what the others are, and the list of problems."""
        told = [one for one in self.files if one.read]
        width = max([len(one.path) for one in told] + [len("file")])
        rows = [_row("file", [name.replace("_", " ") for name in COLUMNS], "languages", width)]
        rows += [_row(one.path, [getattr(one, c) for c in COLUMNS], " ".join(one.languages), width) for one in told]
        rows.append(_row("total", [self.total(name) for name in COLUMNS], "", width))
        lines = [*rows, f"{self.records} announcements of {self.vendor}"] if told else ["No announcements were read."]
        lines += [f"{one.path}: {one.note}" for one in self.files if one.note and not one.through]
        parts = Counter(one.through for one in self.files if one.through)
        lines += [f"{page}: {count} included files were read with it" for page, count in parts.items()]
        if self.moved:
            told = ", ".join(f"{name} {count}" for name, count in sorted(self.moved.items()))
            lines.append(f"moved at the source since last time: {told}")
        lines += self.notes
        if self.no_longer_at_source:
            lines += [
                "",
                "No longer at the source (the records stay):",
                *(f"  {key}" for key in self.no_longer_at_source),
            ]
        if self.problems:
            lines += ["", "Problems (file:line: reason):", *map(_problem, self.problems)]
        return "\n".join(lines)


COLUMNS = ("read", "created", "updated", "unchanged", "needs_review")
PARTS = ("date", "category", "audience", "summary", "details", "next_steps", "questions")


def _row(path: str, numbers: list, languages: str, width: int) -> str:
    return f"{path:<{width}}  " + "  ".join(f"{number:>12}" for number in numbers) + f"  {languages}".rstrip()


def _problem(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"  {place}: {problem.reason}" + (" [left out]" if problem.severity == LOST else "")


def _parts(page: Page) -> dict[str, dict[str, int]]:
    """How many announcements of each language have each part, as the page has it (not as rules filled it)."""
    counts: dict[str, dict[str, int]] = {}
    for one in page.announcements:
        mine = counts.setdefault(one.language, {"announcements": 0, **dict.fromkeys(PARTS, 0)})
        mine["announcements"] += 1
        mine["date"] += one.date is not None
        mine["category"] += bool(one.category)
        for part in PARTS[2:]:
            mine[part] += part in one.sections
    return counts


def _note(page: Page) -> str:
    if page.through:
        return f"read as a part of {page.through}"
    if page.announcements or not page.readable:
        return ""
    return "read, no announcements"
