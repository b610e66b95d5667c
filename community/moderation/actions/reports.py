"""What members report, and how their reports end."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.actions import record
from community.forum.models import Post
from community.moderation import queries, reportable, rules
from community.moderation.actions.claims import end_claims
from community.moderation.actions.undoing import can_be_undone
from community.moderation.logbook import logged
from community.moderation.models import Decision, Report

Verb = Decision.Verb


@transaction.atomic
def report(thing, *, reporter, reason: str, note: str = "") -> Report:
    """Ask a moderator to look at something. A second report by the same person gives back the first.

    The report that makes it enough (``rules.reports_hide``) hides the thing until a moderator has decided.

    Raises:
        Refused: the person may not report this.
        TooSoon: the person has reported as much as one may within a day.
    """
    rules.check_can_report(reporter, thing)
    kind = reportable.of(thing)
    _lock(kind, thing, reporter)
    existing = Report.objects.open().about(thing).filter(reporter=reporter).first()
    if existing:
        return existing
    rules.check_pace_of_reports(reporter)
    context = queries.context_of(thing, reporter)
    made = Report.objects.create(**{kind.name: thing}, **context, reporter=reporter, reason=reason, note=note)
    kind.flag(thing, 1)
    record("report.made", actor=reporter, target=made)
    if rules.reports_hide(queries.weights_of(thing)):
        _withhold(kind, thing)
    return made


@transaction.atomic
def look_at_reported(reported: Report, *, moderator) -> bool:
    """Write into the log that the moderator reads what is between a few people, for the reason of the report; whoever
    calls it shows that next. Always True.

    Raises:
        Refused: no moderator, or nothing has to be decided about it.
    """
    rules.check_can_look(moderator, reported.thing)
    kind = reportable.of(reported.thing)
    return logged(moderator, kind.look, reported.thing, reported.get_reason_display(), case=f"thing-{reported.pk}")


@can_be_undone
def dismiss_reports(thing, *, moderator, reason: str) -> bool:
    """Keep a reported thing as it is; shown again if the reports had hidden it. False if no report is open."""
    rules.check_can_decide_about(moderator, thing)
    end_claims(moderator, cases=cases_of(thing))
    kind = reportable.of(thing)
    kind.lock(thing)
    thing.refresh_from_db()
    if not close_reports(thing, upheld=False, moderator=moderator):
        return False
    told = kind.restore(thing) if kind.is_withheld(thing) else None
    if told:
        record("reported.restored", actor=moderator, target=told)
    return logged(moderator, Verb.DISMISS_REPORTS, thing, reason)


@can_be_undone
def hide_reported(thing, *, moderator, reason: str) -> bool:
    """Take a reported thing away; those who reported it were right. False if no report is open."""
    rules.check_can_decide_about(moderator, thing)
    end_claims(moderator, cases=cases_of(thing))
    kind = reportable.of(thing)
    kind.lock(thing)
    thing.refresh_from_db()
    if not close_reports(thing, upheld=True, moderator=moderator):
        return False
    told = kind.hide(thing, reason=reason)
    if told:
        record("reported.hidden", actor=moderator, target=told)
    return logged(moderator, kind.hidden, thing, reason)


@can_be_undone
def restore_reported(thing, *, moderator, reason: str) -> bool:
    """Show a hidden thread or change again. False if it is not hidden, or nobody has decided about it yet."""
    rules.check_can_decide_about(moderator, thing)
    end_claims(moderator, cases=cases_of(thing))
    kind = reportable.of(thing)
    kind.lock(thing)
    thing.refresh_from_db()
    if not kind.restored or kind.is_withheld(thing) or not kind.restore(thing):
        return False
    record("reported.restored", actor=moderator, target=thing)
    return logged(moderator, kind.restored, thing, reason)


def cases_of(thing) -> tuple[str, ...]:
    """The keys under which a thing may wait in the queue."""
    if isinstance(thing, Post):
        return f"post-{thing.pk}", f"report-{thing.pk}"
    return tuple(f"thing-{pk}" for pk in Report.objects.open().about(thing).values_list("pk", flat=True))


def close_reports(thing, *, upheld: bool, moderator) -> int:
    """End the open reports of a thing, and say how many there were. Their reporters are told."""
    kind = reportable.of(thing)
    kind.lock(thing)
    reports = list(Report.objects.open().about(thing).select_for_update(no_key=True))
    for row in reports:
        row.closed_at = timezone.now()
        row.upheld = upheld
        row.save(update_fields=["closed_at", "upheld"])
        record("report.closed", actor=moderator, target=row)
    if reports:
        kind.flag(thing, -len(reports))
    return len(reports)


def _withhold(kind: reportable.Reportable, thing) -> None:
    told = kind.withhold(thing)
    if told:
        record("reported.withheld", actor=None, target=told)


def _lock(kind: reportable.Reportable, thing, reporter) -> None:
    """Reports of one thing wait for each other, and so do those of one person: twenty at once are too many as well.

    Two people who report each other take both rows in one order.
    """
    people = {reporter.pk}
    if isinstance(thing, User):
        people.add(thing.pk)
    else:
        kind.lock(thing)
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
