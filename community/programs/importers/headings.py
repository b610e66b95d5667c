"""Lines of a page: which are headings, separators or code, and the invisible anchors in them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from .languages import folded

ANCHOR = re.compile(
    r"<(?:a|span)\s(?:[^<>]{0,100}\s)?(?:name|id)\s*=\s*(?:\"([^\"<>]{0,300})\"|'([^'<>]{0,300})'|([^\s<>\"'/]{1,300}))"
    r"(?P<rest>[^<>]{0,200})>",
    re.IGNORECASE,
)
BRACE_ANCHOR = re.compile(r"\s*\{#([\w.-]{1,100})\}\s*$")
LINK_TAG = re.compile(r"<a\s[^<>]{0,500}href", re.IGNORECASE)
END_TAG = re.compile(r"</a\s*>", re.IGNORECASE)

HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)[ \t]*(.*)$")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
SEPARATOR = re.compile(r"^ {0,3}(?:_[ \t]*){3,}$|^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:\*[ \t]*){3,}$")
FENCE = re.compile(r"^\s{0,12}(`{3,}(?!.*`)|~{3,})")

MAX_FENCE = 12  # signs that are told apart; real fences have three or four

# What an author numbers notices with: 6, 29.5, 12a. A heading "2020" gets the same kind of anchor by itself,
# see below.
NUMBER = re.compile(r"\d{1,4}(?:[._-]\d{1,3})?[a-z]?")


@dataclass(frozen=True)
class Line:
    """A line of text and where it stands on disk: an included line keeps the place it came from."""

    text: str
    path: str
    number: int


@dataclass
class Heading:
    """A heading without its anchors; ``anchors`` also holds those on lines of their own directly above it."""

    level: int
    text: str
    anchors: list[str]
    line: Line
    above: list[str] = field(default_factory=list)  # those of the anchors that stood on a line above
    separated: bool = False  # a separator stood above
    body: list[Line] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """The anchors that an author gave, as opposed to those made of the heading's own words."""
        own = slug(self.text)
        return [anchor for anchor in self.anchors if NUMBER.fullmatch(anchor.lower()) and anchor.lower() != own]


def outline(lines: list[Line]) -> tuple[list[Line], list[Heading]]:
    """What stands before the first heading, and every heading with the lines below it, in page order."""
    before: list[Line] = []
    found: list[Heading] = []
    above: list[str] = []
    separated = False
    for line, coded in with_code(lines):
        heading = None if coded else heading_in(line)
        if heading:
            heading.anchors = above + heading.anchors
            heading.above, heading.separated = above, separated
            found.append(heading)
            above, separated = [], False
        elif not coded and SEPARATOR.match(line.text):
            above, separated = [], True
        elif not coded and line.text.strip() and not without_anchors(line.text).strip():
            above = anchors_in(line.text)
        else:
            (found[-1].body if found else before).append(line)
            if line.text.strip():
                above, separated = [], False
    return before, found


def with_code(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Every line with whether it belongs to a fenced block of code.

    A block that is never closed, or in which the next notice begins, is none: a forgotten fence must not swallow
    the rest of the page.
    """
    ends = _ends_of_code(lines)
    until = -1
    for i, line in enumerate(lines):
        match = FENCE.match(line.text) if i > until else None
        if match:
            until = ends.get((match[1][0], i), until)
        yield line, i <= until


def _ends_of_code(lines: list[Line]) -> dict[tuple[str, int], int]:
    """For each line that may open a block with ` or ~: the line that closes it. Read backwards, so each line once."""
    ends: dict[tuple[str, int], int] = {}
    closing: dict[str, int] = {}  # the next line that is this fence and nothing else
    for i in range(len(lines) - 1, -1, -1):
        fence = FENCE.match(lines[i].text)
        if fence:
            later = [at for mark, at in closing.items() if mark.startswith(fence[1][:MAX_FENCE])]
            if later:
                ends[fence[1][0], i] = min(later)
            if not lines[i].text.strip().strip(fence[1][0]):
                closing[fence[1][:MAX_FENCE]] = i
        elif HEADING.match(lines[i].text) and ANCHOR.search(lines[i].text):
            closing = {}
    return ends


def heading_in(line: Line) -> Heading | None:
    match = HEADING.match(line.text)
    if not match or (len(match[1]) == 1 and match[2] and not re.match(r"#[ \t<]", line.text.lstrip())):
        return None
    anchors = anchors_in(match[2])
    text = CLOSING_HASHES.sub("", BRACE_ANCHOR.sub("", without_anchors(match[2]))).strip()
    return Heading(len(match[1]), text, anchors, line) if text else None


def anchors_in(text: str) -> list[str]:
    """All anchors of a line, in any of the notations: ``<a name="6"></a>``, ``<a id="7"/>``, around a title,
    ``{#6}``."""
    found = [(match[1] or match[2] or match[3] or "").strip() for match in ANCHOR.finditer(text)]
    braced = BRACE_ANCHOR.search(text)
    return [anchor for anchor in [*found, *([braced[1]] if braced else [])] if anchor]


def without_anchors(text: str) -> str:
    """The text without its anchors; what an anchor encloses stays, and so do links."""
    bare = ANCHOR.sub(lambda match: match[0] if LINK_TAG.match(match[0]) else "", text)
    if bare == text and "</a" not in text.lower():
        return text
    return bare if LINK_TAG.search(bare) else END_TAG.sub("", bare)


def slug(text: str) -> str:
    """The anchor that the vendor's site makes of a heading: lower case, punctuation dropped, blanks as
    hyphens."""
    words = folded(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))
    kept = "".join(c for c in words if c.isalnum() or c in " -_" or unicodedata.category(c) in ("Mn", "Mc"))
    return re.sub(r"\s", "-", kept.strip())
