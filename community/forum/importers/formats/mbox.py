"""Archives of mailing lists: mbox files, also as Pipermail writes them. A conversation is a thread.

Who answers whom is in the headers. Addresses stand in every header and are not kept; a Message-ID, which often holds
one, is kept as a digest.
"""

import datetime as dt
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from community.forum.importers.base import HTML, MAIL, FoundPost, FoundThread, Person, Reading, UnreadableError
from community.forum.importers.files import chunks, files_in
from community.forum.importers.names import name_key, one_line
from community.forum.importers.spool import Spool

MAX_MAIL = 30_000_000  # bytes; what is longer holds files, not words
MAX_BODY = 2_000_000  # characters of a text that are looked at
MAX_REFERENCES = 100


class Mbox:
    NAME = "mbox"
    LICENCE = ""

    def source_name(self, path: Path) -> str:
        return path.stem

    def threads(self, reading: Reading) -> Iterator[FoundThread]:
        yield from _Archive(reading).threads()


class _Archive:
    def __init__(self, reading: Reading):
        self.reading, self.report = reading, reading.report
        self.spool = Spool()
        self.groups = _Groups()
        self.count = 0
        self.seen: set[str] = set()

    def threads(self) -> Iterator[FoundThread]:
        files = files_in(self.reading.path, ".mbox", ".mbx", ".txt", ".gz", ".eml")
        for path in files:
            try:
                for raw in _mails(path, lambda part, name=path.name: self.reading.tick(name, part)):
                    self._keep(raw, path.name)
            except UnreadableError as reason:
                self.report.fail(str(reason))
        threads = self.groups.together(self.spool.each("mail"))
        for number, keys in enumerate(threads, start=1):
            yield self._thread(keys)
            self.reading.tick("threads", number / len(threads))
        self.spool.close()

    def _keep(self, raw: bytes, name: str) -> None:
        self.count += 1
        if len(raw) > MAX_MAIL:
            self.report.skip("mails larger than 30 MB", f"{name}, mail {self.count}")
            return
        try:
            mail = _Mail(raw, self.report)
        except (
            RecursionError,
            MessageError,
            HeaderParseError,
            ValueError,
            TypeError,
            AttributeError,
            KeyError,
        ) as reason:
            self.report.skip("mails that could not be read", f"{name}, mail {self.count}: {type(reason).__name__}")
            return
        key = mail.key
        if key in self.seen and mail.body_key in self.seen:
            self.report.skip("mails that stand there twice", mail.subject)
            return
        if key in self.seen:  # another mail under the same name: it is kept under one of its own
            self.report.note("another mail has the same Message-ID", mail.subject)
            key = mail.body_key
        self.seen |= {key, mail.body_key}
        self.groups.add(key, mail.references)
        self.spool.put("mail", key, "", self.count, mail.said)

    def _thread(self, keys: list[str]) -> FoundThread:
        mails = {key: self.spool.get("mail", key) for key in keys}
        posts = []
        for key, said in mails.items():
            parent = next((one for one in said["parents"] if one in mails and one != key), "")
            if said["parents"] and not parent:
                self.report.note("the mail that is answered is not in the archive", said["subject"])
            when = dt.datetime.fromisoformat(said["when"]) if said["when"] else None
            author = Person(name_key(said["name"]), said["name"])
            posts.append(FoundPost(key, author, when, said["text"], said["markup"], parent=parent))
        latest = dt.datetime.max.replace(tzinfo=dt.UTC)
        posts.sort(key=lambda post: (bool(post.parent), post.written_at or latest))
        return FoundThread(posts[0].key, _without_re(mails[posts[0].key]["subject"]), posts)


class _Mail:
    """What is kept of one mail."""

    def __init__(self, raw: bytes, report) -> None:
        envelope, _newline, rest = raw.partition(b"\n")
        message = message_from_bytes(rest if envelope.startswith(b"From ") else raw)
        self.subject = one_line(_header(message, "Subject"))
        text, markup = _body(message, report, self.subject)
        name = _name(_header(message, "From"))
        when = _date(_header(message, "Date"))
        if when is None and (when := _envelope_date(envelope)) is not None:
            report.note("no date that can be read; that of the delivery is taken", self.subject)
        written = when.isoformat() if when else ""
        self.body_key = _digest(f"{name}\n{written}\n{self.subject}\n{text}")
        own = _ids(_header(message, "Message-ID"))[:1]
        if not own:
            report.note("no Message-ID: known by its text", self.subject)
        self.key = own[0] if own else self.body_key
        answered = _ids(_header(message, "In-Reply-To"))
        line = _ids(_header(message, "References"))[-MAX_REFERENCES:]
        self.references = [*line, *answered]
        # The nearest first: References end with the mail that is answered.
        parents = list(dict.fromkeys([*answered[:1], *reversed(line), *answered]))
        self.said = {"subject": self.subject, "name": name, "when": written, "text": text, "markup": markup,
                     "parents": parents}  # fmt: skip


