"""RSS and Atom. A feed shows the latest entries only: what has left it is not gone.

Authors and their addresses are not kept. Feeds that declare entities are refused before anything is expanded.
"""

import datetime as dt
import hashlib
import io
import re

import feedparser

from community.programs.importers.base import DAY, REVIEW, UNKNOWN, Announcement, Page, Problem
from community.programs.importers.files import File, UnreadableError, quoted
from community.programs.importers.html import plain_title, to_markdown

NAME = "feed"
ENDINGS = (".xml", ".rss", ".atom")

MAX_ENTRIES = 500
MAX_XML = 2 * 1024 * 1024  # bytes
BEGINS = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
GLOBAL = re.compile(r"(?:https?://|tag:|urn:)", re.IGNORECASE)  # ids that name an entry among all of the world


def recognises(file: File) -> bool:
    """The element with which RSS or Atom begins."""
    return BEGINS.search(_readable(file.raw[:8000])) is not None


def read(file: File) -> Page:
    """The entries of the feed, newest first as they stand."""
    if len(file.raw) > MAX_XML:
        raise UnreadableError(f"larger than {MAX_XML // 1024 // 1024} MB")
    _refuse_entities(file.raw)
    feed = feedparser.parse(io.BytesIO(file.raw), sanitize_html=False, resolve_relative_uris=True)
    if not feed.entries and (feed.bozo or not feed.get("version")):
        raise UnreadableError(f"no feed that can be read: {_why(feed)}", _line(file, feed))
    page = Page(file.path, "feed", plain_title(feed.feed.get("title", "")), languages=("en",), shows_latest=True)
    if feed.bozo and _line(file, feed):
        page.problems.append(
            Problem(file.path, _line(file, feed), f"the feed is not well-formed: {_why(feed)}", REVIEW)
        )
    for position, entry in enumerate(feed.entries[:MAX_ENTRIES], 1):
        _add(page, file, feed, entry, position)
    if feed.bozo and not page.announcements:
        raise UnreadableError(f"no feed that can be read: {_why(feed)}", _line(file, feed))
    if len(feed.entries) > MAX_ENTRIES:
        page.problems.append(Problem(file.path, 0, f"more than {MAX_ENTRIES} entries; the newest were read", REVIEW))
    return page


def _readable(raw: bytes) -> bytes:
    """The bytes without the zeros of UTF-16, to look for words of ASCII in them."""
    return raw.replace(b"\0", b"") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:4] else raw


def _refuse_entities(raw: bytes) -> None:
    """feedparser expands entities that a feed declares itself, and no feed needs any."""
    if re.search(rb"<!ENTITY", _readable(raw), re.IGNORECASE) or re.search(rb"encoding=.{0,3}utf-?7", raw[:200], re.I):
        raise UnreadableError("it declares entities of its own, which may be a trap", 1)


def _add(page: Page, file: File, feed, entry, position: int) -> None:
    title, link = plain_title(entry.get("title", "")), _address(entry.get("link", ""))
    text = entry.content[0].value if entry.get("content") else entry.get("summary", "")
    title = title or plain_title(text)[:100]
    name = entry.get("id") or link or title
    line = file.line_of(name, 1) if name else 0
    if not title:
        page.problems.append(Problem(file.path, line, f"entry {position} has neither a title nor a text"))
        return
    anchor = _anchor(name, feed)
    if anchor in {one.anchor for one in page.announcements}:
        page.problems.append(
            Problem(file.path, line, f"the entry {quoted(title)} stands twice; the first is kept", REVIEW)
        )
        return
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    page.announcements.append(
        Announcement(
            page="feed", anchor=anchor, language=_language(feed, entry), title=title, date=_day(moment),
            date_precision=DAY if _day(moment) else UNKNOWN, summary=to_markdown(text), url=link, path=file.path,
            category=", ".join(tag.term for tag in entry.get("tags", []) if tag.get("term"))[:300], line=line,
        )
    )  # fmt: skip
    page.languages = tuple(dict.fromkeys(one.language for one in page.announcements))


def _anchor(name: str, feed) -> str:
    """A name for an entry: its id, with that of the feed where the id could be another feed's too."""
    whole = name if GLOBAL.match(name) else f"{feed.feed.get('id') or feed.feed.get('link', '')} {name}"
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def _language(feed, entry) -> str:
    """The record's main language, whatever the feed is in: there is one text of each entry only."""
    return "en" if not feed.feed.get("language") else (feed.feed.language.split("-")[0].lower()[:12] or "en")


def _address(link: str) -> str:
    return link if link.startswith(("https://", "http://")) and len(link) <= 500 else ""


def _day(moment) -> dt.date | None:
    try:
        return dt.date(*moment[:3]) if moment else None
    except ValueError:
        return None


def _why(feed) -> str:
    error = feed.get("bozo_exception")
    message = error.getMessage() if hasattr(error, "getMessage") else str(error or "nothing of a feed in it")
    return " ".join(message.split())[:200]


def _line(file: File, feed) -> int:
    """The line of the file; feedparser puts a declaration on a line before a feed that has none."""
    error = feed.get("bozo_exception")
    line = (error.getLineNumber() or 0) if hasattr(error, "getLineNumber") else 0
    return max(line - (b"<?xml" not in _readable(file.raw[:200])), 0)
