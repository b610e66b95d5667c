"""What people do with change records."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.actions import record
from community.core.addresses import page_key
from community.core.dates import FuzzyDate, Precision, write_fuzzy
from community.core.markup import render_html
from community.core.refusals import Refused
from community.programs import rules
from community.programs.models import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.states import State, may_follow


@dataclass(frozen=True)
class Evidence:
    """A source as it is handed in. ``captured_on`` is the day on which somebody saw it."""

    title: str
    url: str = ""
    captured_on: dt.date | None = None
    attribution: str = ""


@dataclass(frozen=True)
class Term:
    """One row of the terms as it is handed in."""

    what: str
    old: str = ""
    new: str = ""


@transaction.atomic
def draft_change(
    *, vendor, kind: str, title: str, evidence: list[Evidence], proposed_by=None, state: str = State.ANNOUNCED,
    direction: str = Change.Direction.NEUTRAL, happened_on: dt.date | None = None, why: str = "",
    announced: FuzzyDate | None = None, effective: FuzzyDate | None = None, act_by: FuzzyDate | None = None,
    act_by_reason: str = "", summary: str = "", details: str = "", next_steps: str = "",
    audience_note: str = "", roles=(), countries=(), sizes=(), tiers=(), programs=(), tags=(), terms=(),
) -> Change:  # fmt: skip
    """Write a record that waits for a moderator, with its first step.

    Args:
        evidence: at least one source; the first is the one of the first step.
        happened_on: the day of the first step; without it the day announced, else today.
    Raises:
        Refused: no source, or a state that no record may begin with.
    """
    if not evidence:
        raise Refused(_("Name a source: a page, a letter or a message in which this can be read."))
    change = Change(
        vendor=vendor, kind=kind, direction=direction, title=title, state=state, proposed_by=proposed_by,
        act_by_reason=act_by_reason, audience_note=audience_note, audience_roles=list(roles),
        audience_countries=list(countries), audience_sizes=list(sizes), moved_at=timezone.now(),
    )  # fmt: skip
    _set_dates(change, announced=announced, effective=effective, act_by=act_by)
    _set_texts(change, summary=summary, details=details, next_steps=next_steps)
    change.save()
    change.programs.set(programs)
    change.audience_tiers.set(tiers)
    change.tags.set(tags)
    _set_terms(change, terms)
    sources = [add_source(change, given=given) for given in evidence]
    day = happened_on or (announced.first_day if announced else timezone.localdate())
    _first_step(change, day=day, why=why or _("First recorded."), source=sources[0], by=proposed_by)
    return change


@transaction.atomic
def propose_change(*, proposer, **facts) -> Change:
    """A partner hands in a change record; it waits in the queue as a draft. See ``draft_change``.

    Raises:
        Refused: the person may not propose changes, or the facts lack a source.
    """
    rules.check_can_propose(proposer)
    change = draft_change(proposed_by=proposer, **facts)
    record("change.proposed", actor=proposer, target=change)
    return change


@transaction.atomic
def revise_draft(
    change: Change, *, title: str, announced: FuzzyDate | None, summary: str, details: str, next_steps: str,
    audience_note: str, kind: str | None = None,
) -> bool:  # fmt: skip
    """Give a draft that nobody has published the text of its source as it reads now.

    Returns:
        False, with nothing written, if the record is no longer a draft.
    """
    change = Change.objects.select_for_update().get(pk=change.pk)
    if change.publication != Change.Publication.DRAFT:
        return False
    change.title = title
    change.audience_note = audience_note
    change.kind = kind or change.kind
    _set_dates(change, announced=announced, effective=change.effective, act_by=change.act_by)
    _set_texts(change, summary=summary, details=details, next_steps=next_steps)
    change.save()
    return True


@transaction.atomic
def publish_change(change: Change, *, by) -> bool:
    """Show a draft to everybody. False if it is published already.

    Raises:
        Refused: the person may not publish.
    """
    rules.check_can_publish(by)
    change = _lock(change)
    if change.is_published:
        return False
    now = timezone.now()
    change.publication = Change.Publication.PUBLISHED
    change.published_at = change.published_at or now
    change.moved_at = now
    change.declined_reason = ""
    change.save(update_fields=["publication", "published_at", "moved_at", "declined_reason"])
    record("change.published", actor=by, target=change)
    return True


@transaction.atomic
def decline_change(change: Change, *, by, reason: str) -> bool:
    """Turn a draft down, with the reason for its proposer. False if it is no draft."""
    rules.check_can_publish(by)
    change = _lock(change)
    if change.publication != Change.Publication.DRAFT:
        return False
    change.publication = Change.Publication.DECLINED
    change.declined_reason = reason
    change.save(update_fields=["publication", "declined_reason"])
    record("change.declined", actor=by, target=change)
    return True


@transaction.atomic
def move_change(
    change: Change, *, to: str, on: dt.date, why: str, source: ChangeSource, by=None,
    effective: FuzzyDate | None = None, act_by: FuzzyDate | None = None,
) -> ChangeStep:  # fmt: skip
    """Take a change one step further, on evidence; new dates replace the old ones, which the step keeps.

    Raises:
        Refused: the move is not in ``states.MOVES``, the source belongs to another change, or the last
            day to act would lie after the day in force without a reason.
    """
    change = _lock(change)
    if not may_follow(to, change.state):
        raise Refused(
            _("A change that is “%(old)s” cannot become “%(new)s”.")
            % {"old": change.get_state_display(), "new": State(to).label}
        )
    if source.change_id != change.pk:
        raise Refused(_("Name a source of this change."))
    step = ChangeStep.objects.create(
        change=change, happened_on=on, from_state=change.state, to_state=to, why=why, source=source,
        recorded_by=by, **_moved("effective", change.effective, effective), **_moved("act_by", change.act_by, act_by),
    )  # fmt: skip
    change.state = to
    change.moved_at = timezone.now()
    _set_dates(
        change,
        announced=change.announced,
        effective=effective or change.effective,
        act_by=act_by or change.act_by,
    )
    change.save()
    record("change.moved", actor=by, target=change, step=step.pk)
    return step


@transaction.atomic
def record_step(change: Change, *, by, source: ChangeSource | Evidence, **facts) -> ChangeStep:
    """A moderator takes a change one step further; a source that is new goes under the record.

    Raises:
        Refused: the person may not, or as ``move_change``.
    """
    rules.check_can_move(by, change)
    if isinstance(source, Evidence):
        source = add_source(change, given=source)
    return move_change(change, by=by, source=source, **facts)


def add_source(change: Change, *, given: Evidence) -> ChangeSource:
    """Put one more source under a record."""
    return ChangeSource.objects.create(
        change=change,
        title=given.title,
        url=given.url,
        page_key=page_key(given.url),
        captured_on=given.captured_on or timezone.localdate(),
        attribution=given.attribution,
    )


def _lock(change: Change) -> Change:
    return Change.objects.select_for_update().get(pk=change.pk)


def _set_dates(change: Change, **dates: FuzzyDate | None) -> None:
    for field, date in dates.items():
        setattr(change, f"{field}_on", date.first_day if date else None)
        setattr(change, f"{field}_precision", date.precision if date else Precision.UNKNOWN)
    late = change.act_by_on and change.effective_on and change.act_by_on > change.effective_on
    if late and not change.act_by_reason:
        raise Refused(_("Act-by lies after the day in force. Say why, or correct one of them."))


def _set_texts(change: Change, **texts: str) -> None:
    for field, source in texts.items():
        setattr(change, field, source)
        setattr(change, f"{field}_html", render_html(source) if source else "")


def _set_terms(change: Change, terms) -> None:
    ChangeTerm.objects.bulk_create(
        ChangeTerm(change=change, position=position, what=term.what, old=term.old, new=term.new)
        for position, term in enumerate(terms, start=1)
    )


def _first_step(change: Change, *, day: dt.date, why: str, source: ChangeSource, by) -> ChangeStep:
    if not may_follow(change.state, ""):
        raise Refused(_("A record cannot begin as “%(state)s”.") % {"state": change.get_state_display()})
    return ChangeStep.objects.create(
        change=change, happened_on=day, to_state=change.state, why=why, source=source, recorded_by=by
    )


def _moved(field: str, old: FuzzyDate | None, new: FuzzyDate | None) -> dict[str, str]:
    if new is None or new == old:
        return {}
    return {f"{field}_was": write_fuzzy(old), f"{field}_now": write_fuzzy(new)}
