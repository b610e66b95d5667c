"""A file as lines of one language: front matter off, comments out, sides apart, included files in their
place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .base import LOST, REVIEW, Problem
from .files import Source, UnreadableError, quoted
from .frontmatter import split_front_matter
from .headings import Line, outline, with_code
from .languages import language_in_path, language_tag
from .sections import UNKNOWN_LANGUAGE, guessed_language
from .sidebyside import is_side_by_side, split_sides

MAX_DEPTH = 3  # includes within includes; real pages have one level
MAX_INCLUDES = 2000  # looked up for one page, in all its languages; the fullest real page needs 34
MAX_LINES = 100_000  # of a page with all its includes

INCLUDE = re.compile(
    r"\[!INCLUDE\s*\[(.{0,500}?)\]\(\s*<?([^()<>\"]{1,500}?)>?(?:\s+\"[^\"]{0,300}\")?\s*\)\s*\]",
    re.IGNORECASE,
)
INCLUDE_TOPICS = {"include", "include file", "includes"}
INCLUDE_FOLDERS = {"includes", "include", "_includes"}
BEGINS_INCLUDE = re.compile(r"\[!INCLUDE", re.IGNORECASE)


@dataclass(eq=False)
class Document:
    """One file: its front matter, and its lines in each language that it has. The first language is the
    original."""

    path: Path
    shown: str
    fields: dict[str, str] = field(default_factory=dict)
    sides: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_include: bool = False  # made to be included: it says so, or lies in a folder that says so

    @property
    def languages(self) -> list[str]:
        return list(self.sides)


class Library:
    """The documents of one import, each read once."""

    def __init__(self, source: Source):
        self.source = source
        self.documents: dict[Path, Document] = {}
        self.included_by: dict[Path, str] = {}

    def document(self, path: Path) -> Document:
        """Read a file. Raises UnreadableError with the reason."""
        if path not in self.documents:
            self.documents[path] = read_document(self.source, path)
        return self.documents[path]

    def expanded(self, document: Document) -> tuple[dict[str, list[Line]], list[Problem]]:
        """The page in each of its languages, and of those it includes, with the included lines in their
        place."""
        expansion = _Expansion(self)
        expansion.find(document)
        everything = [document, *expansion.seen.values()]
        languages = dict.fromkeys(language for one in everything for language in one.languages)
        sides = {one: expansion.lines(document, one) for one in languages}
        problems = [problem for one in everything for problem in one.problems]
        return sides, [*problems, *expansion.complaints]


def read_document(source: Source, path: Path) -> Document:
    """Read one file into its languages. Raises UnreadableError if it cannot be read at all."""
    text = source.read(path)
    fields, taken, problems = split_front_matter(text.path, text.lines)
    document = Document(path, text.path, fields, problems=text.problems + problems)
    document.is_include = _is_include(fields, path.relative_to(source.root.parent))
    lines = _without_comments(text.path, text.lines[taken:], taken + 1, document.problems)
    if is_side_by_side(lines):
        original, translation, broken = split_sides(text.path, lines, taken + 1)
        document.problems += broken
        document.sides["en"] = _numbered(original, text.path, taken)
        translated = _numbered(translation, text.path, taken)
        document.sides[_language(fields, text.path, translated, translation_of_english=True)] = translated
    else:
        only = _numbered(lines, text.path, taken)
        document.sides[_language(fields, text.path, only)] = only
    if UNKNOWN_LANGUAGE in document.sides:
        reason = "the page does not say its language (ms.contentlocale) and it could not be told"
        document.problems.append(Problem(text.path, 1, reason, REVIEW))
    return document


def _is_include(fields: dict[str, str], path: Path) -> bool:
    said = {fields.get("ms.topic", "").lower(), fields.get("title", "").lower()}
    return bool(said & INCLUDE_TOPICS) or bool({part.lower() for part in path.parts[:-1]} & INCLUDE_FOLDERS)


class _Expansion:
    """Puts included files into one page; remembers what it has complained about, once per place."""

    def __init__(self, library: Library):
        self.library = library
        self.complaints: dict[Problem, None] = {}
        self.seen: dict[Path, Document] = {}
        self.count = 0

    def find(self, document: Document, chain: tuple[Path, ...] = ()) -> None:
        """Fill ``seen`` with the documents that a page includes, and what they include in turn."""
        either_side = next(iter(document.sides.values()))  # both sides of a page have the same includes
        for line, coded in with_code(either_side):
            for match in () if coded else INCLUDE.finditer(line.text):
                included = self._open(match[2], document, line, (*chain, document.path))
                if included and included.path not in self.seen:
                    self.seen[included.path] = included
                    self.find(included, (*chain, document.path))

    def lines(self, document: Document, language: str, chain: tuple[Path, ...] = ()) -> list[Line]:
        """The lines of a document in a language. The page itself stands in for a language that only its
        includes have; an included file that lacks the language gives nothing."""
        own = document.sides.get(language) or ([] if chain else next(iter(document.sides.values())))
        result: list[Line] = []
        for line, coded in with_code(own):
            if coded or not BEGINS_INCLUDE.search(line.text):
                result.append(line)
            else:
                result += self._replaced(line, document, language, (*chain, document.path))
            if len(result) > MAX_LINES:
                self._complain(line, f"more than {MAX_LINES:,} lines with all includes; the rest was left out")
                return result[:MAX_LINES]
        return result

    def _replaced(self, line: Line, document: Document, language: str, chain: tuple[Path, ...]) -> list[Line]:
        if not INCLUDE.search(line.text):
            self._complain(line, f"an include that cannot be understood: {quoted(line.text.strip())}")
            return [Line("___", line.path, line.number)]
        result, position = [], 0
        for match in INCLUDE.finditer(line.text):
            included = self._open(match[2], document, line, chain)
            body = self.lines(included, language, chain) if included else [Line("___", line.path, line.number)]
            between = line.text[position : match.start()]
            result += [Line(between, line.path, line.number)] if between.strip() else []
            result += body
            position = match.end()
        rest = line.text[position:]
        return result + ([Line(rest, line.path, line.number)] if rest.strip() else [])

    def _open(self, link: str, document: Document, line: Line, chain: tuple[Path, ...]) -> Document | None:
        self.count += 1
        if self.count > MAX_INCLUDES:
            start = Line("", self.library.source.shown(chain[0]), 0)
            self._complain(start, f"more than {MAX_INCLUDES} includes; the rest was left out")
            return None
        try:
            path = self.library.source.included(link, document.path)
            if path in chain or len(chain) > MAX_DEPTH:
                raise UnreadableError(f"{quoted(link)} includes itself, or lies too many includes deep")
            included = self.library.document(path)
        except UnreadableError as problem:
            self._complain(line, str(problem))
            return None
        self.library.included_by.setdefault(path, self.library.source.shown(chain[0]))
        return included

    def _complain(self, line: Line, reason: str) -> None:
        self.complaints.setdefault(Problem(line.path, line.number, reason, LOST))


def _without_comments(path: str, lines: list[str], first: int, problems: list[Problem]) -> list[str]:
    """The lines with ``<!-- -->`` taken out, over any number of lines: a notice in a comment is not
    published."""
    last_end = max((i for i, line in enumerate(lines) if "-->" in line), default=-1)
    result, inside = [], False
    for i, (line, coded) in enumerate(with_code(_numbered(lines, path, first - 1))):
        if coded and not inside:
            result.append(line.text)
            continue
        kept, inside = _outside_comments(line.text, inside, i < last_end)
        if kept is None:
            problems.append(
                Problem(path, line.number, "a comment is opened and never closed; it was read as text", REVIEW)
            )
        result.append(line.text if kept is None else kept)
    return result


def _outside_comments(text: str, inside: bool, closes_later: bool) -> tuple[str | None, bool]:
    """What of a line is outside of comments, and whether its end is inside; None for a comment that never
    ends."""
    kept = ""
    while text:
        if inside:
            _hidden, end, text = text.partition("-->")
            inside = not end
        else:
            shown, start, text = text.partition("<!--")
            kept += shown
            inside = bool(start)
            if inside and "-->" not in text and not closes_later:
                return None, False
    return kept, inside


def _numbered(lines: Sequence[str | None], path: str, taken: int) -> list[Line]:
    return [Line(text, path, number) for number, text in enumerate(lines, taken + 1) if text is not None]


def _language(fields: dict[str, str], path: str, lines: list[Line], *, translation_of_english: bool = False) -> str:
    """What the page says, else what its folder says, else what its headings say, else English."""
    said = (fields.get(name, "") for name in ("ms.contentlocale", "ms.locale", "locale", "language", "lang"))
    named = next(filter(None, map(language_tag, said)), "") or language_in_path(path)
    if named and not (translation_of_english and named == "en"):
        return named
    _before, headings = outline(lines)
    return guessed_language(headings, otherwise=UNKNOWN_LANGUAGE if translation_of_english else "en")
