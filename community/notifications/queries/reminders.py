"""Who is to be told of which date today. The two questions are asked of the database for everybody at once.

Rights are not asked here: whoever tells somebody asks ``may_hear`` for each of them.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from community.notifications.models import DEFAULT_RUNGS, Ladder
from community.programs.models import Change
from community.programs.querysets.calendars import OVER


@dataclass(frozen=True)
class Due:
    """A date that is near, for one member: ``rung`` is the nearest of the rungs that have come."""

    change: int
    field: str
    day: dt.date
    precision: str
    member: int
    rung: int


@dataclass(frozen=True)
class Moved:
    """A date of which one member was told, and which is another one now, or none (``is_off``)."""

    change: int
    field: str
    was_day: dt.date
    was_precision: str
    day: dt.date
    precision: str
    sequence: int
    is_off: bool
    member: int


# A rung comes ``rung`` days before the date. It is for those who followed, and had set the rung, on that day already,
# and who have been told nothing about this very date since; so a job that was away says one thing, not three.
DUE = """
WITH ahead AS (
    SELECT d.change_id, d.field, d.day, d.precision, c.vendor_id
    FROM programs_changedate d JOIN programs_change c ON c.id = d.change_id
    WHERE c.publication = 'published' AND NOT d.is_removed AND d.state <> ALL (%(over)s)
        AND d.day BETWEEN %(today)s AND %(today)s + 365
        AND NOT (c.kind = 'incident' AND d.field = 'effective')
        AND (%(change)s::bigint IS NULL OR d.change_id = %(change)s)
), following AS (
    SELECT change_id, member_id, (min(created_at) AT TIME ZONE %(zone)s)::date AS since
    FROM (
        SELECT a.change_id, f.member_id, f.created_at
        FROM ahead a JOIN programs_follow f ON f.change_id = a.change_id
        UNION ALL
        SELECT a.change_id, f.member_id, f.created_at
        FROM ahead a JOIN programs_follow f ON f.vendor_id = a.vendor_id
        UNION ALL
        SELECT a.change_id, f.member_id, f.created_at
        FROM ahead a JOIN programs_change_programs p ON p.change_id = a.change_id
            JOIN programs_follow f ON f.program_id = p.program_id
        UNION ALL
        SELECT a.change_id, f.member_id, f.created_at
        FROM ahead a JOIN programs_change_tags t ON t.change_id = a.change_id
            JOIN tags_tagfollow f ON f.tag_id = t.tag_id
    ) ways
    GROUP BY change_id, member_id
)
SELECT a.change_id, a.field, a.day, a.precision, f.member_id, min(step.days)
FROM ahead a
JOIN following f ON f.change_id = a.change_id
JOIN accounts_user u ON u.id = f.member_id AND u.is_active
LEFT JOIN notifications_ladder l ON l.member_id = f.member_id
CROSS JOIN LATERAL unnest(COALESCE(l.rungs, %(rungs)s::smallint[])) AS step (days)
WHERE COALESCE(l.channel, 'mail') <> 'off'
    AND CASE a.field WHEN 'act_by' THEN COALESCE(l.of_act_by, true) ELSE COALESCE(l.of_effective, true) END
    AND a.day - step.days <= %(today)s
    AND a.day - step.days >= f.since
    AND (l.since IS NULL OR a.day - step.days >= l.since)
    AND NOT EXISTS (
        SELECT FROM notifications_reminder r JOIN notifications_deadlinenotice n ON n.id = r.notice_id
        WHERE r.recipient_id = f.member_id AND n.change_id = a.change_id AND n.field = a.field AND n.day = a.day
            AND n.kind <> 'off' AND r.told_on >= a.day - step.days
    )
GROUP BY a.change_id, a.field, a.day, a.precision, f.member_id
ORDER BY a.change_id, a.field, f.member_id
"""

# By the last thing that each was told about the date; while the old or the new day is still to come, and they follow.
MOVED = """
WITH odd AS (
    SELECT DISTINCT d.change_id, d.field, d.day, d.precision, d.sequence, c.vendor_id,
        d.is_removed OR d.state = ANY (%(over)s) AS is_off
    FROM programs_changedate d
    JOIN programs_change c ON c.id = d.change_id
    JOIN notifications_deadlinenotice n ON n.change_id = d.change_id AND n.field = d.field AND n.kind <> 'off'
    WHERE c.publication = 'published' AND (d.is_removed OR d.state = ANY (%(over)s) OR n.day <> d.day)
        AND GREATEST(n.day, d.day) >= %(today)s
        AND (%(change)s::bigint IS NULL OR d.change_id = %(change)s)
), told AS (
    SELECT DISTINCT ON (r.recipient_id, o.change_id, o.field)
        o.*, r.recipient_id, n.kind AS last_kind, n.day AS was_day, n.precision AS was_precision
    FROM odd o
    JOIN notifications_deadlinenotice n ON n.change_id = o.change_id AND n.field = o.field
    JOIN notifications_reminder r ON r.notice_id = n.id
    ORDER BY r.recipient_id, o.change_id, o.field, r.id DESC
)
SELECT t.change_id, t.field, t.was_day, t.was_precision, t.day, t.precision, t.sequence, t.is_off, t.recipient_id
FROM told t
JOIN accounts_user u ON u.id = t.recipient_id AND u.is_active
LEFT JOIN notifications_ladder l ON l.member_id = t.recipient_id
WHERE t.last_kind <> 'off'
    AND COALESCE(l.channel, 'mail') <> 'off'
    AND CASE t.field WHEN 'act_by' THEN COALESCE(l.of_act_by, true) ELSE COALESCE(l.of_effective, true) END
    AND CASE WHEN t.is_off THEN t.was_day >= %(today)s
        ELSE t.was_day <> t.day AND GREATEST(t.was_day, t.day) >= %(today)s END
    AND (
        EXISTS (
            SELECT FROM programs_follow f
            WHERE f.member_id = t.recipient_id AND (
                f.change_id = t.change_id OR f.vendor_id = t.vendor_id
                OR f.program_id IN (SELECT program_id FROM programs_change_programs WHERE change_id = t.change_id)
            )
        )
        OR EXISTS (
            SELECT FROM tags_tagfollow f JOIN programs_change_tags p ON p.tag_id = f.tag_id
            WHERE f.member_id = t.recipient_id AND p.change_id = t.change_id
        )
    )
ORDER BY t.change_id, t.field, t.recipient_id
"""


def due(change: int | None = None) -> list[Due]:
    """Who is to be reminded today of which date; of one change if it is given. One query."""
    return [Due(*row) for row in _ask(DUE, change)]


def moved(change: int | None = None) -> list[Moved]:
    """Who was told of a date that is no longer true; of one change if it is given. One query."""
    return [Moved(*row) for row in _ask(MOVED, change)]


def changes_to_tell_of() -> list[int]:
    """The ids of the changes of which somebody is to be told something today. Two queries."""
    return sorted({row.change for row in [*moved(), *due()]})


def may_hear(member, change: int) -> bool:
    """Whether a member may be told of the change. The place to leave out what does not touch them. One query."""
    return Change.objects.visible_to(member).published().filter(pk=change).exists()


def ladder_of(member) -> Ladder:
    """The member's ladder; the usual one, not saved, if they have set none. One query."""
    return Ladder.objects.visible_to(member).first() or Ladder(member=member)


def _ask(sql: str, change: int | None) -> list[tuple]:
    facts = {
        "today": timezone.localdate(),
        "zone": timezone.get_current_timezone_name(),
        "over": [str(state) for state in OVER],
        "rungs": DEFAULT_RUNGS,
        "change": change,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()
