"""Editing records: every edit is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.jobs import defer
from community.core.refusals import Refused
from community.programs import rules
from community.programs.actions.changes import set_dates, set_terms, set_texts
from community.programs.models import Change, ChangeRevision, ChangeSource, RevisionDifference
from community.programs.queries import revisions as queries


class EditConflict(Refused):
    """Somebody else edited the record, or a step moved it, since the editor opened it."""


@transaction.atomic
def revise_change(
    change: Change, *, by, version: str, note: str = "", is_substantive: bool = False, is_confidential: bool = False,
    **facts,
) -> ChangeRevision | None:  # fmt: skip
    """Edit a record and keep how it was. Followers hear of it if it is published and the edit substantive.

    Dates, terms, audience, kind, direction and programs are substantive whatever ``is_substantive`` says.

    Args:
        version: ``queries.revisions.version_of`` the texts that the editor saw.
        is_confidential: the old words are for moderators only from now on.
        facts: all that ``queries.revisions.facts_of`` gives.
    Returns:
        None, with nothing written, if nothing differs.
    Raises:
        Refused: the person may not edit it, or a date of a published record is corrected without a note. A date
            that the vendor moved is a step with its source.
        EditConflict: the record is no longer what the editor saw.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    rules.check_can_edit(by, change)
    before = queries.texts_of(queries.facts_of(change))
    if version != queries.version_of(before):
        raise EditConflict(_("Somebody else edited this record while you wrote. Nothing of yours is lost: see below."))
    after = queries.texts_of(facts)
    fields = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not fields:
        return None
    if change.is_published and queries.DATES & fields.keys() and not note:
        raise Refused(
            _("Say in the note what was wrong with the date. If the vendor moved it, record a step with its source.")
        )
    circle = ChangeRevision.Circle.MODERATORS if is_confidential else _circle(change)
    return _keep(change, facts, fields, by=by, note=note, is_substantive=is_substantive, circle=circle)


@transaction.atomic
def take_over(change: Change, *, source: ChangeSource, by=None, is_news: bool = True, **facts) -> ChangeRevision | None:
    """Edit a record as its source says now, and keep how it was. Weighs and is told like ``revise_change``.

    Args:
        by: the moderator who decided so; nobody where the source is trusted.
        is_news: whether followers hear of it; not if a step tells them already.
        facts: of ``queries.revisions.facts_of`` what the source says; the rest stays.
    Returns:
        None, with nothing written, if nothing differs.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    known = queries.facts_of(change)
    before, after = queries.texts_of(known), queries.texts_of(known | facts)
    fields = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not fields:
        return None
    return _keep(change, known | facts, fields, by=by, source=source, circle=_circle(change), is_news=is_news)


def _keep(
    change: Change, facts: dict, fields: dict, *, by, circle: str, source: ChangeSource | None = None, note: str = "",
    is_substantive: bool = False, is_news: bool = True,
) -> ChangeRevision:  # fmt: skip
    """Write what differs into the locked record, and the revision."""
    _write(change, facts, fields)
    is_substantive = is_substantive or bool(queries.SUBSTANTIVE & fields.keys())
    if is_substantive and change.is_published:
        change.moved_at = timezone.now()
    change.save()
    revision = ChangeRevision.objects.create(
        change=change, number=change.revisions.count() + 1, edited_by=by, edited_at=timezone.now(), note=note,
        is_substantive=is_substantive, circle=circle, touched=list(fields), fields=fields, source=source,
    )  # fmt: skip
    defer("programs.compare_revision", revision_id=revision.pk)
    told = {} if is_news else {"told_by_step": True}
    record("change.revised", actor=by, target=change, revision=revision.pk, **told)
    return revision


def compare_revision(revision_id: int) -> bool:
    """Find the lines by which a revision differs. False if that is done already, or the revision is gone."""
    revision = ChangeRevision.objects.filter(pk=revision_id).first()
    if revision is None:
        return False
    rows = queries.compare(revision.fields)
    _row, created = RevisionDifference.objects.get_or_create(revision=revision, defaults={"rows": rows})
    return created


def _write(change: Change, facts: dict, fields: dict) -> None:
    """Only what differs: what the form could not show as it is stays as it is."""
    for name in ("title", "kind", "direction", "act_by_reason", "audience_note"):
        setattr(change, name, facts[name])
    for name in {"roles", "countries", "sizes"} & fields.keys():
        setattr(change, f"audience_{name}", list(facts[name]))
    set_texts(change, **{name: facts[name] for name in ("summary", "details", "next_steps") if name in fields})
    set_dates(change, **{name: facts[name] for name in queries.DATES})
    for name, field in (("programs", "programs"), ("tags", "tags"), ("tiers", "audience_tiers")):
        if name in fields:
            getattr(change, field).set(facts[name])
    if "terms" in fields:
        change.terms.all().delete()
        set_terms(change, terms=facts["terms"])


def _circle(change: Change) -> str:
    if not change.is_published:
        return ChangeRevision.Circle.PROPOSER
    return ChangeRevision.Circle.PARTNERS if change.is_confined else ChangeRevision.Circle.EVERYBODY
