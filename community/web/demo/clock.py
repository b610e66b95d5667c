"""Telling a story in its own time."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Inside, ``timezone.now()`` is ``moment``: what is done here was done then."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
