"""The summary above a thread, and what it said before."""

import datetime as dt
from dataclasses import dataclass

from community.forum.models import Summary, Thread

MOST_VERSIONS = 50  # on the page


@dataclass(frozen=True)
class SummaryHead:
    """The summary as it stands, with who wrote it last and when."""

    number: int
    source: str
    html: str
    at: dt.datetime
    by: str
    handle: str


def summary_row() -> dict:
    """An annotation of threads for ``attach_summary``. No query of its own."""
    return {"summary_rows": Summary.objects.latest_row()}


def attach_summary(thread: Thread) -> Thread:
    """Give the thread its ``summary``: None if it has none."""
    rows = [SummaryHead(**row | {"at": dt.datetime.fromisoformat(row["at"])}) for row in thread.summary_rows]
    thread.summary = rows[0] if rows else None
    return thread


def summary_versions(thread: Thread, viewer) -> list[Summary]:
    """What the summary has said, the latest first. One query."""
    versions = Summary.objects.visible_to(viewer).filter(thread=thread).select_related("written_by")
    return list(versions.order_by("-number")[:MOST_VERSIONS])
