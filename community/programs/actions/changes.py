"""What people do with change records."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import rules as people
from community.activity.actions import record
from community.core.dates import FuzzyDate, Precision, write_fuzzy
from community.core.markup import render_html
from community.core.refusals import Refused
from community.programs import rules
from community.programs.actions.rumours import count_company, weigh
from community.programs.actions.sources import Evidence, add_source
from community.programs.models import Change, ChangeSource, ChangeStep, ChangeTerm
from community.programs.states import State, may_follow


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
        evidence: at least one source; the first is the one of the first step. A rumour may have been heard only.
        happened_on: the day of the first step; without it the day announced, else today.
    Raises:
        Refused: no source, or a state that no record may begin with.
    """
    if not evidence and state == State.RUMOURED:
        evidence = [Evidence(_("Heard; nothing in writing yet"), is_hearsay=True)]
    if not evidence:
        raise Refused(_("Name a source: a page, a letter or a message in which this can be read."))
    change = Change(
        vendor=vendor, kind=kind, direction=direction, title=title, state=state, proposed_by=proposed_by,
        act_by_reason=act_by_reason, audience_note=audience_note, audience_roles=list(roles),
        audience_countries=list(countries), audience_sizes=list(sizes), moved_at=timezone.now(),
        never_announced=state == State.RUMOURED,
    )  # fmt: skip
    set_dates(change, announced=announced, effective=effective, act_by=act_by)
    set_texts(change, summary=summary, details=details, next_steps=next_steps)
    change.save()
    change.programs.add(*programs)
    change.audience_tiers.add(*tiers)
    change.tags.add(*tags)
    set_terms(change, terms=terms)
    sources = [add_source(change, given=given) for given in evidence]
    day = happened_on or (announced.first_day if announced else timezone.localdate())
    _first_step(change, day=day, why=why or _("First recorded."), source=sources[0], by=proposed_by)
    if change.is_rumour and proposed_by and proposed_by.company:
        count_company(change, member=proposed_by, source=None if sources[0].is_hearsay else sources[0])
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
    audience_note: str, effective: FuzzyDate | None = None, act_by: FuzzyDate | None = None,
    act_by_reason: str = "", kind: str | None = None,
) -> bool:  # fmt: skip
    """Give a draft that nobody has published the text and the dates of its source as it reads now.

    Returns:
        False, with nothing written, if the record is no longer a draft.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    if change.publication != Change.Publication.DRAFT:
        return False
    change.title = title
    change.audience_note = audience_note
    change.kind = kind or change.kind
    change.act_by_reason = act_by_reason
    set_dates(change, announced=announced, effective=effective, act_by=act_by)
    set_texts(change, summary=summary, details=details, next_steps=next_steps)
    change.save()
    return True


@transaction.atomic
def publish_change(change: Change, *, by, is_news: bool = True) -> bool:
    """Show a draft to everybody. False if it was published already, also if it was hidden since.

    Args:
        is_news: whether followers hear of this one; not if it is one of many, see ``tell_of_publications``.
    Raises:
        Refused: the person may not publish, or proposed it themselves.
    """
    rules.check_can_publish(by, change)
    change = _lock(change)
    if change.publication not in {Change.Publication.DRAFT, Change.Publication.DECLINED}:
        return False
    now = timezone.now()
    change.publication = Change.Publication.PUBLISHED
    change.published_at = change.published_at or now
    change.moved_at = now
    change.declined_reason = ""
    change.save(update_fields=["publication", "published_at", "moved_at", "declined_reason"])
    if change.is_rumour:
        weigh(change, is_news=False)
    record("change.published", actor=by, target=change, **({} if is_news else {"together": True}))
    return True


@transaction.atomic
def tell_of_publications(changes: list[Change], *, by) -> None:
    """Tell followers once of the changes of one vendor that were published together, each not being news."""
    record("vendor.changes_published", actor=by, target=changes[0].vendor, changes=[change.pk for change in changes])


@transaction.atomic
def decline_change(change: Change, *, by, reason: str) -> bool:
    """Turn a draft down, with the reason for its proposer. False if it is no draft."""
    people.check_moderates(by, change)
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
    effective: FuzzyDate | None = None, act_by: FuzzyDate | None = None, undated: bool = False,
    superseded_by: Change | None = None, is_duplicate: bool = False, by_itself: bool = False,
) -> ChangeStep:  # fmt: skip
    """Take a change one step further, on evidence; new dates replace the old ones, which the step keeps.

    Args:
        undated: the dates fall away and no new ones are known.
        superseded_by: the change that takes its place; ``is_duplicate`` if that records the very same thing.
        by_itself: nobody recorded it, the day came.
    Raises:
        Refused: the move is not in ``states.MOVES``, the source belongs to another change or is hearsay, the
            successor is none, or the last day to act would lie after the day in force without a reason.
    """
    change = _lock(change, superseded_by)
    if not may_follow(to, change.state):
        raise Refused(
            _("A change that is “%(old)s” cannot become “%(new)s”.")
            % {"old": change.get_state_display(), "new": State(to).label}
        )
    rules.check_is_evidence(source, change)
    if superseded_by:
        rules.check_can_supersede(Change.objects.get(pk=superseded_by.pk), change, to)
    step = ChangeStep.objects.create(
        change=change, happened_on=on, from_state=change.state, to_state=to, why=why, source=source,
        recorded_by=by, by_itself=by_itself, **_moved("effective", change.effective, effective, undated),
        **_moved("act_by", change.act_by, act_by, undated),
    )  # fmt: skip
    change.state = to
    change.superseded_by, change.is_duplicate = superseded_by, bool(superseded_by and is_duplicate)
    change.never_announced = change.never_announced and to not in {State.ANNOUNCED, State.CONFIRMED}
    change.moved_at = timezone.now()
    set_dates(
        change,
        announced=change.announced,
        effective=effective or (None if undated else change.effective),
        act_by=act_by or (None if undated else change.act_by),
    )
    change.save()
    record("change.moved", actor=by, target=change, step=step.pk)
    return step


@transaction.atomic
def move_dates(
    change: Change, *, on: dt.date, why: str, source: ChangeSource, by=None, by_itself: bool = False,
    **dates: FuzzyDate | None,
) -> ChangeStep | None:  # fmt: skip
    """The vendor has moved dates and said nothing of another state: a step that stays in its state.

    Args:
        dates: ``effective``, ``act_by`` or both; None takes one back.
    Returns:
        None, with nothing written, if they are so already.
    Raises:
        Refused: as ``move_change``, but for the state.
    """
    change = _lock(change)
    rules.check_is_evidence(source, change)
    dates = {name: new for name, new in dates.items() if new != getattr(change, name)}
    if not dates:
        return None
    moved = [_moved(name, getattr(change, name), new, undated=new is None) for name, new in dates.items()]
    step = ChangeStep.objects.create(
        change=change, happened_on=on, from_state=change.state, to_state=change.state, why=why, source=source,
        recorded_by=by, by_itself=by_itself, **{name: said for one in moved for name, said in one.items()},
    )  # fmt: skip
    set_dates(change, **dates)
    change.moved_at = timezone.now()
    change.save()
    record("change.moved", actor=by, target=change, step=step.pk)
    return step


@transaction.atomic
def record_step(change: Change, *, by, source: ChangeSource | Evidence, **facts) -> ChangeStep:
    """A moderator takes a change one step further; a source that is new goes under the record.

    Raises:
        Refused: the person may not, a postponement names neither a later date nor that there is none, what is
            superseded lacks its successor, or as ``move_change``.
    """
    rules.check_can_move(by, change)
    rules.check_step_is_whole(change, **facts)
    if isinstance(source, Evidence):
        source = add_source(change, given=source)
    return move_change(change, by=by, source=source, **facts)


def _lock(change: Change, other: Change | None = None) -> Change:
    """The change, locked; two at once always in the same order, so that nobody waits for each other."""
    rows = Change.objects.select_for_update(no_key=True).filter(pk__in=[change.pk, *([other.pk] if other else [])])
    return next(row for row in rows.order_by("pk") if row.pk == change.pk)


def set_dates(change: Change, **dates: FuzzyDate | None) -> None:
    """Put dates into a record that is saved later.

    Raises:
        Refused: the last day to act lies after the day in force, without a reason.
    """
    for field, date in dates.items():
        setattr(change, f"{field}_on", date.first_day if date else None)
        setattr(change, f"{field}_precision", date.precision if date else Precision.UNKNOWN)
    late = change.act_by_on and change.effective_on and change.act_by_on > change.effective_on
    if late and not change.act_by_reason:
        raise Refused(_("Act-by lies after the day in force. Say why, or correct one of them."))


def set_texts(
    change: Change, *, summary: str | None = None, details: str | None = None, next_steps: str | None = None
) -> None:
    """Put texts, with their HTML, into a record that is saved later; None leaves one as it is."""
    texts = {"summary": summary, "details": details, "next_steps": next_steps}
    for field, source in texts.items():
        if source is not None:
            setattr(change, field, source)
            setattr(change, f"{field}_html", render_html(source) if source else "")


def set_terms(change: Change, *, terms) -> None:
    """Write the rows of the terms of a record that has none."""
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


def _moved(field: str, old: FuzzyDate | None, new: FuzzyDate | None, undated: bool) -> dict[str, str]:
    if (new is None and not undated) or new == old:
        return {}
    return {f"{field}_was": write_fuzzy(old), f"{field}_now": write_fuzzy(new)}
