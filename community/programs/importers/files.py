"""Reading files of strangers: inside one folder, with limits on size and number, as text or with a reason.

A ``Source`` is the folder (or the single text) that may be read. Every path, also one that a page names in an
include, is resolved with its symbolic links and must stay inside; nothing else of the machine can get into a
record.
"""

import json
import os
import stat
import sys
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .base import LOST, REVIEW, Problem

MAX_BYTES = 2 * 1024 * 1024  # the largest real month page has 160 kB; ten times that is no page any more
MAX_DATA_BYTES = 16 * 1024 * 1024  # of a file of data; a year of a message centre has 5
MAX_FILES = 5000  # forty years of months in ten languages
MAX_REPORTED = 50  # broken lines of one file that are listed; after that they are the rule and not the exception
MAX_LINE = 100_000  # characters; the longest real line has 4,000


DATA_ENDINGS = (".json", ".message", ".xml", ".rss", ".atom")


class UnreadableError(Exception):
    """A file that cannot or may not be read; the text is the reason, for the report, with its line if known."""

    def __init__(self, reason: str, line: int = 0):
        super().__init__(reason)
        self.line = line


@dataclass
class Text:
    """The content of a file: lines without their ends, all ends and marks of encoding made alike."""

    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)


@dataclass
class File:
    """One file for a format that reads files one by one. ``name`` is that of the file without its folder."""

    path: str
    name: str
    raw: bytes

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @cached_property
    def text(self) -> Text:
        """Its lines. Raises UnreadableError."""
        return decoded(self.path, self.raw)

    @cached_property
    def data(self):
        """What the file says as JSON. Raises UnreadableError with the line."""
        return read_json("\n".join(self.text.lines))

    def looks_like(self, *words: bytes) -> bool:
        """Whether all of the words stand near its beginning: a cheap first look."""
        head = self.raw[:4000]
        return all(word in head for word in words)

    def line_of(self, words: str, start: int = 1) -> int:
        """The first line from ``start`` on that holds the words, else ``start``."""
        lines = self.text.lines
        return next((i for i in range(start, len(lines) + 1) if words in lines[i - 1]), start)


def read_json(text: str, first: int = 1):
    """The data in a text. Raises UnreadableError with the line, counted from ``first``."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not valid JSON: {error.msg}, column {error.colno}", first + error.lineno - 1) from None
    except (RecursionError, ValueError):
        raise UnreadableError("not valid JSON: nested too deeply, or a number too long", first) from None


class Source:
    """A folder, or one file in its folder, from which an import may read."""

    def __init__(self, given: str | os.PathLike):
        """``given`` is shown in reports as it was typed. Raises UnreadableError if nothing is there."""
        self.given = Path(given)
        try:
            self.start = self.given.resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise UnreadableError("there is no such file or folder") from error
        self.root = self.start if self.start.is_dir() else self.start.parent

    def pages(self) -> tuple[list[Path], list[Problem]]:
        """All ``*.md`` files in the order of their names; links that leave the folder are reported, not
        followed."""
        return self._found(is_page_name)

    def _found(self, wanted) -> tuple[list[Path], list[Problem]]:
        if not self.start.is_dir():
            return [self.start], []
        found, problems = [], []
        for folder, folders, names in os.walk(self.start, followlinks=False):
            for name in sorted(folders):
                if (Path(folder) / name).is_symlink():
                    problems.append(Problem(self.shown(Path(folder) / name), 0, "a linked folder is not followed"))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [Path(folder) / name for name in sorted(names) if wanted(name)]
            if len(found) > MAX_FILES:
                reason = f"more than {MAX_FILES} pages; only the first {MAX_FILES} were read"
                problems.append(Problem(self.shown(self.start), 0, reason))
                return found[:MAX_FILES], problems
        return found, problems

    def files(self) -> tuple[list[Path], list[Problem]]:
        """All files whose names say that they may be announcements, pages and data, in the order of their names."""
        return self._found(lambda name: is_page_name(name) or is_data_name(name))

    def shown(self, path: Path) -> str:
        """A path as reports show it: as the user typed it, continued inside the folder."""
        if path == self.start:
            return str(self.given)
        for base, prefix in ((self.start, self.given), (self.root, self.given.parent)):
            if path.is_relative_to(base):
                return str(prefix / path.relative_to(base))
        return path.name

    def included(self, link: str, page: Path) -> Path:
        """The file that ``page`` includes by ``link``; relative to the page, or to the folder after ``~/``.

        Raises UnreadableError if the link leaves the folder or leads nowhere. Names are also found if only
        their capitals differ, because the pages were written on systems that do not mind.
        """
        names = PurePosixPath(unquote(link.split("#")[0].split("?")[0]).replace("\\", "/"))
        start = self.root if names.parts[:1] == ("~",) else page.parent
        parts = names.parts[1:] if names.parts[:1] == ("~",) else names.parts
        if names.is_absolute() or ":" in link or "\0" in link:
            raise UnreadableError(f"the included path {quoted(link)} is not a relative one")
        wanted = Path(os.path.normpath(start.joinpath(*parts)))
        self._check_inside(wanted, link)
        wanted = _with_right_capitals(wanted, self.root)
        self._check_inside(wanted.resolve(), link)
        if not wanted.is_file():
            raise UnreadableError(f"the included file {quoted(link)} is missing")
        return wanted

    def read(self, path: Path) -> Text:
        """The text of one file inside the folder. Raises UnreadableError with the reason."""
        return decoded(self.shown(path), self.bytes_of(path))

    def file(self, path: Path) -> File:
        """One file inside the folder as it is on disk. Raises UnreadableError with the reason."""
        return File(self.shown(path), path.name, self.bytes_of(path, MAX_DATA_BYTES if is_data_name(path.name) else 0))

    def bytes_of(self, path: Path, most: int = 0) -> bytes:
        """The content of one file inside the folder. Raises UnreadableError with the reason."""
        try:
            target = path.resolve(strict=True)
            self._check_inside(target, path.name)
            return _bytes_of(target, most or MAX_BYTES)
        except (OSError, RuntimeError) as error:
            raise UnreadableError(_why(error)) from error

    def _check_inside(self, path: Path, named: str) -> None:
        if not path.is_relative_to(self.root):
            raise UnreadableError(f"the path {quoted(named)} points outside the imported folder; it was not read")


class StandardInput(Source):
    """One page that comes through a pipe, under the name that the user gave it; it can include nothing."""

    def __init__(self, name: str, stream=None):
        self.given = Path(name)
        self.start = self.root = Path("/nowhere") / PurePosixPath(name.replace("\\", "/")).name
        self.stream = stream or sys.stdin.buffer

    def _found(self, wanted) -> tuple[list[Path], list[Problem]]:
        return [self.start], []

    def included(self, link: str, page: Path) -> Path:
        raise UnreadableError(
            f"{quoted(link)} cannot be included by a page from standard input; import the folder instead"
        )

    def bytes_of(self, path: Path, most: int = 0) -> bytes:
        return self.content

    @cached_property
    def content(self) -> bytes:
        """All that came; a pipe can be read only once."""
        return _capped(self.stream, MAX_DATA_BYTES if is_data_name(self.start.name) else MAX_BYTES)


def is_page_name(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown")) and not name.startswith(".")


def is_data_name(name: str) -> bool:
    return name.lower().endswith(DATA_ENDINGS) and not name.startswith(".")


def quoted(text: str) -> str:
    """A piece of a page for a report: on one line, short, without control characters."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f"“{clean[:80]}{'…' if len(clean) > 80 else ''}”"


