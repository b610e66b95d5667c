"""Whether the log is whole: the chain of its decisions, walked from the first to the last.

Counted here once more, by another program than the one that made the seals: functions of the database can be replaced
by whoever can change its rows.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, transaction

from community.moderation.models import LogHead

# Of each seal its decision, or nothing where that is gone. In the order of moderation_sealed() in the database.
WALK = """
SELECT s.number, s.hash, s.decision_id, d.id,
       d.id, d.moderator_id, d.role, d.verb, d.target_kind, d.target_id, d.reason, d."case", d.created_at
FROM moderation_seal s LEFT JOIN moderation_decision d ON d.id = s.decision_id
ORDER BY s.number
"""
UNSEALED = """
SELECT min(d.id) FROM moderation_decision d LEFT JOIN moderation_seal s ON s.decision_id = d.id WHERE s.number IS NULL
"""
AT_ONCE = 2000  # rows in memory


@dataclass(frozen=True)
class LogCheck:
    """What came of it. ``fault`` names the first decision that is not as it was written; empty if all are.

    ``head`` is "count:hash" of the last one that is: whoever has kept an earlier one elsewhere can have it looked for.
    """

    count: int
    head: str
    fault: str


@transaction.atomic
def check_log(known: str = "") -> LogCheck:
    """Walk the log from its first decision. Four queries, some seconds for 100,000 decisions.

    Args:
        known: an earlier ``head``, which the log must still hold: also a log that was written anew is found out.
    """
    head = _head()
    count, last, met, fault = 0, "", not known, ""
    for row in _rows(WALK):
        fault = _fault(row, count + 1, last)
        if fault:
            break
        count, last = row[0], row[1]
        met = met or f"{count}:{last}" == known
        if count == head.count and last != head.hash:
            fault = f"The last decision that was counted, number {count}, is another one now."
            break
    fault = fault or _fault_at_the_end(count, head) or _unsealed()
    if not fault and not met:
        fault = f"The log does not hold {known}: it was written anew."
    return LogCheck(count, f"{count}:{last}", fault)


def sealed(before: str, values: tuple) -> str:
    """The seal of a decision with these values, behind the seal ``before``."""
    texts = [_text(value) for value in values]
    return sha256((before + "".join(f"{len(text.encode())}:{text}" for text in texts)).encode()).hexdigest()


def _text(value) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return str(value)


def _fault(row: tuple, expected: int, before: str) -> str:
    number, seal, decision, found, *values = row
    if number != expected:
        return f"Number {expected} of the log was removed."
    if found is None:
        return f"Decision {decision}, number {number} of the log, was removed."
    if sealed(before, tuple(values)) != seal:
        return f"Decision {decision}, number {number} of the log, is not what was written there."
    return ""


def _fault_at_the_end(count: int, head: LogHead) -> str:
    if count < head.count:
        return f"Number {count + 1} of the log was removed, and all behind it: {head.count} were counted."
    now = _head().count  # decided meanwhile
    return f"Number {now + 1} of the log was put in: only {now} were counted." if count > now else ""


def _head() -> LogHead:
    return LogHead.objects.filter(pk=1).first() or LogHead()


def _unsealed() -> str:
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED)
        (decision,) = cursor.fetchone()
    return f"Decision {decision} was put in: it has no seal." if decision else ""


def _rows(query: str) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
