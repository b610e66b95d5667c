"""Markdown as members know it, on python-markdown: text → element tree.

Of python-markdown only the parsers of blocks and of inline marks are used. Its preprocessors, its store of
raw HTML and its serializer are not, so nothing a member types is ever taken for HTML.
"""

import re
import string
from collections.abc import Container
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AtomicString

from .characters import HANDLE, readings
from .layout import lay_out
from .links import safe_href

# Marks an <a> that is a mention; only this module can set it, and the tree pass takes it off again.
MENTION = "mention"


def parse(source: str, handles: Container[str] | None) -> Element:
    """The tree of a text that went through ``clean_text``.

    Text and attributes in it still hold entities and escape marks; see ``tree.tidy``. ``handles`` are the
    lower-case handles that exist (None: all). Raises CannotRender, and RecursionError or MemoryError for
    hostile texts.
    """
    text, fences = lay_out(source)
    markdown = _build(handles, fences)
    root = markdown.parser.parseDocument(text.split("\n")).getroot()
    markdown.treeprocessors["inline"].run(root)
    return root


def unescape_marks(text: str) -> str:
    """Undo python-markdown's notation for a character behind a backslash."""
    return _ESCAPE_MARK.sub(lambda match: chr(int(match.group(1))), text) if "\x02" in text else text


def _build(handles: Container[str] | None, fences: list[tuple[str, str]]) -> Markdown:
    """A fresh parser for every text: 0.3 ms, and no text can leave anything behind for the next."""
    markdown = Markdown(extensions=[SaneListExtension(), TableExtension(use_align_attribute=True)])
    markdown.ESCAPED_CHARS = list(string.punctuation)

    blocks = markdown.parser.blockprocessors
    blocks.register(_Fence(markdown.parser, fences), "fence", 110)
    blocks.register(_Heading(markdown.parser), "hashheader", 70)
    blocks.deregister("setextheader")

    inline = markdown.inlinePatterns
    for name in ("html", "entity", "linebreak"):
        inline.deregister(name)
    inline.register(_Mail(r"<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253})>", markdown), "automail", 110)
    inline.register(_BareAddress(_BARE_ADDRESS, markdown), "bare_address", 105)
    inline.register(_Mention(_MENTION, markdown, handles), "mention", 100)
    inline.register(SubstituteTagInlineProcessor(r"\\?\n *", "br"), "newline", 5)
    markdown.delimiters.add("~", "del", double=True)
    return markdown


class _Fence(BlockProcessor):
    """Put the fenced code back that the layout took out."""

    def __init__(self, parser, fences: list[tuple[str, str]]):
        super().__init__(parser)
        self.fences = fences

    def test(self, parent: Element, block: str) -> bool:
        return _FENCE_MARK.fullmatch(block.rstrip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        number = int(_FENCE_MARK.fullmatch(blocks.pop(0).rstrip()).group(1))
        language, text = self.fences[number]
        code = SubElement(SubElement(parent, "pre"), "code")
        if language:
            code.set("class", f"language-{language.lower()}")
        code.text = AtomicString(text.replace("&", "&amp;") + "\n")


class _Heading(HashHeaderProcessor):
    """Headings as the layout leaves them: one line, alone, with a space behind the marks ("#tag" is text)."""

    RE = re.compile(r"^(?P<level>#{1,6}) (?P<header>[^\n]*)$")


class _Mail(InlineProcessor):
    """<name@example.org>"""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str):  # noqa: N802 - as the library calls it
        return _link(f"mailto:{m.group(1)}", m.group(1)), m.start(), m.end()


class _BareAddress(InlineProcessor):
    """https://example.org/ in running text, taken before emphasis so that its underscores and stars stay."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str):  # noqa: N802 - as the library calls it
        address = _without_punctuation(m.group())
        end = m.start() + len(address)
        if safe_href(unescape_marks(address)) is None:
            return None, m.start(), m.end()
        return _link(address, address), m.start(), end


class _Mention(InlineProcessor):
    """@handle, outside links and code."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, handles: Container[str] | None):
        super().__init__(pattern, md)
        self.handles = handles

    def handleMatch(self, m: re.Match, data: str):  # noqa: N802 - as the library calls it
        for handle in readings(m.group(1)):
            if self.handles is None or handle in self.handles:
                end = m.start(1) + len(handle)
                element = _link(f"/people/{handle}/", data[m.start() : end])
                element.set(MENTION, handle)
                return element, m.start(), end
        return None, m.start(), m.end()


def _link(href: str, text: str) -> Element:
    element = Element("a", href=href)
    element.text = AtomicString(text)
    return element


def _without_punctuation(address: str) -> str:
    """A bare address without the sentence around it: "(see https://example.org/a_(b))." ends at "b)"."""
    opened, closed = address.count("("), address.count(")")
    end = len(address)
    while end and (address[end - 1] in ".,:;!?'\"]}*_~" or (address[end - 1] == ")" and closed > opened)):
        end -= 1
        closed -= address[end] == ")"
    return address[:end]


_ESCAPE_MARK = re.compile("\x02([0-9]{1,3})\x03")
_FENCE_MARK = re.compile("\x02fence:([0-9]{1,5})\x03")
_BARE_ADDRESS = '(?<![A-Za-z0-9])(?i:https?)://(?:[^\\s<>"`\x02\x03]|\x02[0-9]{1,3}\x03)+'
# Not inside a word, so not in an e-mail address; and not the beginning of a longer name or of an address.
_MENTION = f"(?<!\\w)@({HANDLE})(?![\\w\x02@-])"