def decoded(path: str, raw: bytes) -> Text:
    """Bytes as lines: UTF-8 (UTF-16 by its mark), any line ends, one notation per character, no control
    characters.

    What is not UTF-8 becomes U+FFFD and is reported with its line, so one bad byte does not cost a page.
    Raises UnreadableError for what is no text at all.
    """
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding == "utf-8-sig" and raw.count(0) > len(raw) // 100:
        raise UnreadableError("not a text file")
    text = raw.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    result = Text(path, [])
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line:
            result.problems.append(Problem(path, number, "not valid UTF-8; the broken bytes show as �", REVIEW))
        result.lines.append(_clean_line(path, number, line, result.problems))
    more = len(result.problems) - MAX_REPORTED
    if more > 0:
        result.problems[MAX_REPORTED:] = [Problem(path, 0, f"{more} more lines are broken like these", REVIEW)]
    return result


def _clean_line(path: str, number: int, line: str, problems: list[Problem]) -> str:
    if len(line) > MAX_LINE:
        problems.append(Problem(path, number, f"a line of {len(line):,} characters was left out", LOST))
        return ""
    clean = "".join(c for c in line if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co"))
    if len(clean) != len(line):
        problems.append(Problem(path, number, "control characters were removed", REVIEW))
    return unicodedata.normalize("NFC", clean)


def _bytes_of(path: Path, most: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a named pipe must not hang the import
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableError("not a regular file")
        return _capped(stream, most)


def _capped(stream, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise UnreadableError(f"larger than {most // 1024 // 1024} MB")
    return raw


def _with_right_capitals(path: Path, root: Path) -> Path:
    if path.exists() or not path.is_relative_to(root):
        return path
    found = root
    for part in path.relative_to(root).parts:
        same = [name for name in _listing(found) if name.casefold() == part.casefold()]
        found = found / (part if part in same or not same else min(same))
    return found


def _listing(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _why(error: Exception) -> str:
    return {
        FileNotFoundError: "the file is missing",
        PermissionError: "no permission to read the file",
        IsADirectoryError: "a folder, not a file",
    }.get(type(error), "the file cannot be read")
