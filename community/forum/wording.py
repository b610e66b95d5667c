"""Texts as a row of plain words: so that neither case, accents nor formatting hide what stands there."""

import hashlib
import html
import re
import unicodedata

TELLING = 40  # letters: "Thanks, that helped" is said by many, a longer sentence by one

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = {"Cf", "Mn", "Me"}  # joiners, soft hyphens, accents: they make no other word of a word


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters without accents. What only looks like a space inside a word is none."""
    spread = unicodedata.normalize("NFKD", text)
    seen = "".join(letter for letter in spread if unicodedata.category(letter) not in _INVISIBLE)
    return _WORD.findall(unicodedata.normalize("NFKD", seen.casefold()))


def in_words(text: str) -> str:
    """The words with one space around each: what is looked for in this way is found as whole words."""
    return f" {' '.join(words_of(text))} "


def readings_of(source: str, rendered: str) -> list[str]:
    """The ways in which a text can be read: as it was typed, and as it is shown, with and without a gap at each tag.

    "ca**si**no" is one word to readers, and the cells of a table are several.
    """
    shown = [html.unescape(_TAG.sub(gap, rendered)) for gap in ("", " ")]
    return [in_words(text) for text in (html.unescape(source), *shown)]


def fingerprint_of(source: str) -> str:
    """The same for texts with the same words; empty for one that is too short to say anything of its own."""
    words = " ".join(words_of(source))
    return hashlib.sha256(words.encode()).hexdigest()[:32] if len(words) >= TELLING else ""
