"""Which characters may reach a page, and the two notations that stand for others: entities and @handles."""

import html
import re
from html.entities import html5 as named_entities

HANDLE = r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,19}"


def clean_text(text: str) -> str:
    """The text without characters that have no shape of their own and can only mislead.

    Removed: controls except tab and newline, NUL, bidirectional overrides and marks, zero-width and
    filler characters, tag characters, noncharacters. Joiners and variation selectors stay, two at a time,
    behind a non-ASCII character, where emoji, Persian, Indic and Japanese names need them. Lone surrogates
    become U+FFFD, every kind of line end a newline. Source: Unicode TR36 (2, 3) and TR55.
    """
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _SELECTORS.sub(_needed_selectors, text)


def decode_entities(text: str) -> str:
    """Replace ``&name;`` and ``&#number;`` once. Without the semicolon nothing is meant: "?a=1&copy=2"."""
    if "&" not in text:
        return text
    return _ENTITY.sub(_decode_entity, text)


def candidate_handles(source: str) -> set[str]:
    """Every handle, in lower case, that rendering could link, and some more (those inside code, say)."""
    found: set[str] = set()
    for match in _CANDIDATE.finditer(clean_text(source)):
        found.update(readings(match.group(1)))
    return found


def readings(typed: str) -> list[str]:
    """What a typed handle may mean, best first: "Bob-" is bob- or, if nobody has that, bob and a dash."""
    handle = typed.lower()
    shorter = handle.rstrip("-_")
    return [handle] if shorter == handle or len(shorter) < 3 else [handle, shorter]


def _needed_selectors(match: re.Match) -> str:
    """Two of a row at most (an emoji's variation and its joiner), and none behind plain letters."""
    before = match.string[match.start() - 1] if match.start() else "a"
    return match.group()[:2] if not before.isascii() or before in "0123456789#*" else ""


def _decode_entity(match: re.Match) -> str:
    name = match.group(1)
    known = name.startswith("#") or name + ";" in named_entities
    return clean_text(html.unescape(match.group())) if known else match.group()


_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_INVISIBLE = re.compile(
    f"[{_NONCHARACTERS}"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, grapheme joiner, Arabic letter mark, vowel separator
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters that are drawn as nothing
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, bidirectional, annotation
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and music
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, which can hide whole sentences
    "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SELECTORS = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CANDIDATE = re.compile(f"@({HANDLE})")
