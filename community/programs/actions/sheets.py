"""Saving versions of the playbook and of the options of a change, and putting an earlier one back."""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.markup import render_html
from community.core.refusals import Refused
from community.programs import rules
from community.programs.models import Change, PlaybookStep, SheetVersion, Step
from community.programs.prices import Option

Kind = SheetVersion.Kind


class SheetOvertaken(Refused):
    """Somebody saved another version in the meantime: ``latest``."""

    def __init__(self, latest: SheetVersion | None):
        super().__init__(_("Somebody saved another version while you wrote. Compare both, then save again."))
        self.latest = latest


@transaction.atomic
def revise_playbook(change: Change, *, steps: list[Step], by, base: int, note: str = "") -> SheetVersion:
    """Save the next version of the steps, or give the latest one back if it says the same.

    A step without identity is the known one of the same words, else a new one.

    Args:
        base: the number of the version that the author had before them, 0 if there was none.
    Raises:
        Refused: the person may not, a step is another change's or occurs twice, or there is nothing to save.
        SheetOvertaken: the latest version is not ``base``.
    """
    rows = [replace(step, note_html=render_html(step.note) if step.note else "").to_row() for step in steps]
    return _revise(change, kind=Kind.PLAYBOOK, rows=rows, by=by, base=base, note=note, know=_know, begin=_begin)


@transaction.atomic
def revise_options(change: Change, *, options: list[Option], by, base: int, note: str = "") -> SheetVersion:
    """Save the next version of the options, or give the latest one back if it says the same. As ``revise_playbook``."""
    if sum(option.stay for option in options) > 1:
        raise Refused(_("Only one option can be what one has now."))
    return _revise(change, kind=Kind.OPTIONS, rows=[option.to_row() for option in options], by=by, base=base, note=note)


@transaction.atomic
def restore_version(version: SheetVersion, *, by) -> bool:
    """Put an earlier version back, as the next one. False if the latest says the same.

    Raises:
        Refused: the person does not moderate.
    """
    rules.check_can_restore(by)
    change = _lock(version.change)
    latest = _latest(change, version.kind)
    if latest.rows == version.rows:
        return False
    _save(change, latest, kind=version.kind, rows=version.rows, by=by, restores=version.number)
    return True


def _revise(
    change: Change, *, kind: str, rows: list[dict], by, base: int, note: str,
    know: Callable = lambda _change, rows: rows, begin: Callable = lambda _change, rows, _number: rows,
) -> SheetVersion:  # fmt: skip
    rules.check_can_edit_sheets(by, change)
    change = _lock(change)
    latest = _latest(change, kind)
    rows = know(change, rows)
    if latest is None and not rows:
        raise Refused(_("Nothing is written yet. Fill in at least one row."))
    if latest and latest.rows == rows:
        return latest
    if base != (latest.number if latest else 0):
        raise SheetOvertaken(latest)
    rows = begin(change, rows, base + 1)
    return _save(change, latest, kind=kind, rows=rows, by=by, note=note)


def _save(change, latest, *, kind: str, rows: list[dict], by, note: str = "", restores=None) -> SheetVersion:
    version = SheetVersion.objects.create(
        change=change, kind=kind, number=latest.number + 1 if latest else 1, rows=rows, author=by, note=note,
        restores=restores,
    )  # fmt: skip
    record(f"{kind}.revised", actor=by, target=change, version=version.pk)
    return version


def _know(change: Change, rows: list[dict]) -> list[dict]:
    """The rows with the identities that can be known: as given, else by the same words."""
    known = {step.pk: step for step in change.playbook_steps.order_by("pk")}
    given = [row["step"] for row in rows if row["step"]]
    if len(set(given)) < len(given) or set(given) - set(known):
        raise Refused(_("The steps do not fit this playbook. Open the form again."))
    free = {step.text.casefold(): step.pk for step in known.values() if step.pk not in given}
    return [row | {"step": row["step"] or free.pop(row["text"].casefold(), None)} for row in rows]


def _begin(change: Change, rows: list[dict], number: int) -> list[dict]:
    """The rows with an identity for each that is new; the others remember how they are worded now."""
    words = {row["step"]: row["text"] for row in rows if row["step"]}
    known = list(PlaybookStep.objects.filter(pk__in=words))
    for step in known:
        step.text = words[step.pk]
    PlaybookStep.objects.bulk_update(known, ["text"])
    new = PlaybookStep.objects.bulk_create(
        PlaybookStep(change=change, text=row["text"], first_number=number) for row in rows if not row["step"]
    )
    fresh = iter(new)
    return [row if row["step"] else row | {"step": next(fresh).pk} for row in rows]


def _lock(change: Change) -> Change:
    return Change.objects.select_for_update(no_key=True).get(pk=change.pk)


def _latest(change: Change, kind: str) -> SheetVersion | None:
    return change.sheet_versions.filter(kind=kind).order_by("-number").first()
