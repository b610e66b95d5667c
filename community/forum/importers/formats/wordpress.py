"""WordPress exports (WXR): RSS with ``wp:`` elements, in any version. A post is a thread, its comments are replies.

Of bbPress the topics are threads too. Addresses of mail and of machines stand beside every comment; they are not read.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from community.forum.importers.base import WORDPRESS, FoundPost, FoundThread, Person, Reading, Report, UnreadableError
from community.forum.importers.files import files_in
from community.forum.importers.names import name_key, plain_title
from community.forum.importers.spool import Spool
from community.forum.importers.xml import Node, records

WANTED = ("item", "wp:author", "wp:wxr_version", "title", "link", "wp:base_blog_url")
IGNORED = ("wp:postmeta", "wp:commentmeta", "wp:comment_author_email", "wp:comment_author_IP", "wp:comment_author_ip")
THREADS = {"post", "page", "topic"}
SHOWN = {"publish", "closed"}  # "closed" is a topic of bbPress to which nobody can reply
PRIVATE = {"draft": "drafts", "auto-draft": "drafts", "pending": "posts waiting for review", "private": "private posts",
           "future": "posts that are to appear later", "trash": "posts in the bin"}  # fmt: skip
PINGS = {"pingback": "pingbacks", "trackback": "trackbacks"}
UNSEEN = {"0": "comments that nobody approved", "hold": "comments that nobody approved", "spam": "spam comments",
          "trash": "comments in the bin", "post-trashed": "comments in the bin"}  # fmt: skip


class WordPress:
    NAME = "wordpress"
    LICENCE = ""

    def source_name(self, path: Path) -> str:
        for file in files_in(path, ".xml", ".wxr", ".xml.gz"):
            nodes = records(file, ("title", "item"), ignored=("item",), report=Report())
            try:
                for node in itertools.takewhile(lambda one: one.tag != "item", nodes):
                    if node.parent == "channel" and node.text:
                        return plain_title(node.text)
            except UnreadableError:
                continue
        return path.stem

    def threads(self, reading: Reading) -> Iterator[FoundThread]:
        for file in files_in(reading.path, ".xml", ".wxr", ".xml.gz"):
            try:
                yield from _File(file, reading).threads()
            except UnreadableError as reason:
                reading.report.fail(str(reason))


class _File:
    def __init__(self, path: Path, reading: Reading):
        self.path, self.reading, self.report = path, reading, reading.report
        self.names: dict[str, str] = {}  # of the site's own people, by how they sign in there
        self.version = self.site = ""
        self.items = 0
        self.spool = Spool()

    def threads(self) -> Iterator[FoundThread]:
        tick = lambda part: self.reading.tick(self.path.name, part)  # noqa: E731 - one name for one call
        try:
            for node in records(self.path, WANTED, ignored=IGNORED, report=self.report, tick=tick):
                if node.tag == "item":
                    yield from self._item(node)
                elif node.tag == "wp:author":
                    self.names[node.child("wp:author_login")] = node.child("wp:author_display_name")
                elif node.parent == "channel":
                    self._channel(node)
        finally:
            if not self.version:
                self.report.note("the file does not say which version of WXR it is", self.path.name)
        if not self.version and not self.items:
            raise UnreadableError(
                f"{self.path.name}: this is no WordPress export: it names no version and holds no items"
            )
        yield from self._topics()

    def _channel(self, node: Node) -> None:
        if node.tag == "wp:wxr_version":
            self.version = node.text
        elif node.tag != "title" and node.text:
            self.site = node.text

    def _item(self, item: Node) -> Iterator[FoundThread]:
        self.items += 1
        kind = item.child("wp:post_type") or "post"
        comments = item.all("wp:comment")
        reason = self._reason_against(item, kind, comments)
        if reason:
            self.report.skip(reason, plain_title(item.child("title")))
            if comments:
                self.report.skip(f"comments there ({reason})", count=len(comments))
        elif kind in ("topic", "reply"):
            self._keep(item, kind)
        else:
            yield self._thread(item, comments)

    def _reason_against(self, item: Node, kind: str, comments: list[Node]) -> str:
        status = item.child("wp:status") or "publish"
        if kind not in THREADS | {"reply"}:
            return f"items of the type “{kind[:40]}”"
        if item.child("wp:post_password"):
            return "posts behind a password"
        if status not in SHOWN:
            return PRIVATE.get(status, f"posts with the status “{status[:40]}”")
        return "pages without comments" if kind == "page" and not comments else ""

    def _thread(self, item: Node, comments: list[Node]) -> FoundThread:
        opener = self._opener(item)
        posts = [self._comment(number, one) for number, one in enumerate(comments, start=1)]
        return FoundThread(posts=[opener, *posts], **self._about(item, opener))

    def _about(self, item: Node, opener: FoundPost) -> dict:
        return {
            "key": opener.key,
            "title": plain_title(item.child("title")),
            "tags": [one.text for one in item.all("category") if one.attributes.get("domain") != "post_format"],
            "url": item.child("link"),
            "is_closed": item.child("wp:comment_status") == "closed" or item.child("wp:status") == "closed",
        }

    def _opener(self, item: Node) -> FoundPost:
        number = item.child("wp:post_id") or _digest(item.child("guid") or item.child("link") or item.child("title"))
        login = item.child("dc:creator")
        name = self.names.get(login) or login
        author = Person(f"login:{login}" if login and "@" not in login else name_key(name), name)
        when = _date(item, "wp:post_date_gmt", "pubDate", "wp:post_date")
        return FoundPost(f"item:{number}", author, when, item.child("content:encoded"), WORDPRESS)

    def _comment(self, number: int, one: Node) -> FoundPost:
        key = one.child("wp:comment_id") or _digest(f"{number}{one.child('wp:comment_content')}")
        parent = one.child("wp:comment_parent").lstrip("0")
        kind, approved = one.child("wp:comment_type"), one.child("wp:comment_approved")
        skip = PINGS.get(kind) or UNSEEN.get(approved, "")
        if not skip and kind not in ("", "comment", "review"):
            skip = f"comments of the type “{kind[:40]}”"
        elif not skip and approved not in ("", "1", "approve", "approved"):
            skip = "comments that nobody approved"
        return FoundPost(
            f"comment:{key}", Person(name_key(one.child("wp:comment_author")), one.child("wp:comment_author")),
            _date(one, "wp:comment_date_gmt", "wp:comment_date"), one.child("wp:comment_content"), WORDPRESS,
            parent=f"comment:{parent}" if parent else "", skip=skip,
        )  # fmt: skip

    # bbPress: a reply is an item of its own, anywhere in the file.

    def _keep(self, item: Node, kind: str) -> None:
        post = self._opener(item)
        when = post.written_at.isoformat() if post.written_at else ""
        said = {"author": [post.author.key, post.author.name], "when": when, "text": post.text}
        about = {**self._about(item, post), "comments": []} if kind == "topic" else {}
        self.spool.put(kind, post.key, f"item:{item.child('wp:post_parent')}", self.items, said | {"about": about})

    def _topics(self) -> Iterator[FoundThread]:
        for key, said in self.spool.each("topic"):
            about = {name: value for name, value in said["about"].items() if name != "comments"}
            replies = [_kept(*one) for one in self.spool.of("reply", key)]
            yield FoundThread(posts=[_kept(key, said), *replies], **about)
        for key, _owner in self.spool.without_owner("reply", "topic"):
            self.report.skip("replies whose topic is not in the file", key)
        self.spool.close()


def _kept(key: str, said: dict) -> FoundPost:
    when = dt.datetime.fromisoformat(said["when"]) if said["when"] else None
    return FoundPost(key, Person(*said["author"]), when, said["text"], WORDPRESS)


def _date(node: Node, *names: str) -> dt.datetime | None:
    """The first that is a date. WordPress writes 0000-00-00 for none; a time without a zone is taken for UTC."""
    for name in names:
        text = node.child(name)
        try:
            found = dt.datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:24]
