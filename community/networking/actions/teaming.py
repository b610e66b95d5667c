"""Putting needs and offers on the teaming board, taking them off, and telling those whom they fit."""

from django.db import connection, transaction
from django.utils import timezone

from community.activity.actions import record
from community.core.jobs import defer
from community.forum.actions import render_source
from community.networking import queries, rules
from community.networking.actions.locking import lock_people
from community.networking.models import TeamingAlert, TeamingEntry
from community.networking.rules import teaming as pace

State = TeamingEntry.State

ONE_AT_A_TIME = 1146241603  # the lock of PostgreSQL's under which people are told; any number that nobody else has


@transaction.atomic
def post_entry(*, author, kind: str, title: str, source: str, tags, expires_on, **said) -> TeamingEntry:
    """Put a need or an offer on the board; those whom it fits are told. Sent twice, it is one.

    Args:
        said: vendor, countries, languages, starts_on, ends_on, terms, terms_note.
    Raises:
        Refused: the person may not, has as many as one may, or the text cannot be shown.
        TooSoon: they have posted as many as one may within a day.
    """
    rendered = render_source(source)
    lock_people(author)
    same = TeamingEntry.objects.open().filter(author=author, kind=kind, title=title, source=source).first()
    if same is not None:
        return same
    rules.check_can_post_entry(author)
    rules.check_pace_of_entries(author)
    entry = TeamingEntry.objects.create(
        author=author, kind=kind, title=title, source=source, html=rendered.html, renderer_version=rendered.version,
        expires_on=expires_on, **said,
    )  # fmt: skip
    entry.tags.set(tags)
    defer("networking.alert_teaming", entry_id=entry.pk)
    return entry


@transaction.atomic
def change_entry(entry: TeamingEntry, *, by, source: str, tags, **said) -> TeamingEntry:
    """Change what an entry says, on the board or not. Nobody is told anew.

    Raises:
        Refused: it is somebody else's, is hidden, or the text cannot be shown.
    """
    rendered = render_source(source)
    entry = _locked(entry)
    rules.check_can_change_entry(by, entry)
    if said.get("expires_on", entry.expires_on) != entry.expires_on:
        entry.warned_at = None
    for name, value in said.items():
        setattr(entry, name, value)
    entry.source, entry.html, entry.renderer_version = source, rendered.html, rendered.version
    entry.changed_at = timezone.now()
    entry.save()
    entry.tags.set(tags)
    return entry


@transaction.atomic
def renew_entry(entry: TeamingEntry, *, by) -> bool:
    """Let it stand for 30 days from today, also what was taken off. False if it stands for as long as that.

    Raises:
        Refused: it is somebody else's, is hidden, or they have as many as one may.
    """
    lock_people(by)  # of what comes back at once only as many as may stand there
    entry = _locked(entry)
    rules.check_can_renew_entry(by, entry)
    until = timezone.localdate() + pace.STANDS_FOR
    if entry.is_open and entry.expires_on >= until:
        return False
    entry.state, entry.ended_at, entry.warned_at = State.OPEN, None, None
    entry.expires_on = max(until, entry.expires_on)
    entry.save(update_fields=["state", "ended_at", "warned_at", "expires_on"])
    return True


def take_entry(entry: TeamingEntry, *, by) -> bool:
    """Say that somebody was found: it goes off the board. False if it is off.

    Raises:
        Refused: it is somebody else's, or is hidden.
    """
    return _end(entry, by, State.TAKEN)


def close_entry(entry: TeamingEntry, *, by) -> bool:
    """Take it off the board. False if it is off.

    Raises:
        Refused: it is somebody else's, or is hidden.
    """
    return _end(entry, by, State.CLOSED)


def end_past_entries() -> int:
    """Once a day: what has passed its day is over. Whoever renews at the same moment is waited for, and keeps it.
    Returns how many."""
    return TeamingEntry.objects.past().update(state=State.EXPIRED, ended_at=timezone.now())


@transaction.atomic
def warn_of_ends() -> int:
    """Tell authors of what goes off the board within three days, once. Returns how many."""
    near = timezone.localdate() + pace.WARNED_BEFORE
    due = TeamingEntry.objects.open().filter(expires_on__lte=near, warned_at=None)
    entries = list(due.select_for_update(no_key=True, skip_locked=True).order_by("pk"))
    for entry in entries:
        record("teaming.ends_soon", actor=None, target=entry)
    TeamingEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(warned_at=timezone.now())
    return len(entries)


@transaction.atomic
def forget_entries() -> int:
    """Remove what is off the board for half a year, but for what was hidden since. Returns how many."""
    before = timezone.now() - pace.KEPT_FOR
    old = TeamingEntry.objects.filter(ended_at__lt=before).exclude(hidden_at__gte=before).exclude(is_withheld=True)
    return old.delete()[1].get("networking.TeamingEntry", 0)


@transaction.atomic
def tell_whom_it_fits(entry_id: int) -> int:
    """Tell those whom an entry fits, once. Returns how many. One entry after the other, so that nobody gets a fourth
    within a week because two come at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    waiting = TeamingEntry.objects.open().filter(author__is_active=True, alerted_at=None)
    entry = waiting.with_author().filter(pk=entry_id).first()
    if entry is None:
        return 0
    alerts = TeamingAlert.objects.bulk_create(
        TeamingAlert(
            entry=entry, person=fit.person, own_entry=fit.own,
            reasons=[[reason.kind, reason.name] for reason in fit.reasons],
        )
        for fit in queries.people_to_alert(entry)
    )  # fmt: skip
    for alert in alerts:
        record("teaming.fits", actor=None, target=alert)
    TeamingEntry.objects.filter(pk=entry.pk).update(alerted_at=timezone.now())
    return len(alerts)


@transaction.atomic
def withhold_entry(entry: TeamingEntry) -> bool:
    """Hide a shown entry until a moderator has decided, because members reported it. False if it is not shown."""
    if _locked(entry).hidden_at is not None:
        return False
    return _write(entry, hidden_at=timezone.now(), is_withheld=True)


@transaction.atomic
def hide_entry(entry: TeamingEntry, *, reason: str) -> bool:
    """Take an entry away that is shown or withheld, with the reason for its author. False if it is neither."""
    now = _locked(entry)
    if now.hidden_at is not None and not now.is_withheld:
        return False
    return _write(entry, hidden_at=timezone.now(), is_withheld=False, hidden_reason=reason)


@transaction.atomic
def restore_entry(entry: TeamingEntry) -> bool:
    """Show a hidden entry again, on the board if its day has not passed. False if it is not hidden."""
    if _locked(entry).hidden_at is None:
        return False
    return _write(entry, hidden_at=None, is_withheld=False, hidden_reason="")


@transaction.atomic
def _end(entry: TeamingEntry, by, state: str) -> bool:
    entry = _locked(entry)
    rules.check_can_change_entry(by, entry)
    if entry.state != State.OPEN:
        return False
    entry.state, entry.ended_at = state, timezone.now()
    entry.save(update_fields=["state", "ended_at"])
    return True


def _locked(entry: TeamingEntry) -> TeamingEntry:
    return TeamingEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)


def _write(entry: TeamingEntry, **fields) -> bool:
    TeamingEntry.objects.filter(pk=entry.pk).update(**fields)
    entry.refresh_from_db()
    return True
