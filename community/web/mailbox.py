"""Reading back the mail that the file back end wrote; development only."""

import datetime as dt
import email
import email.policy
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

LATEST = 50  # mails shown
SEPARATOR = b"-" * 79  # what Django writes between two mails of one file


@dataclass(frozen=True)
class OutgoingMail:
    to: str
    subject: str
    sent: str
    text: str

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is a link."""
        return [(word, word.startswith(("http://", "https://"))) for word in self.text.replace("\n", " \n ").split(" ")]


def latest() -> list[OutgoingMail]:
    """The latest mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:LATEST]
    return [mail for path in files for mail in reversed(_read(path))][:LATEST]


def _read(path: Path) -> list[OutgoingMail]:
    mails = path.read_bytes().split(SEPARATOR)
    return [_parse(source.strip()) for source in mails if source.strip()]


def _parse(source: bytes) -> OutgoingMail:
    message = email.message_from_bytes(source, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    return OutgoingMail(
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        sent=_time(message),
        text=body.get_content() if body else "",
    )


def _time(message) -> str:
    date = message.get("Date")
    sent = getattr(date, "datetime", None)
    return sent.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if sent else ""
