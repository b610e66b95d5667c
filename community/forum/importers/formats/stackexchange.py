"""Dumps of Stack Exchange: a folder with Posts.xml, Comments.xml and Users.xml, one ``<row>`` for each thing.

A question is a thread, an answer a reply on the first level, a comment a reply to what it is below. What belongs
together stands far apart in such a dump, so it is put in order on disk first.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from community.forum.importers.base import HTML, MARKDOWN, FoundPost, FoundThread, Person, Reading, UnreadableError
from community.forum.importers.names import name_key
from community.forum.importers.spool import Spool
from community.forum.importers.xml import records

QUESTION, ANSWER = "1", "2"
OTHERS = {"3": "wiki posts", "4": "texts about tags", "5": "texts about tags", "6": "nominations", "7": "wiki posts",
          "8": "texts about privileges"}  # fmt: skip
LAST = 2**62  # a place behind all others


class StackExchange:
    NAME = "stackexchange"
    LICENCE = "CC BY-SA 3.0"  # of dumps whose rows do not name theirs

    def source_name(self, path: Path) -> str:
        return path.name if path.is_dir() else path.resolve().parent.name

    def threads(self, reading: Reading) -> Iterator[FoundThread]:
        folder = reading.path if reading.path.is_dir() else reading.path.parent
        if not folder.is_dir():
            raise UnreadableError(f"{reading.path.name}: there is no such file or folder")
        files = {one.name.lower().removesuffix(".gz"): one for one in folder.iterdir() if one.is_file()}
        if "posts.xml" not in files:
            raise UnreadableError(f"{folder.name}: there is no Posts.xml in it")
        yield from _Dump(files, reading).threads()


class _Dump:
    def __init__(self, files: dict[str, Path], reading: Reading):
        self.files, self.reading, self.report = files, reading, reading.report
        self.spool = Spool()

    def threads(self) -> Iterator[FoundThread]:
        self._read("users.xml", self._user)
        self._read("posts.xml", self._post)
        self._read("comments.xml", self._comment)
        self._leave_out_lost()
        count = max(self.spool.count("question"), 1)
        for number, (key, question) in enumerate(self.spool.each("question"), start=1):
            yield self._thread(key, question)
            self.reading.tick("threads", number / count)
        self.spool.close()

    def _read(self, name: str, keep) -> None:
        """All rows of one file of the dump; a file that is missing or broken takes nothing else along."""
        path = self.files.get(name)
        if path is None:
            self.report.fail(f"there is no {name} beside Posts.xml")
            return
        try:
            for row in records(
                path, ("row",), report=self.report, tick=lambda part: self.reading.tick(path.name, part)
            ):
                keep(row.attributes)
        except UnreadableError as reason:
            self.report.fail(str(reason))

    def _user(self, row: dict[str, str]) -> None:
        self.spool.put("user", row.get("Id", ""), "", 0, row.get("DisplayName", ""))

    def _post(self, row: dict[str, str]) -> None:
        kind, key = row.get("PostTypeId", ""), row.get("Id", "")
        if kind not in (QUESTION, ANSWER):
            self.report.skip(OTHERS.get(kind, f"posts of the type “{kind[:20]}”"), f"post {key}")
        elif not key:
            self.report.skip("posts without an id")
        elif row.get("DeletionDate"):
            self.report.skip("posts that were deleted there", f"post {key}")
        else:
            said = {name: row[name] for name in _KEPT if row.get(name)}
            self.spool.put(
                "question" if kind == QUESTION else "answer", key, row.get("ParentId", ""), _place(key), said
            )

    def _comment(self, row: dict[str, str]) -> None:
        said = {name: row[name] for name in _KEPT if row.get(name)}
        self.spool.put("comment", row.get("Id", ""), row.get("PostId", ""), _place(row.get("Id", "")), said)

    def _leave_out_lost(self) -> None:
        for key, _owner in self.spool.without_owner("answer", "question"):
            self.report.skip("answers whose question is not in the dump", f"post {key}")
        for key, owner in self.spool.without_owner("comment", "question"):
            answer = self.spool.get("answer", owner)
            if answer is None:
                self.report.skip("comments on what is not a question or an answer of the dump", f"comment {key}")
            elif self.spool.get("question", answer.get("ParentId", "")) is None:
                self.report.skip("comments on answers whose question is not in the dump", f"comment {key}")

    def _thread(self, key: str, question: dict) -> FoundThread:
        posts = [self._found(key, question)]
        for number, answer in self.spool.of("answer", key):
            post = self._found(number, answer)
            post.is_accepted = number == question.get("AcceptedAnswerId")
            posts.append(post)
        for post in list(posts):
            posts += [
                self._remark(*one, below=post.key) for one in self.spool.of("comment", post.key.partition(":")[2])
            ]
        closed = question.get("ClosedDate", "")
        site = self.reading.url.rstrip("/")
        return FoundThread(
            f"post:{key}", question.get("Title", ""), posts, is_question=True, tags=_tags(question.get("Tags", "")),
            url=f"{site}/q/{key}" if site else "", licence=question.get("ContentLicense", ""), closed_at=_date(closed),
            is_closed=bool(closed),
        )  # fmt: skip

    def _found(self, key: str, row: dict) -> FoundPost:
        author = self._person(row.get("OwnerUserId", ""), row.get("OwnerDisplayName", ""))
        return FoundPost(f"post:{key}", author, _date(row.get("CreationDate", "")), row.get("Body", ""), HTML)

    def _remark(self, key: str, row: dict, *, below: str) -> FoundPost:
        author = self._person(row.get("UserId", ""), row.get("UserDisplayName", ""))
        when = _date(row.get("CreationDate", ""))
        return FoundPost(f"comment:{key}", author, when, row.get("Text", ""), MARKDOWN, parent=below)

    def _person(self, user: str, name: str) -> Person:
        known = self.spool.get("user", user) if user else None
        if known:
            return Person(f"user:{user}", known)
        if not user:
            self.report.note("the author's account is gone there", name)
        return Person(f"user:{user}" if user else name_key(name), name)


def _place(key: str) -> int:
    return int(key) if key.isdecimal() and len(key) < 18 else LAST


def _tags(text: str) -> list[str]:
    """``<a><b>``, or ``|a|b|`` in newer dumps."""
    return [tag for tag in text.replace("<", "|").replace(">", "|").split("|") if tag]


def _date(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


_KEPT = ("ParentId", "AcceptedAnswerId", "CreationDate", "ClosedDate", "Title", "Body", "Text", "Tags", "OwnerUserId",
         "OwnerDisplayName", "UserId", "UserDisplayName", "ContentLicense")  # fmt: skip
