"""The address in a mail that stops mails of its kind: who has it may do just that, and learns nothing from it.

What it stops is encrypted and signed with a key made of the site's secret, so it names neither a person nor a
topic, cannot be made up, and needs no row. It holds for as long as the secret does: mails are kept for years.
"""

import base64
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from community.notifications.topics import TOPICS

LENGTH = 64  # bytes of every text that is encrypted, so that the length tells nothing either


def unsubscribe_url(member_id: int, topics: list[str]) -> str:
    """The whole address that stops the mails of these topics to one member."""
    words = ",".join([str(member_id), *sorted(topics)])
    token = _cipher().encrypt_at_time(words.ljust(LENGTH).encode(), 0)  # nor does it say when
    return settings.SITE_URL + reverse("unsubscribe", args=[token.decode().rstrip("=")])


def read_token(token: str) -> tuple[int, list[str]] | None:
    """The id of the member and the topics; None for what this site has not written."""
    try:
        words = _cipher().decrypt(token + "=" * (-len(token) % 4)).decode()
    except (InvalidToken, ValueError):
        return None
    member, *topics = words.strip().split(",")
    return int(member), [topic for topic in topics if topic in TOPICS]


def host() -> str:
    """The name of this site in Message-IDs."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _cipher() -> Fernet:
    key = salted_hmac("community.notifications.unsubscribing", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
