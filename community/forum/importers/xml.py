"""Reading XML of any size and any intent: one record at a time, and nothing from anywhere else.

Python's own expat does the parsing. What it would refuse for good reasons but real exports hold (control characters,
encodings that only Python knows) is repaired on the way; what only attackers send (entities of one's own, a document
type from elsewhere, a thousand levels) ends the reading.
"""

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from .base import Report, UnreadableError
from .files import chunks

MAX_DEPTH = 100  # levels; exports have six
MAX_TEXT = 2_000_000  # characters of one element; a post here has 32,000
MAX_TOKEN = 64_000_000  # bytes without an end of a tag: no record is so long

# What a reader may call the vocabularies, whatever prefix and version the file has.
VOCABULARIES = (
    ("http://wordpress.org/export/", "wp"),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/dc/elements/", "dc"),
)


@dataclass
class Node:
    """An element with its text and the elements in it."""

    tag: str
    attributes: dict[str, str]
    parent: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    def child(self, tag: str) -> str:
        """The text of the first element of the name in it, or empty."""
        return next((one.text for one in self.children if one.tag == tag), "")

    def all(self, tag: str) -> list["Node"]:
        return [one for one in self.children if one.tag == tag]


def records(
    path: Path,
    wanted: Collection[str],
    *,
    ignored: Collection[str] = (),
    report: Report,
    tick: Callable[[float], None] = lambda part: None,
) -> Iterator[Node]:
    """The elements of these names, whole, wherever they stand; what is ``ignored`` within them is not kept.

    Raises UnreadableError, after the records before the fault: the sentence names the line.
    """
    collector = _Collector(wanted, ignored)
    parser = collector.parser
    try:
        for text in _readable(_texts(path, report, tick)):
            parser.Parse(text.encode("utf-8", "replace"), False)
            yield from collector.take()
            if collector.fed(len(text)) > MAX_TOKEN:
                raise UnreadableError(f"{path.name}: one element is longer than anything can be")
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        yield from collector.take()
        raise UnreadableError(
            f"{path.name}: not well-formed at line {fault.lineno}: {expat.ErrorString(fault.code)}"
        ) from None
    except _HostileError as reason:
        yield from collector.take()
        raise UnreadableError(f"{path.name}: {reason}, at line {parser.CurrentLineNumber}") from None
    yield from collector.take()


class _HostileError(Exception):
    pass


class _Collector:
    """Turns what expat reports into records."""

    def __init__(self, wanted: Collection[str], ignored: Collection[str]):
        self.wanted, self.ignored = wanted, ignored
        self.prefixes: dict[str, str] = {}
        self.open_tags: list[str] = []
        self.building: list[Node] = []
        self.ignoring = 0
        self.done: list[Node] = []
        self.silent = 0
        # What we feed is UTF-8, whatever the file says of itself.
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entity
        parser.ExternalEntityRefHandler = self._refuse_entity
        parser.StartDoctypeDeclHandler = self._doctype

    def take(self) -> list[Node]:
        done, self.done = self.done, []
        return done

    def fed(self, length: int) -> int:
        """How much was read since the last tag."""
        self.silent += length
        return self.silent

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.silent = 0
        if len(self.open_tags) >= MAX_DEPTH:
            raise _HostileError(f"elements are nested more than {MAX_DEPTH} deep")
        if len(self.open_tags) < 2:
            self._learn_prefixes(attributes)
        tag = self._named(name)
        parent = self.open_tags[-1] if self.open_tags else ""
        self.open_tags.append(tag)
        if self.ignoring or (self.building and tag in self.ignored):
            self.ignoring += 1
            return
        if self.building or tag in self.wanted:
            node = Node(tag, attributes, parent)
            if self.building:
                self.building[-1].children.append(node)
            self.building.append(node)

    def _end(self, _name: str) -> None:
        self.silent = 0
        self.open_tags.pop()
        if self.ignoring:
            self.ignoring -= 1
        elif self.building:
            node = self.building.pop()
            if not self.building:
                self.done.append(node)

    def _text(self, text: str) -> None:
        self.silent = 0
        if self.ignoring or not self.building:
            return
        node = self.building[-1]
        if node.length < MAX_TEXT:
            node.pieces.append(text[: MAX_TEXT - node.length])
            node.length += len(text)

    def _learn_prefixes(self, attributes: dict[str, str]) -> None:
        for name, address in attributes.items():
            if name.startswith("xmlns:"):
                known = next((short for begin, short in VOCABULARIES if address.startswith(begin)), None)
                self.prefixes[name[6:]] = "excerpt" if "/excerpt" in address else known or name[6:]

    def _named(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{local}" if colon else name

    def _refuse_entity(self, *_what) -> None:
        raise _HostileError("it declares entities of its own, which may stand for anything")

    def _doctype(self, _name, system_id, public_id, _has_more) -> None:
        if system_id or public_id:
            raise _HostileError("its document type lies elsewhere, and nothing is fetched")


def _texts(path: Path, report: Report, tick: Callable[[float], None]) -> Iterator[str]:
    """The file as text, by its byte order mark or by what it says of its encoding."""
    decoder = None
    for chunk in chunks(path, tick):
        if decoder is None:
            decoder = codecs.getincrementaldecoder(_encoding_of(chunk, path, report))(errors="replace")
        yield decoder.decode(chunk)
    if decoder is not None:
        yield decoder.decode(b"", final=True)


def _encoding_of(beginning: bytes, path: Path, report: Report) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if beginning.startswith(mark):
            return name
    said = _DECLARED.match(beginning)
    name = said[1].decode("ascii") if said else "utf-8"
    try:
        found = codecs.lookup(name)
        if not found._is_text_encoding or "\x00".encode(found.name) != b"\x00":  # UTF-16 says so with its mark
            raise LookupError
    except (LookupError, UnicodeError):
        report.note("the file names an encoding that nobody knows, and was read as UTF-8", f"{path.name}: {name}")
        return "utf-8"
    return found.name


def _readable(texts: Iterator[str]) -> Iterator[str]:
    """Without what no XML may hold: control characters, themselves or by number. Real exports do hold them."""
    kept = ""
    for text in texts:
        text = kept + text
        cut = text.rfind("&", max(len(text) - 12, 0))  # a number may go on in the next piece
        kept = text[cut:] if cut >= 0 else ""
        text = text[:cut] if cut >= 0 else text
        yield _NUMBER.sub(_allowed, _ILLEGAL.sub("", text))
    yield _NUMBER.sub(_allowed, _ILLEGAL.sub("", kept))


def _allowed(match: re.Match) -> str:
    number = int(match[2], 16) if match[1] else int(match[3])
    return match[0] if number < 0x110000 and not _ILLEGAL.match(chr(number)) else ""


_DECLARED = re.compile(rb"""\s{0,100}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"&#(?:(x)0{0,20}([0-9A-Fa-f]{1,8})|0{0,20}([0-9]{1,8}));")
