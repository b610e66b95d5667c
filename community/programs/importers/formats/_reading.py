"""Values of JSON that may be anything, as what they should be."""

import datetime as dt
import re

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].{0,40})?")


def text_of(value) -> str:
    """A text without white space around it; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def list_of(value, kind: type) -> list:
    """The members of a list that are of the kind."""
    return [one for one in value if isinstance(one, kind)] if isinstance(value, list) else []


def day_of(value) -> dt.date | None:
    """The day of a date or moment as it is written, whatever its time zone: a vendor's day is a day."""
    match = DAY.fullmatch(text_of(value))
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def in_words(name: str) -> str:
    """ "MigrationRequired" as "Migration required"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
