"""Rendered HTML as it stands in a mail: it is read away from the site, and loads nothing."""

import re
from html import escape, unescape

from .images import OWN_IMAGE

_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_OWN_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\((" + OWN_IMAGE.pattern + r")\)")
_OWN_ADDRESS = re.compile(r'(<a\b[^>]*\bhref=")(?=[/#?])')


def html_for_mail(html: str, *, page: str) -> str:
    """The HTML of a post without images, of which the words remain, and with whole addresses.

    An image would tell its owner who reads the mail, and the site's own are shown to those who may see the post.
    ``page`` is the address of the post with the site's in front. The HTML is as the gates write it: "<" begins a
    tag and ">" ends it, and only there.
    """
    site = "/".join(page.split("/")[:3])
    words = _IMAGE.sub(lambda image: escape(unescape(_alternative(image.group())), quote=False), html)
    return _OWN_ADDRESS.sub(lambda link: link.group(1) + (site if link.string[link.end()] == "/" else page), words)


def text_for_mail(source: str, *, page: str) -> str:
    """The source of a post as it is read in a mail: what is said of the site's own images, with whole addresses."""
    site = "/".join(page.split("/")[:3])
    return _OWN_IMAGE.sub(lambda image: f"{image.group(1).strip()} ({site}{image.group(2)})".strip(), source)


def _alternative(image: str) -> str:
    found = _ALT.search(image)
    return found.group(1) if found else ""
