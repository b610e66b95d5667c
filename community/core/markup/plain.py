"""Text without formatting: when formatting is refused, and for places that show only a line."""

import html
import re

from .characters import clean_text

_INLINE = frozenset({"a", "em", "strong", "del", "code", "img"})
_BULLET = " • "  # before each item of a list, or they run into one another
_ALT = re.compile(r'\balt="([^"]*)"')


def plain_html(source: str) -> str:
    """The text as it was typed: paragraphs at empty lines, line breaks, everything else escaped."""
    lines = [html.escape(line.rstrip(), quote=False) for line in clean_text(source).split("\n")]
    paragraphs = (paragraph.strip("\n") for paragraph in "\n".join(lines).split("\n\n"))
    return "\n".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs if paragraph)


def excerpt(html: str, length: int = 160) -> str:
    """The beginning of rendered HTML as one line of plain text, at most ``length`` characters, cut at a word.

    For notifications and descriptions. The result is text: escape it like any other.
    """
    text = _text_of(html, enough=2 * length)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if text[length - 1] != " " and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"


def _text_of(markup: str, enough: int) -> str:
    """The text of HTML as the gates write it, where "<" begins a tag and ">" ends it, and only there.

    Blocks are gaps between words, items of lists have a dot before them, images are what is said of them. Stops after
    ``enough`` characters. No parser of HTML at large: they take quadratic time for some texts.
    """
    words: list[str] = []
    length = 0
    for part in ("x>" + markup).split("<"):
        tag, _, text = part.partition(">")
        name = tag.lstrip("/").partition(" ")[0]
        gap = "" if name in _INLINE else _BULLET if tag == "li" else " "
        words.append(gap + html.unescape(_words_for(tag) + text))
        length += len(words[-1].strip())
        if length > enough:
            break
    return " ".join("".join(words).split())


def _words_for(tag: str) -> str:
    found = _ALT.search(tag) if tag.startswith("img ") else None
    return found.group(1) if found else ""
