"""What moderators do with sources of imports, and what becomes of records whose source says something else."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.core.dates import parse_fuzzy
from community.core.jobs import defer
from community.core.refusals import Refused
from community.programs import rules
from community.programs.actions.changes import move_dates
from community.programs.actions.revisions import take_over
from community.programs.models import Change, ImportedItem, ImportedUpdate, ImportSource
from community.programs.states import SETTLED

LONGEST_BACK_OFF = dt.timedelta(days=7)  # a source that fails is asked once a week at least
DATES, MOVING = {"announced", "effective", "act_by"}, ("effective", "act_by")
AS_STATED = "As the source states it."  # the reason of a last day to act that lies after the day in force


@transaction.atomic
def add_import_source(*, by, vendor, name: str, **facts) -> ImportSource:
    """Read a web address or folder every so often from now on.

    Raises:
        Refused: the person may not, or the vendor has a source of that name.
    """
    rules.check_can_keep_sources(by)
    try:
        with transaction.atomic():
            return ImportSource.objects.create(vendor=vendor, name=name, **facts)
    except IntegrityError:
        raise Refused(_("This vendor has a source of that name. Choose another name.")) from None


@transaction.atomic
def change_import_source(source: ImportSource, *, by, **facts) -> bool:
    """Give a source another name, address or interval. A new address is read from the beginning. False if nothing
    changes.

    Raises:
        Refused: the person may not, or the vendor has a source of that name.
    """
    rules.check_can_keep_sources(by)
    source = ImportSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    changed = {name: value for name, value in facts.items() if getattr(source, name) != value}
    if not changed:
        return False
    if {"url", "folder", "format"} & set(changed):
        changed |= {"etag": "", "last_modified": "", "failures": 0, "next_run_at": timezone.now()}
    try:
        with transaction.atomic():
            return bool(ImportSource.objects.filter(pk=source.pk).update(**changed))
    except IntegrityError:
        raise Refused(_("This vendor has a source of that name. Choose another name.")) from None


@transaction.atomic
def trust_import_source(source: ImportSource, *, by) -> bool:
    """From now on it updates published records by itself, and its drafts may be published together. False if it did."""
    rules.check_can_keep_sources(by)
    return bool(ImportSource.objects.filter(pk=source.pk, is_trusted=False).update(is_trusted=True))


@transaction.atomic
def distrust_import_source(source: ImportSource, *, by) -> bool:
    """From now on a moderator decides about everything of it. False if that was so."""
    rules.check_can_keep_sources(by)
    return bool(ImportSource.objects.filter(pk=source.pk, is_trusted=True).update(is_trusted=False))


@transaction.atomic
def resume_import_source(source: ImportSource, *, by) -> bool:
    """Read it again, from now on. False if it is read already."""
    rules.check_can_keep_sources(by)
    stopped = ImportSource.objects.filter(pk=source.pk, is_active=False)
    return bool(stopped.update(is_active=True, failures=0, next_run_at=timezone.now()))


@transaction.atomic
def stop_import_source(source: ImportSource, *, by) -> bool:
    """Do not read it any more; its records stay. False if it is not read anyway."""
    rules.check_can_keep_sources(by)
    return bool(ImportSource.objects.filter(pk=source.pk, is_active=True).update(is_active=False))


@transaction.atomic
def run_import_source_now(source: ImportSource, *, by) -> bool:
    """Read it as soon as the worker has time, also if it is stopped. False if that was asked for a minute ago."""
    rules.check_can_keep_sources(by)
    source = ImportSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    if source.next_run_at > timezone.now() and source.last_run_at and _asked_just_now(source):
        return False
    _start(source)
    return True


def _asked_just_now(source: ImportSource) -> bool:
    return timezone.now() - source.last_run_at < dt.timedelta(minutes=1)


@transaction.atomic
def start_due_import_sources() -> list[int]:
    """Queue a job for each source whose time has come, and set the time of its next run. Gives their ids."""
    due = list(ImportSource.objects.due().select_for_update(skip_locked=True))
    for source in due:
        _start(source)
    return [source.pk for source in due]


def _start(source: ImportSource) -> None:
    source.next_run_at = timezone.now() + dt.timedelta(hours=source.every_hours)
    source.save(update_fields=["next_run_at"])
    defer("programs.run_import_source", source_id=source.pk)


@transaction.atomic
def note_import_run(
    source: ImportSource, *, outcome: str, good: bool, problems: list[dict] | None = None, etag: str | None = None,
    last_modified: str | None = None,
) -> None:  # fmt: skip
    """Write down how a run went. After n failures in a row the next one waits 2ⁿ times the interval.

    Args:
        etag, last_modified: what the server said; None keeps what it said before.
    """
    source = ImportSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    now = timezone.now()
    source.last_run_at, source.last_outcome = now, outcome[:500]
    source.failures = 0 if good else min(source.failures + 1, 12)
    wait = dt.timedelta(hours=source.every_hours)
    if source.failures:
        wait = max(wait, min(wait * 2 ** (source.failures - 1), LONGEST_BACK_OFF))
    source.next_run_at = now + wait
    if good:
        source.last_good_at = now
    if problems is not None:
        source.problems = problems
    source.etag = source.etag if etag is None else etag[:300]
    source.last_modified = source.last_modified if last_modified is None else last_modified[:100]
    source.save()


# --- What a source wants to change ----------------------------------------------------------------------


@transaction.atomic
def note_update(item: ImportedItem, *, fields: dict[str, list[str]], trusted: bool = False) -> ImportedUpdate | None:
    """The source says something else than a record that a person has taken in hand.

    One update waits at a time: a second one is joined with it, and if the source takes all of it back, nothing
    waits any more. A trusted source changes a published record at once, unless that needs a person to look: where
    a change has come into force or is over, another day would say that it has not.

    Args:
        fields: what the source changed, as ImportedUpdate keeps it.
    """
    waiting = ImportedUpdate.objects.select_for_update(no_key=True).pending().filter(item=item).first()
    both = dict(waiting.fields) if waiting else {}
    for name, (old, new) in fields.items():
        both[name] = [both[name][0] if name in both else old, new]
    both = {name: pair for name, pair in both.items() if pair[0] != pair[1]}
    if waiting and not both:
        waiting.dismissed_at = timezone.now()
        waiting.save(update_fields=["dismissed_at"])
        return None
    if not both:
        return None
    update = waiting or ImportedUpdate(item=item)
    update.fields, update.seen_at = both, timezone.now()
    update.save()
    if trusted and item.change.is_published and not (item.change.state in SETTLED and "effective" in both):
        apply_update(update)
        update.refresh_from_db()
    return update


@transaction.atomic
def apply_update(update: ImportedUpdate, *, by=None) -> bool:
    """Give the record what its source says now; only what the source changed. False if that is decided already.

    What it says otherwise is kept as a revision. Dates of a published record that it moved are a step, and then
    followers hear of that alone.

    Args:
        by: the moderator; nobody where a trusted source does it.
    Raises:
        Refused: the person may not.
    """
    if by is not None:
        rules.check_can_keep_sources(by)
    update = _decide(update, "applied_at", by)
    if update is None:
        return False
    change = Change.objects.select_for_update(no_key=True).get(pk=update.item.change_id)
    said = {name: parse_fuzzy(new) if name in DATES else new for name, (_old, new) in update.fields.items()}
    first = change.steps.order_by("pk").select_related("source").first()  # what was imported stands on its source
    moved = {name: said.pop(name) for name in MOVING if name in said and change.is_published}
    moved = {name: new for name, new in moved.items() if new != getattr(change, name)}
    if not change.act_by_reason and _is_late(change, said | moved):
        said["act_by_reason"] = AS_STATED
    take_over(change, source=first.source, by=by, is_news=not moved, **said)
    if moved:
        day = timezone.localdate(update.seen_at)
        why = _("The vendor’s page says so since %(day)s.") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
        day = max(day, *change.steps.values_list("happened_on", flat=True))  # not before the step it follows
        move_dates(change, on=day, why=why, source=first.source, by=by, by_itself=by is None, **moved)
    return True


def _is_late(change: Change, said: dict) -> bool:
    """Whether the last day to act lies after the day in force, once the dates are what was said."""
    act_by, effective = (said.get(name, getattr(change, name)) for name in ("act_by", "effective"))
    return bool(act_by and effective and act_by.first_day > effective.first_day)


@transaction.atomic
def dismiss_update(update: ImportedUpdate, *, by) -> bool:
    """Leave the record as it is. False if that is decided already.

    Raises:
        Refused: the person may not.
    """
    rules.check_can_keep_sources(by)
    return _decide(update, "dismissed_at", by) is not None


def _decide(update: ImportedUpdate, field: str, by) -> ImportedUpdate | None:
    update = ImportedUpdate.objects.select_for_update(of=("self",)).select_related("item").get(pk=update.pk)
    if not update.is_pending:
        return None
    setattr(update, field, timezone.now())
    update.decided_by = by
    update.save(update_fields=[field, "decided_by"])
    return update
