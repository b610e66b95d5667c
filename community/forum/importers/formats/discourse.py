"""Topics of Discourse as its addresses ending in ``.json`` give them: one in a file, several in a list, or one a line.

A file holds the first twenty posts and the numbers of the others. The rest is another file: it is imported into the
same thread, and nothing is fetched.
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from community.forum.importers.base import HTML, MARKDOWN, FoundPost, FoundThread, Person, Reading, UnreadableError
from community.forum.importers.files import chunks, files_in
from community.forum.importers.names import name_key

MAX_DOCUMENT = 100_000_000  # bytes of one JSON document, which must be read as a whole
REGULAR, MODERATOR = 1, 2  # the others are "was closed", "was moved" and whispers between moderators


class Discourse:
    NAME = "discourse"
    LICENCE = ""

    def source_name(self, path: Path) -> str:
        return path.stem

    def threads(self, reading: Reading) -> Iterator[FoundThread]:
        files = files_in(reading.path, ".json", ".jsonl", ".ndjson", ".json.gz")
        for number, path in enumerate(files, start=1):
            try:
                for topic in _topics(path):
                    yield from _Topic(topic, path, reading).thread()
            except UnreadableError as reason:
                reading.report.fail(str(reason))
            reading.tick(path.name, number / len(files))


def _topics(path: Path) -> Iterator[dict]:
    """Everything in a file that has posts, or says of itself that it is a topic."""
    found = 0
    for document in _documents(path):
        for one in _listed(document):
            found += 1
            yield one
    if not found:
        raise UnreadableError(f"{path.name}: there are no posts in it; a list of topics names them only")


def _documents(path: Path) -> Iterator[object]:
    """The documents of a file: one a line where every line is one, else the whole."""
    data = bytearray()
    lines_only = path.name.lower().endswith((".jsonl", ".ndjson"))
    for chunk in chunks(path):
        data += chunk
        while lines_only and (end := data.find(b"\n")) >= 0:
            line, data = bytes(data[:end]), data[end + 1 :]
            if line.strip():
                yield _parsed(line, path)
        if len(data) > MAX_DOCUMENT:
            raise UnreadableError(f"{path.name}: one document is larger than 100 MB; write one topic a line (.jsonl)")
    if data.strip():
        yield _parsed(bytes(data), path)


def _parsed(data: bytes, path: Path) -> object:
    try:
        return json.loads(data.decode(json.detect_encoding(data), "replace").lstrip("\ufeff"))
    except (ValueError, RecursionError) as reason:
        raise UnreadableError(f"{path.name}: not valid JSON: {reason}") from None


def _listed(document: object) -> Iterator[dict]:
    """The topics of a document, however they are wrapped."""
    if isinstance(document, list):
        for one in document:
            yield from _listed(one) if isinstance(one, dict) else ()
    elif isinstance(document, dict):
        posts = _posts_of(document)
        inner = document.get("topics")
        if posts:
            yield from [document] if document.get("id") and document.get("title") else _by_topic(document, posts)
        elif isinstance(inner, list) and document.get("post_stream") is None:
            yield from _listed(inner)


def _posts_of(document: dict) -> list[dict]:
    stream = document.get("post_stream")
    posts = stream.get("posts") if isinstance(stream, dict) else document.get("posts") or document.get("latest_posts")
    return [one for one in posts if isinstance(one, dict)] if isinstance(posts, list) else []


def _by_topic(document: dict, posts: list[dict]) -> Iterator[dict]:
    """Posts without their topic, as the second request for one gives them: sorted by the topic that they name."""
    topics: dict = {}
    for post in posts:
        topics.setdefault(_word(post.get("topic_id")) or _word(document.get("id")), []).append(post)
    for key, these in topics.items():
        first = these[0]
        title = _text(first.get("topic_title")) or _text(first.get("topic_slug")).replace("-", " ")
        yield {"id": key, "title": title, "slug": first.get("topic_slug"), "post_stream": {"posts": these}}


class _Topic:
    def __init__(self, topic: dict, path: Path, reading: Reading):
        self.topic, self.path, self.report = topic, path, reading.report
        self.site = reading.url.rstrip("/")
        self.key = _word(topic.get("id")) or path.stem
        self.title = _text(topic.get("title"))

    def thread(self) -> Iterator[FoundThread]:
        topic, posts = self.topic, _posts_of(self.topic)
        reason = self._reason_against()
        if reason:
            self.report.skip(reason, self.title)
            self.report.skip(f"posts there ({reason})", count=len(posts))
            return
        self._count_missing(posts)
        found = [self._post(one, number) for number, one in enumerate(posts, start=1)]
        found.sort(key=lambda pair: pair[0])
        answered = topic.get("accepted_answer")
        answer = answered.get("post_number") if isinstance(answered, dict) else None
        for number, post in found:
            post.is_accepted = post.is_accepted or (answer is not None and number == answer)
        yield FoundThread(
            f"topic:{self.key}", self.title, [post for _number, post in found],
            is_question=any(post.is_accepted for _number, post in found), tags=_tags(topic.get("tags")),
            url=f"{self.site}/t/{_word(topic.get('slug')) or '-'}/{self.key}" if self.site else "",
            is_closed=bool(topic.get("closed") or topic.get("archived")),
        )  # fmt: skip

    def _reason_against(self) -> str:
        if self.topic.get("archetype") == "private_message":
            return "private messages"
        if self.topic.get("deleted_at"):
            return "topics that were deleted there"
        return "topics that are not listed there" if self.topic.get("visible") is False else ""

    def _count_missing(self, posts: list[dict]) -> None:
        stream = self.topic.get("post_stream")
        listed = stream.get("stream") if isinstance(stream, dict) else None
        if isinstance(listed, list):
            here = {post.get("id") for post in posts}
            named = sum(1 for one in listed if not isinstance(one, (dict, list)) and one not in here)
            missing = min(named, len(listed) - len(posts))  # the ids of some exports are not those of its list
            if missing > 0:
                self.report.skip("posts that the file names only: they need another file", self.title, count=missing)

    def _post(self, post: dict, place: int) -> tuple[int, FoundPost]:
        number = post.get("post_number")
        number = number if isinstance(number, int) and not isinstance(number, bool) else place
        parent = post.get("reply_to_post_number")
        above = f"topic:{self.key}/{parent}" if isinstance(parent, int) and parent else ""
        cooked = _text(post.get("cooked"))
        return number, FoundPost(
            f"topic:{self.key}/{number}", _person(post), _date(post.get("created_at")),
            cooked or _text(post.get("raw")), HTML if cooked else MARKDOWN, parent=above,
            skip=_reason_against_post(post), is_accepted=post.get("accepted_answer") is True,
        )  # fmt: skip


def _reason_against_post(post: dict) -> str:
    if post.get("deleted_at") or post.get("user_deleted"):
        return "posts that were deleted there"
    if post.get("hidden"):
        return "posts that were hidden there"
    if post.get("action_code") or post.get("post_type", REGULAR) not in (REGULAR, MODERATOR):
        return "notes of the system and whispers"
    return ""


def _person(post: dict) -> Person:
    user = _text(post.get("username"))
    name = _text(post.get("name")) or _text(post.get("display_username")) or user
    return Person(f"user:{user.casefold()}" if user and "@" not in user else name_key(name), name)


def _tags(tags: object) -> list[str]:
    """Words, or objects with a name in newer versions."""
    if not isinstance(tags, list):
        return []
    return [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in tags]


def _date(text: object) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(_text(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _word(value: object) -> str:
    """An id or a slug, as it may stand in an address."""
    text = str(value) if isinstance(value, (int, str)) else ""
    return text if text and len(text) <= 200 and all(c.isalnum() or c in "-_" for c in text) else ""
