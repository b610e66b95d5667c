"""A vendor's Markdown as plain Markdown: what only the vendor's site understands is said in ordinary words.

Notes (``> [!NOTE]``), line breaks and other HTML, entities, invisible anchors, relative links. Code is never
touched. The result is still a stranger's text: it is made safe where it is rendered, not here.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from .headings import FENCE, HEADING, without_anchors

CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,2000}?)(?<!`)\1(?!`)")
HELD = re.compile("\ue000(\\d+)\ue001")  # stands for a piece of code meanwhile; the reader removes such characters

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(\s[^<>]{0,2000}?)?\s*/?>")
HTML_TAGS = frozenset(
    """
    a abbr b big blockquote body br caption center cite code col colgroup dd del details div dl dt em figure
    figcaption font h1 h2 h3 h4 h5 h6 head hr html i iframe img input ins kbd label li link mark meta nobr ol
    p pre q s samp script section small span strike strong style sub summary sup svg table tbody td tfoot th
    thead title tr tt u ul var video
    """.split()  # noqa: SIM905 - a list of words is easier to read than a list of strings
)
SAID_IN_MARKDOWN = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
BREAKS = {
    "p",
    "div",
    "ul",
    "ol",
    "tr",
    "table",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "section",
    "details",
    "summary",
}
HIDDEN = ("script", "style", "iframe", "svg", "video")

ALERT = re.compile(r"^(\s*(?:>\s?)+)\s*\[!([A-Za-z]+)\]\s*(.*)$")
DIRECTIVE = re.compile(r"^\s*:::(?!image).{0,2000}$|^\s*(?:>\s?)*\[!div\b.{0,300}\]\s*$", re.IGNORECASE)
IMAGE_DIRECTIVE = re.compile(r":::image\b([^:\n]{0,2000}(?::(?!::)[^:\n]{0,500}){0,20}):::", re.IGNORECASE)
EMBED = re.compile(
    r"\[!(?:VIDEO|CODE(?:-\w+)?)\s*(?:\[[^\]]{0,200}\]\()?\s*(https?://[^\s\])]{1,1000})[^\]]{0,200}\]", re.I
)

LABEL = r"((?:[^\[\]]|\[[^\[\]]{0,500}\]){0,2000})"
TARGET = r"(<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){0,3000})"
LINK = re.compile(rf"(!?)\[{LABEL}\]\(\s*{TARGET}(?:\s+(?:\"[^\"]{{0,500}}\"|'[^']{{0,500}}'))?\s*\)")
REFERENCE = re.compile(r"\[([^\[\]]{1,500})\](?:\[([^\[\]]{0,200})\])?(?![(:\[])")
DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]{1,200})\]:\s*<?(\S{1,2000}?)>?(?:\s+[\"'(].{0,500})?\s*$")
AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w-])")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")

ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s+)(?=\S)")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$|^\s*\|\s*:?-+:?\s*\|\s*$")


class Links:
    """Where links lead: ``base_url`` is the address of the page's folder, if known; ``definitions`` are those
    of the page."""

    def __init__(self, base_url: str = "", page: str = "", folder: str = "", definitions: dict[str, str] | None = None):
        self.base = f"{base_url.rstrip('/')}/" if base_url else ""
        self.page_url = f"{self.base}{page}" if self.base and page else ""
        self.here = urljoin(self.base, f"{folder.strip('/')}/" if folder.strip("./") else "") if self.base else ""
        self.definitions = definitions or {}

    def target(self, written: str) -> str:
        """The absolute address of a link as it is written, or an empty text where none is known or
        allowed."""
        address = re.sub(r"[\x00-\x20]", "", html.unescape(written.strip("<> ")))
        if address.lower().startswith(("http://", "https://")):
            return address
        if address.startswith("//"):
            return f"https:{address}"
        if SCHEME.match(address) or not self.base or not address:
            return ""
        if address.startswith("#"):
            return f"{self.page_url}{address}" if self.page_url else ""
        return urljoin(self.here, re.sub(r"\.md(?=$|[?#])", "", address, flags=re.IGNORECASE))

    def written(self, label: str, target: str) -> str:
        """A link in Markdown; where no address is known, the label and the path as text, so that nothing is
        lost."""
        address = self.target(target)
        label = label.strip() or address
        if address:
            return f"[{label}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"
        path = html.unescape(target.strip("<> "))
        if SCHEME.match(path) or path.startswith("#") or not path or "`" in path:
            return label
        return f"{label} (`{path}`)"


def definitions_in(lines: list[str]) -> dict[str, str]:
    """The link definitions of a page (``[1]: https://…``), which may stand far below the text that uses
    them."""
    found = (DEFINITION.match(line) for line in lines)
    return {match[1].strip().casefold(): match[2] for match in found if match}


def clean_markdown(text: str, links: Links) -> str:
    """Plain Markdown of a piece of a page; see the module."""
    pieces, fenced, fence = [], [], ""
    plain: list[str] = []
    for line in text.split("\n"):
        match = FENCE.match(line)
        if fence or match:
            fenced.append(line)
            closes = match and fence and match[1].startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else (fence or match[1])
            if not fence:
                pieces += [_clean_piece(plain, links), fenced]
                plain, fenced = [], []
        else:
            plain.append(line)
    pieces += [_clean_piece(plain, links), fenced + ([fence] if fence else [])]
    return _tidy([line for piece in pieces for line in piece])


def plain_text(text: str) -> str:
    """A title, label or category without any markup, on one line."""
    bare = ESCAPED.sub(lambda match: chr(0xE000 + ord(match[1])), without_anchors(text))
    bare = LINK.sub(lambda match: match[2], bare)
    bare = TAG.sub(lambda match: " " if match[2].lower() in HTML_TAGS else match[0], bare)
    bare = EMPHASIS.sub("", bare)
    bare = "".join(chr(ord(c) - 0xE000) if "\ue000" <= c <= "\ue07f" else c for c in bare)
    return " ".join(without_addresses(html.unescape(bare)).split())


def without_addresses(text: str) -> str:
    """E-mail addresses are not imported; the domain stays, so that a reader knows whom to look for."""
    return EMAIL.sub(r"…@\1", text) if "@" in text else text


def _clean_piece(lines: list[str], links: Links) -> list[str]:
    """Everything between two blocks of code."""
    held: list[str] = []

    def hold(match: re.Match) -> str:
        held.append(match[0])
        return f"\ue000{len(held) - 1}\ue001"

    text = CODE.sub(hold, "\n".join(line for line in lines if not DIRECTIVE.match(line) and not DEFINITION.match(line)))
    text = _without_hidden(text)
    text = "\n".join(_clean_line(line, links) for line in text.split("\n"))
    text = _with_links(text, links)
    text = without_addresses(text)
    return HELD.sub(lambda match: held[int(match[1])] if int(match[1]) < len(held) else "", text).split("\n")


def _without_hidden(text: str) -> str:
    """Scripts, styles and frames go with what they contain."""
    for name in HIDDEN:
        lowered = text.lower()
        while (start := lowered.find(f"<{name}")) >= 0:
            end = lowered.find(f"</{name}", start)
            after = lowered.find(">", end if end >= 0 else start) + 1
            text = text[:start] + (text[after:] if after else "")
            lowered = text.lower()
    return text


def _clean_line(line: str, links: Links) -> str:
    alert = ALERT.match(line)
    if not alert or alert[2].lower() in ("video", "code", "include"):
        return _clean_inline(line, links)
    quote = alert[1].rstrip()
    rest = f"\n{quote} {_clean_inline(alert[3], links)}" if alert[3] else ""
    return f"{quote} **{alert[2].capitalize()}**\n{quote}{rest}"


def _clean_inline(line: str, links: Links) -> str:
    line = EMBED.sub(lambda match: f"[{match[1]}]({match[1]})", line)
    line = IMAGE_DIRECTIVE.sub(lambda match: _attribute(match[1], "alt-text"), line)
    line = _without_tags(without_anchors(line), links)
    return ENTITY.sub(_entity, line)


def _without_tags(line: str, links: Links) -> str:
    if "<" not in line:
        return line
    in_a_row = line.lstrip(" >").startswith("|") or line.lstrip().startswith("#")
    targets: list[str] = []
    result, position = "", 0
    for tag in TAG.finditer(line):
        result += line[position : tag.start()]
        result = _with_tag(result, tag, targets, links, in_a_row, at_end=not line[tag.end() :].strip())
        position = tag.end()
    return result + line[position:] + "".join(f"]({links.target(one)})" for one in targets if one)


def _with_tag(result: str, tag: re.Match, targets: list[str], links: Links, in_a_row: bool, at_end: bool) -> str:
    """The text so far, continued with what a tag means."""
    closing, name, attributes = tag[1], tag[2].lower(), tag[3] or ""
    if name not in HTML_TAGS:
        return f"{result}&lt;{tag[0][1:]}"  # a word in angle brackets, as in <customer-id>
    if name == "br":
        return _with_break(result, in_a_row, at_end)
    if name == "a":
        return result + _link_tag(closing, attributes, targets, links)
    if name == "img" and not closing:
        return result + _attribute(attributes, "alt")
    if name == "li" and not closing:
        return f"{result.rstrip()}\n- "
    if name in ("td", "th"):
        return result + (" |" if closing else " ")
    if name in SAID_IN_MARKDOWN:
        return result + SAID_IN_MARKDOWN[name]
    if name in BREAKS and not in_a_row and result.strip():
        return f"{result}\n"
    return result


def _with_break(result: str, in_a_row: bool, at_end: bool) -> str:
    """A cell or a heading has no lines of its own; there a break becomes a semicolon, unless the sentence is
    at its end."""
    if not in_a_row:
        return result if at_end else f"{result.rstrip()}  \n"
    result = result.rstrip()
    return f"{result} " if at_end or result.rstrip("*_")[-1:] in "|:;.,!?" else f"{result}; "


def _link_tag(closing: str, attributes: str, targets: list[str], links: Links) -> str:
    if closing:
        target = targets.pop() if targets else ""
        return f"]({links.target(target)})" if target else ""
    href = _attribute(attributes, "href")
    targets.append(href if links.target(href) else "")
    return "[" if targets[-1] else ""


def _attribute(attributes: str, name: str) -> str:
    match = re.search(rf"(?<![\w-]){name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", attributes, re.IGNORECASE)
    return html.unescape(match[1] or match[2] or match[3] or "") if match else ""


def _entity(match: re.Match) -> str:
    """A character for its entity, except those that would then be read as HTML."""
    character = html.unescape(match[0])
    if character in "<>&" or character == match[0]:
        return match[0]
    return " " if character in "\xa0\u2009\u202f" else "".join(c for c in character if c.isprintable())


def _with_links(text: str, links: Links) -> str:
    if links.definitions:
        text = REFERENCE.sub(lambda match: _resolved(match, links), text)
    text = LINK.sub(lambda match: _link(match, links), text)
    return AUTOLINK.sub(lambda match: f"[{match[1]}]({match[1]})", text)


def _resolved(match: re.Match, links: Links) -> str:
    target = links.definitions.get((match[2] or match[1]).strip().casefold())
    return f"[{match[1]}]({target})" if target else match[0]


def _link(match: re.Match, links: Links) -> str:
    label = match[2]
    if match[1] and not label.strip():
        return ""  # a picture without words
    if "](" in label:
        label = LINK.sub(lambda inner: inner[2], label)  # a picture as a link: its words are the label
    return links.written(label, match[3])


def _tidy(lines: list[str]) -> str:
    """Blank lines where a strict reader of Markdown wants them, lists indented by four, no blanks at line
    ends."""
    lines = _lists_by_four([line.replace("\xa0", " ") for line in lines])
    result: list[str] = []
    fence = ""
    for i, line in enumerate(lines):
        match = FENCE.match(line)
        if fence:
            result.append(line.rstrip())
            if match and match[1].startswith(fence):
                fence = ""
            continue
        fence = match[1] if match else ""
        last = result[-1] if result else ""
        if _wants_room(line, last, lines[i + 1] if i + 1 < len(lines) else ""):
            result.append("")
        keeps_break = line.endswith("  ") and line.strip() and i + 1 < len(lines) and lines[i + 1].strip()
        if line.strip() or last:
            result.append(line.rstrip() + ("  " if keeps_break else ""))
    return "\n".join(result).strip("\n").rstrip()


def _wants_room(line: str, last: str, following: str) -> bool:
    if not last.strip() or not line.strip():
        return False
    after_text = not (ITEM.match(last) or last.startswith((" ", "\t", ">", "|", "#")))
    begins_list = bool(ITEM.match(line)) and not line.startswith(" ")
    begins_table = "|" in line and bool(TABLE_RULE.match(following)) and not last.lstrip(" >").startswith("|")
    ends_table = last.lstrip().startswith("|") and not line.lstrip().startswith("|")
    return (
        (begins_list and after_text) or ends_table or begins_table or bool(HEADING.match(line)) or last.startswith("#")
    )


def _lists_by_four(lines: list[str]) -> list[str]:
    """Nested items and what belongs to an item stand four further in: every reader of Markdown understands
    that."""
    result: list[str] = []
    open_items: list[int] = []  # where the text of each open item begins
    after_blank = True
    for line, shift in _with_code_shift(lines):
        if shift is not None and result:
            result.append(_shifted(line, result[shift], lines[shift]))
            continue
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            after_blank = True
            result.append("")
            continue
        item = ITEM.match(line)
        while open_items and indent < open_items[-1] and (item or after_blank):
            open_items.pop()
        extra = max(indent - open_items[-1], 0) if open_items else indent
        if item or (not open_items and indent < 4):
            extra = 0
        result.append(" " * (4 * len(open_items) + extra) + line.lstrip(" "))
        if item:
            open_items.append(len(item[0]))
        after_blank = False
    return result


def _with_code_shift(lines: list[str]) -> Iterator[tuple[str, int | None]]:
    """Each line, and inside a block of code the number of the line that opens it."""
    fence, opened = "", 0
    for i, line in enumerate(lines):
        match = FENCE.match(line)
        if fence:
            yield line, opened
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        else:
            fence, opened = (match[1], i) if match else ("", 0)
            yield line, None


def _shifted(line: str, now: str, before: str) -> str:
    """A line of code moved by as much as the line that opens its block."""
    by = (len(now) - len(now.lstrip(" "))) - (len(before) - len(before.lstrip(" ")))
    return " " * by + line if by > 0 and line.strip() else line
