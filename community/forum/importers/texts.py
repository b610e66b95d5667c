"""Texts of other systems as the Markdown that members write: with it they can be edited, quoted and rendered again.

HTML goes through BeautifulSoup and markdownify. The result is still a stranger's text: it is made safe where it is
rendered. "@name" is written so that it stays text: those people are not ours.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment
from bs4.element import CData, Declaration, Doctype, NavigableString, ProcessingInstruction
from markdownify import MarkdownConverter

from community.core.markup.characters import HANDLE, clean_text

from .base import HTML, MAIL, MARKDOWN, WORDPRESS
from .masks import mask

MAX_SOURCE = 32_000  # characters of a post here
MAX_HTML = 100_000  # of mark-up that is looked at: more cannot give a post that is not cut
MAX_LEVELS = 60  # elements within elements; mail programs reach 20
CUT = "\n\n*(The text goes on at the source.)*"


@dataclass(frozen=True)
class Text:
    """A text ready for the renderer, and whether the end is missing or the formatting was given up."""

    markdown: str
    is_cut: bool = False
    is_bare: bool = False


def to_markdown(text: str, markup: str, base: str = "") -> Text:
    """The text as Markdown of at most 32,000 characters; ``base`` is the address that links are relative to."""
    is_cut, is_bare = len(text) > MAX_HTML, False
    text = text[:MAX_HTML]
    if markup in (HTML, WORDPRESS):
        written, is_bare = _from_html(text, base, is_wordpress=markup == WORDPRESS)
    else:
        written = {MAIL: _from_mail, MARKDOWN: without_mentions}[markup](clean_text(text))
    written = mask(clean_text(written), archived=markup == MAIL).strip("\n ")
    if is_cut or len(written) > MAX_SOURCE:
        written = _cut(written)
        is_cut = True
    return Text(written, is_cut, is_bare)


def without_mentions(text: str) -> str:
    """Markdown in which "@name" stays text, whoever has that name here."""
    return _MENTION.sub(r"\\@", text)


def plain(text: str) -> str:
    """Words that mean themselves in Markdown; addresses of pages stay what they are."""
    return "".join(
        piece if number % 2 else _LINE_START.sub(r"\1\\\2", without_mentions(_SPECIAL.sub(r"\\\g<0>", piece)))
        for number, piece in enumerate(_ADDRESS.split(text))
    )


def _cut(text: str) -> str:
    text = text[: MAX_SOURCE - len(CUT) - 10]
    text = text[: max(text.rfind("\n"), len(text) - 2_000)].rstrip()
    fences = [line.strip() for line in text.split("\n") if line.lstrip().startswith("```")]
    return text + (f"\n{fences[-1].rstrip('abcdefghijklmnopqrstuvwxyz+#-')}" if len(fences) % 2 else "") + CUT


# --- Mails -----------------------------------------------------------------------------------------------


def _from_mail(text: str) -> str:
    """Lines as they stand: quotes are quotes, indented blocks are code, everything else means itself."""
    lines, was_code, after_gap = [], False, True
    given = text.expandtabs(8).split("\n")
    for line, following in zip(given, [*given[1:], ""], strict=True):
        quote = _QUOTE.match(line)
        rest = line[quote.end() :]
        # One line alone is a name under a letter.
        is_code = not quote[0] and _is_indented(line) and (was_code or (after_gap and _is_indented(following)))
        if is_code:
            lines.append(rest)
        else:
            marks = "> " * quote[0].count(">")
            lines.append(f"{marks}{plain(rest.strip())}".rstrip() if rest.strip() else marks.rstrip())
        after_gap = not rest.strip()
        was_code = is_code or (was_code and after_gap)
    return "\n".join(lines)


def _is_indented(line: str) -> bool:
    return line.startswith("    ") and line.strip() != ""


# --- HTML ------------------------------------------------------------------------------------------------


def _from_html(markup: str, base: str, *, is_wordpress: bool) -> tuple[str, bool]:
    """Markdown, and whether only the words could be taken."""
    if markup.count("<!--") > markup.count("-->") + 20:  # the parser looks for the end of each, again and again
        markup = markup.replace("<!--", "")
    if is_wordpress:
        markup = _SHORTCODE.sub("", markup)
    try:
        soup = BeautifulSoup(markup, "html.parser")
        _check_levels(soup)
        if is_wordpress and "<!-- wp:" not in markup:
            _break_lines(soup)
        return _Converter(base).convert_soup(soup), False
    except Exception:  # too many levels, or a bug of a parser that some text has found
        return plain(clean_text(_words(markup))), True


def _check_levels(soup: BeautifulSoup) -> None:
    """Raises RecursionError for what is nested more deeply than a parser here can follow."""
    for element in soup.find_all(True):
        if sum(1 for _above in element.parents) > MAX_LEVELS:
            raise RecursionError


def _break_lines(soup: BeautifulSoup) -> None:
    """WordPress writes paragraphs as empty lines, and makes them when it shows them."""
    for piece in list(soup.find_all(string=_HAS_LINES)):
        if piece.find_parent(["pre", "code", "table", "textarea"]):
            continue
        if not str(piece).strip() and _stands_between_blocks(piece):
            continue
        lines = soup.new_tag("span")  # one element for all: putting them in one by one takes quadratic time
        for number, line in enumerate(str(piece).split("\n")):
            if number:
                lines.append(soup.new_tag("br"))
            if line.strip():
                lines.append(NavigableString(line))
        piece.replace_with(lines)


def _stands_between_blocks(piece) -> bool:
    return any(
        getattr(one, "name", None) in _BLOCKS for one in (piece.previous_sibling, piece.next_sibling, piece.parent)
    )


def absolute(address: str, base: str) -> str:
    """The whole address of a page, or empty if it is none that one may follow."""
    address = re.sub(r"[\x00-\x20]+", "", address)
    if address.startswith("//"):
        address = f"https:{address}"
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        if not base or not address or address.startswith("#"):
            return ""
        address = urljoin(base, address)
    if not re.match(r"https?://[^/]", address, re.IGNORECASE):
        return ""
    return re.sub(r"[()<>\\\"`|\[\]]", lambda bad: f"%{ord(bad[0]):02X}", address)


class _Converter(MarkdownConverter):
    """markdownify with our links, our code and our idea of what must be escaped."""

    def __init__(self, base: str):
        super().__init__(heading_style="atx", bullets="-")
        self.base = base

    def escape(self, text, parent_tags):
        text = plain(text)
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

    def convert_a(self, el, text, parent_tags):
        if "_noformat" in parent_tags:
            return text
        before, words, after = re.match(r"(\s*)(.*?)(\s*)\Z", text, re.DOTALL).groups()
        address = absolute(str(el.get("href") or ""), self.base)
        if not words or not address:
            return text
        words = " ".join(words.split())
        if words == address:
            return f"{before}<{address}>{after}"
        return f"{before}[{words}]({address}){after}"

    def convert_pre(self, el, text, parent_tags):
        code = "".join("\n" if one.name == "br" else one for one in el.descendants if _is_code(one)).strip("\n")
        if not code.strip():
            return ""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        return f"\n\n{fence}{_language_of(el)}\n{code}\n{fence}\n\n"

    def convert_img(self, el, text, parent_tags):
        """A link to the picture; one that is a character or a face is what it stands for, or nothing."""
        classes = " ".join(el.get("class") or [])
        words = plain(" ".join(str(el.get("alt") or el.get("title") or "").split()))
        address = absolute(str(el.get("src") or ""), self.base)
        if "avatar" in classes:
            return ""
        if "a" in parent_tags:
            return words or "image"
        if "emoji" in classes or "smiley" in classes or not address or "_noformat" in parent_tags:
            return words
        return f"[{words or 'image'}]({address})"

    def convert_iframe(self, el, text, parent_tags):
        """A link to what is shown there."""
        inner = el.find("source")
        address = absolute(str(el.get("src") or (inner.get("src") if inner else "") or ""), self.base)
        return f" <{address}> " if address else ""

    convert_embed = convert_video = convert_audio = convert_iframe

    def convert_script(self, el, text, parent_tags):
        """What nobody is meant to read."""
        return ""

    convert_style = convert_svg = convert_object = convert_head = convert_script
    convert_template = convert_noscript = convert_applet = convert_math = convert_script

    def convert_h1(self, el, text, parent_tags):
        """The page has the first two levels itself."""
        return self.convert_hN(3, el, text, parent_tags)

    convert_h2 = convert_h1

    def process_text(self, el, parent_tags=None):
        return "" if isinstance(el, _NO_TEXT) else super().process_text(el, parent_tags)


def _is_code(one) -> bool:
    return one.name == "br" or (isinstance(one, NavigableString) and not isinstance(one, _NO_TEXT))


def _language_of(el) -> str:
    classes = [one for tag in (el, el.find("code")) if tag for one in tag.get("class") or []]
    named = (_LANGUAGE.fullmatch(one) for one in classes)
    return next((match[1] for match in named if match and match[1] not in ("auto", "plaintext", "none")), "")


def _words(markup: str) -> str:
    """The words of HTML that is too much for a parser."""
    return re.sub(r"<[^<>]{0,2000}>", " ", re.sub(r"(?is)<(script|style)\b[^>]{0,500}>.{0,20000}?</\1>", " ", markup))


_NO_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_BLOCKS = frozenset(
    """
    blockquote div dl dt dd fieldset figure figcaption h3 h4 h5 h6 hr li ol p pre section table tbody td th tr ul
    """.split()  # noqa: SIM905 - a list of words is easier to read than a list of strings
)
_HAS_LINES = re.compile("\n")
_MENTION = re.compile(rf"(?<!\\)@(?={HANDLE})")
_SPECIAL = re.compile(r"[\\`*_\[\]]|~(?=~)|&(?=#?[A-Za-z0-9]{1,32};)|<(?=https?:|[A-Za-z0-9._+-]{1,64}@)")
_LINE_START = re.compile(r"(?m)^([ \t]*)([>+-](?= )|#{1,6}(?= )|>|=|-(?=-)|~)")
_ADDRESS = re.compile(r"(https?://[^\s<>\"'`\\\[\]]{1,2000})")
_QUOTE = re.compile(r"(?: {0,1}>){0,20}")
_SHORTCODE = re.compile(r"\[/?(?:wp_)?(?:caption|gallery|embed|audio|video|playlist)\b[^\[\]]{0,1000}\]")
_LANGUAGE = re.compile(r"lang(?:uage)?-([A-Za-z0-9+#-]{1,20})")