class _Groups:
    """Which mails belong to one conversation: those that name each other, or the same one."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def add(self, key: str, references: list[str]) -> None:
        top = self._top(key)
        for one in references:
            self.above[self._top(one)] = top

    def together(self, mails: Iterator[tuple[str, dict]]) -> list[list[str]]:
        """The keys of the mails that are there, by conversation, in the order of the archive."""
        threads: dict[str, list[str]] = {}
        for key, _said in mails:
            threads.setdefault(self._top(key), []).append(key)
        return list(threads.values())

    def _top(self, key: str) -> str:
        path = []
        while (above := self.above.setdefault(key, key)) != key:
            path.append(key)
            key = above
        for one in path:
            self.above[one] = key
        return key


def _mails(path: Path, tick) -> Iterator[bytes]:
    """Every mail as it stands in the file: one begins with a line "From …" behind an empty line."""
    mail, rest, after_gap, is_first = bytearray(), b"", True, True
    for chunk in chunks(path, tick):
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_MAIL:
            raise UnreadableError(f"{path.name}: one line is longer than 30 MB, so this is no archive of mails")
        for line in lines:
            if after_gap and _FROM_LINE.match(line) and not is_first:
                yield bytes(mail)
                mail.clear()
            is_first = is_first and not line.strip()
            if len(mail) <= MAX_MAIL:
                mail += line + b"\n"
            after_gap = not line.strip()
    mail += rest
    if mail.strip():
        yield bytes(mail)


def _header(message: Message, name: str) -> str:
    """A header in the clear, whatever encoding it claims."""
    try:
        value = message.get(name)
        pieces = decode_header(value) if value is not None else []
    except (HeaderParseError, ValueError, TypeError, UnicodeError):
        pieces = [(str(message.get(name)), None)]
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8", "windows-1252"):
        try:
            if name and name.lower() not in ("unknown-8bit", "us-ascii", "ascii"):
                return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _name(sender: str) -> str:
    """The name in "Bo <bo@host>", "bo at host (Bo)" or an address alone, of which the part before the @ remains."""
    sender = one_line(sender[:1000])
    if (named := re.match(r"\s*\"?([^\"<>]+?)\"?\s*<", sender)) and named[1].strip():
        return named[1]
    if comment := re.search(r"\(([^()]+)\)\s*$", sender):
        return comment[1]
    return re.split(r"@| at |\s", sender.strip("<> \"'"), maxsplit=1)[0]


def _body(message: Message, report, subject: str) -> tuple[str, str]:
    """The words of a mail: its plain text if it has one, else its HTML. Files are left out."""
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _parts(message):
        kind = part.get_content_type()
        if part.get_filename() or part.get_content_disposition() == "attachment" or kind not in found:
            report.skip("files that hung on mails", subject)
            continue
        payload = part.get_payload(decode=True) or b""
        charset = part.get_content_charset()
        found[kind].append(_decoded(payload, charset)[:MAX_BODY])
    plain = "\n".join(found["text/plain"])
    if plain.strip() or not found["text/html"]:
        return _FROM_QUOTED.sub("From ", plain), MAIL
    return "\n".join(found["text/html"]), HTML


def _parts(message: Message) -> Iterator[Message]:
    """Every part that holds something; mails that were sent along count as one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(part.get_payload())
        else:
            yield part


def _ids(text: str) -> list[str]:
    """The Message-IDs in a header, as digests."""
    return [_digest(one) for one in re.findall(r"<([^<>\s]{1,500})>", text[:50_000])]


def _date(text: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _envelope_date(line: bytes) -> dt.datetime | None:
    """When it was delivered: "From bo at host  Wed Dec  1 08:26:40 2010", taken for UTC."""
    found = _DELIVERED.search(line.decode("latin-1"))
    try:
        return dt.datetime.strptime(" ".join(found[0].split()), "%a %b %d %H:%M:%S %Y").replace(tzinfo=dt.UTC)
    except (TypeError, ValueError):
        return None


def _without_re(subject: str) -> str:
    """The subject of a conversation, without what programs put before it."""
    return _RE.sub("", subject).strip() or subject


def _digest(text: str) -> str:
    return f"mail:{sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"


_FROM_LINE = re.compile(rb"From \S.{0,500}\d{1,2}:\d\d")
_FROM_QUOTED = re.compile(r"(?m)^>From ")
_DELIVERED = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}")
_RE = re.compile(r"^\s*((re|fwd?|aw|wg|sv|antw)(\[\d{1,3}\])?\s*:\s*){1,20}", re.IGNORECASE)
