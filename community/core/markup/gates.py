"""The two gates: bleach and, because bleach has had its last release, nh3. HTML passes if both read it alike.

bleach is written in Python on html5lib, nh3 in Rust on html5ever: they share the list below and no code. Our
tree holds nothing that either would change, so a difference means a hole in one of the three.
"""

import html
import re

import bleach
import nh3

from .images import OWN_IMAGE
from .links import REL
from .tree import VOID, escape_text, opening_tag

ATTRIBUTES = {
    "a": {"href", "rel"},
    "code": {"class"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
TAGS = frozenset(ATTRIBUTES) | {
    *("p", "br", "hr", "h3", "h4", "h5", "strong", "em", "del", "pre"),
    *("blockquote", "ul", "li", "table", "thead", "tbody", "tr"),
}
SCHEMES = frozenset({"http", "https", "mailto"})

# (kind, name or text, attributes): "start", "end" or "text"
Token = tuple[str, str, tuple[tuple[str, str], ...]]


def through_both(markup: str) -> str | None:
    """The HTML as both gates agree it is, written anew from what they agreed on; None when they disagree."""
    first = _read(_BLEACH.clean(markup))
    second = _read(_NH3.clean(markup))
    if first is None or first != second or first != _read(markup):
        return None
    return _write(first)


def attribute_allowed(tag: str, name: str, value: str) -> bool:
    """Attributes by name, and all but the address of a link and words by value as well."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    pattern = _VALUES.get(name)
    return pattern is None or pattern.fullmatch(value) is not None


def _read(markup: str) -> list[Token] | None:
    """The tokens of HTML in the one form that serializers write; None for any other, or if wrongly nested."""
    tokens: list[Token] = []
    opened: list[str] = []
    at = 0
    while at < len(markup):
        match = _TOKEN.match(markup, at)
        if match is None:
            return None
        at = match.end()
        name = match.group("name")
        if name is None:
            tokens.append(("text", html.unescape(match.group()), ()))
        elif match.group("slash"):
            if not opened or opened.pop() != name:
                return None
            tokens.append(("end", name, ()))
        else:
            if name not in TAGS:
                return None
            if name not in VOID:
                opened.append(name)
            tokens.append(("start", name, _attributes(match.group("attributes"))))
    return None if opened else tokens


def _attributes(written: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, html.unescape(value)) for name, value in _ATTRIBUTE.findall(written)))


def _write(tokens: list[Token]) -> str:
    parts = []
    for kind, name, attributes in tokens:
        if kind == "text":
            parts.append(escape_text(name))
        else:
            parts.append(f"</{name}>" if kind == "end" else opening_tag(name, dict(attributes)))
    return "".join(parts)


def _kept(tag: str, name: str, value: str) -> str | None:
    return value if attribute_allowed(tag, name, value) else None


_VALUES = {
    "src": OWN_IMAGE,
    "width": re.compile(r"[1-9][0-9]{0,4}"),
    "height": re.compile(r"[1-9][0-9]{0,4}"),
    "loading": re.compile(r"lazy"),
    "rel": re.compile(re.escape(REL)),
    "class": re.compile(r"language-[a-z0-9+#-]{1,20}"),
    "start": re.compile(r"[0-9]{1,9}"),
    "align": re.compile(r"left|center|right"),
}
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_TOKEN = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z]+=\"[^\"]*\")*)>"
    r"|[^<]+"
)
_BLEACH = bleach.Cleaner(tags=TAGS, attributes=attribute_allowed, protocols=SCHEMES)
_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_kept,
    url_schemes=set(SCHEMES),
    link_rel=None,
)
