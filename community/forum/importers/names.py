"""Names of people and titles of threads, as they may stand on our pages."""

import html
import re

from community.core.markup.characters import clean_text

from .masks import mask

SOMEBODY = "Somebody"
UNTITLED = "Untitled"
LONGEST_NAME, LONGEST_TITLE, SHORTEST_TITLE = 60, 255, 15
_MASKED = re.compile(r"[<(\"']{0,2}\S{1,64}@…[>)\"']{0,2}")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")


def display_name(name: str) -> str:
    """A person's name on one line: no address, no characters that only mislead."""
    name = one_line(name)
    masked = mask(name, archived=True)
    if masked != name:
        name = " ".join(_MASKED.sub("", masked).split()) or masked.partition("@")[0]
    return name.strip("\"'<>() ")[:LONGEST_NAME].strip() or SOMEBODY


def name_key(name: str) -> str:
    """What tells people apart of whom only the name is known."""
    shown = display_name(name)
    return f"name:{shown.casefold()}" if one_line(name) else ""


def plain_title(markup: str) -> str:
    """A title that may hold mark-up and entities, on one line."""
    return one_line(html.unescape(_TAG.sub("", markup)))


def one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def fit_title(title: str, source: str, beginning: str) -> tuple[str, bool]:
    """A title of 15 to 255 characters, and whether it was cut.

    A short one is completed by where it comes from; none at all is made of the ``beginning`` of the text.
    """
    title = mask(one_line(title)) or mask(plain_title(beginning[:2000]))[:60].strip() or UNTITLED
    if len(title) < SHORTEST_TITLE:
        title = f"{title} (imported from {source})"[:LONGEST_TITLE]
    if len(title) <= LONGEST_TITLE:
        return title, False
    cut = title[: LONGEST_TITLE - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[LONGEST_TITLE // 2 :] else cut).rstrip() + "…", True
