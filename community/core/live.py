"""Telling open pages that something is new. PostgreSQL delivers it at commit, and never if there is none.

What is told is a topic and a number, never a text: who may see what is asked anew for each reader, in ``live``.
"""

from django.db import connection

CHANNEL = "live"
THREAD = "thread"  # its id: it has new posts
MEMBER = "member"  # their id: their inbox or their unread conversations count differently
TALK = "talk"  # the id of a conversation: it has new messages, or fewer


def notify(topic: str, *ids: int) -> None:
    """Tell the pages that show one of these things. One statement; what is told twice in a transaction is told once."""
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_notify(%s, %s || ' ' || id)) FROM unnest(%s::bigint[]) AS id", [CHANNEL, topic, list(ids)]
        )
