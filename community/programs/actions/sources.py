"""Putting evidence under a record."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from community.core.page_keys import page_key
from community.programs.models import Change, ChangeSource


@dataclass(frozen=True)
class Evidence:
    """A source as it is handed in: ``captured_on`` is the day on which somebody saw it; hearsay cannot be read."""

    title: str
    url: str = ""
    captured_on: dt.date | None = None
    attribution: str = ""
    is_hearsay: bool = False


def add_source(change: Change, *, given: Evidence) -> ChangeSource:
    """Put one more source under a record."""
    return ChangeSource.objects.create(
        change=change,
        title=given.title,
        url=given.url,
        page_key=page_key(given.url),
        captured_on=given.captured_on or timezone.localdate(),
        attribution=given.attribution,
        is_hearsay=given.is_hearsay,
    )
