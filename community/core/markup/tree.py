"""From python-markdown's tree to HTML that is ours: few elements, checked links, nothing nested wrongly."""

import html
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from .characters import decode_entities
from .dialect import MENTION, unescape_marks
from .images import own_image
from .limits import MAX_DEPTH, MAX_ELEMENTS, TOO_COMPLICATED, TOO_NESTED, CannotRender
from .links import REL, leads_outside, safe_href

VOID = frozenset({"br", "hr", "img"})
NO_WORDS = "–"  # for an image that nobody has described: a link must be called something
# The page itself has the first two levels.
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}


def tidy(root: Element, images: Mapping[str, Sequence[int]]) -> list[str]:
    """Make the tree the one that is shown, in place; give back the mentioned handles in their order.

    Decodes text, lowers headings, turns images into links but for the site's own ``images``, checks links. Raises
    CannotRender when there are too many elements or they are nested too deeply.
    """
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise CannotRender(TOO_COMPLICATED)
    mentions: dict[str, None] = {}
    waiting = [(child, 1, False) for child in reversed(root)]
    while waiting:
        element, depth, in_link = waiting.pop()
        if depth > MAX_DEPTH:
            raise CannotRender(TOO_NESTED)
        _decode(element)
        element.tag = _HEADINGS.get(element.tag, element.tag)
        if handle := element.attrib.pop(MENTION, None):
            mentions[handle] = None
        if element.tag == "img" and (size := images.get(own_image(element.get("src")))):
            _show(element, size, in_link)
            continue
        if element.tag in ("a", "img"):
            _tidy_link(element, in_link)
            in_link = in_link or element.tag == "a"
        waiting += [(child, depth + 1, in_link) for child in reversed(element)]
    return list(mentions)


def write(root: Element, max_length: int) -> str:
    """The HTML of a tidy tree, one line per block.

    Raises CannotRender when it would be longer than allowed, or when python-markdown has left a note to
    itself in the text: it has then lost what the note stood for (seen with quotes and brackets that overlap).
    """
    parts: list[str] = []
    length = 0
    waiting: list[Element | str] = []
    for block in reversed(root):
        waiting += ["\n", block]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Element):
            waiting += _closing(part)
            part = _opening(part)
        parts.append(part)
        length += len(part)
        if length > max_length or "\x02" in part or "\x03" in part:
            raise CannotRender(TOO_COMPLICATED)
    return "".join(parts).strip("\n")


def escape_text(text: str) -> str:
    return html.escape(text, quote=False)


def opening_tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in sorted(attributes.items()))
    return f"<{name}{written}>"


def _decode(element: Element) -> None:
    """Entities first: a backslash before "&" is meant to keep them from being read."""
    if element.text:
        element.text = unescape_marks(decode_entities(element.text))
    if element.tail:
        element.tail = unescape_marks(decode_entities(element.tail))
    for name, value in element.items():
        element.set(name, unescape_marks(decode_entities(value)))


def _show(element: Element, size: Sequence[int], in_link: bool) -> None:
    """An image of the site's own in the page, with its size so that nothing moves; it leads to itself in full."""
    address, words = element.get("src"), " ".join((element.get("alt") or "").split())
    element.attrib.clear()
    picture = element
    if not in_link:
        element.tag = "a"
        element.set("href", address)
        picture = SubElement(element, "img")
    width, height = size
    for name, value in (("src", address), ("alt", words or NO_WORDS), ("width", width), ("height", height)):
        picture.set(name, str(value))
    picture.set("loading", "lazy")


def _tidy_link(element: Element, in_link: bool) -> None:
    """Give a link its checked address, or leave its text and, so that nothing is lost, the address behind it.

    An image from elsewhere is a link to itself: showing it would tell its owner who reads this page. Titles are
    dropped, they are seen by few and can contradict the address.
    """
    address = element.get("href") or element.get("src") or ""
    if element.tag == "img":
        element.text = element.get("alt") or address
    elif not (element.text or len(element)):
        element.text = address
    element.attrib.clear()
    href = safe_href(address)
    if in_link or href is None:
        element.tag = ""
        if not in_link and address and address != element.text:
            element.tail = f" ({address}){element.tail or ''}"
        return
    element.tag = "a"
    element.set("href", href)
    if leads_outside(href):
        element.set("rel", REL)


def _opening(element: Element) -> str:
    text = escape_text(element.text or "")
    return opening_tag(element.tag, dict(element.items())) + text if element.tag else text


def _closing(element: Element) -> list[Element | str]:
    """What follows an opening tag, last thing first."""
    following: list[Element | str] = [escape_text(element.tail or "")]
    if element.tag and element.tag not in VOID:
        following.append(f"</{element.tag}>")
    return following + list(reversed(element))
