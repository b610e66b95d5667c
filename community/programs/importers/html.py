"""HTML of a message or feed as Markdown. A stranger's text still: it is made safe where it is rendered."""

import html as entities
import re

from bs4 import BeautifulSoup, Comment
from bs4.builder import ParserRejectedMarkup
from markdownify import MarkdownConverter

from .cleaning import Links, clean_markdown

MAX_HTML = 200_000  # characters; the longest real message has 10,000
MAX_DEPTH = 60  # elements within elements; mail programs reach 20
HIDDEN = ["script", "style", "iframe", "svg", "video", "object", "embed", "head", "template", "form", "noscript"]
TAG = re.compile(r"<[^<>]{0,2000}>")


def to_markdown(markup: str) -> str:
    """The same words as plain Markdown; pictures become their description, what is hidden goes."""
    markup = markup[:MAX_HTML]
    if "<" not in markup:
        return clean_markdown(entities.unescape(markup), Links())
    try:
        soup = BeautifulSoup(markup, "html.parser")
        _simplify(soup)
        text = _Converter().convert_soup(soup)
    except (RecursionError, ParserRejectedMarkup, AssertionError):
        text = entities.unescape(TAG.sub(" ", markup))
    return clean_markdown(text.strip(), Links())


def plain_title(markup: str) -> str:
    """A title that may have mark-up or entities in it, on one line."""
    return " ".join(entities.unescape(TAG.sub(" ", markup)).split())


class _Converter(MarkdownConverter):
    """ATX headings, at most of the third level: a message is a part of our page, not a page."""

    class DefaultOptions(MarkdownConverter.DefaultOptions):
        heading_style = "atx"
        bullets = "-"
        escape_misc = False


def _simplify(soup: BeautifulSoup) -> None:
    for element in soup.find_all(HIDDEN):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in soup.find_all(True):
        if sum(1 for _above in element.parents) > MAX_DEPTH:
            raise RecursionError
    for heading in soup.find_all(["h1", "h2"]):
        heading.name = "h3"
    for image in soup.find_all("img"):
        image.replace_with(image.get("alt") or "")
