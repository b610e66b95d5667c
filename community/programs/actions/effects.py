"""Saying that a change affects one's company, and how; and moving the census on."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef
from django.utils import timezone

from community.programs import rules
from community.programs.models import CensusStep, Change, EffectReport, Holding
from community.programs.queries import LEAST

ANSWERS = ("affected", "cost", "customers", "plan")


def mark_affected(change: Change, *, by) -> bool:
    """Count the person's company, or the consultant, as affected. What the report says otherwise stays.

    Returns:
        False, with nothing written, if they are counted already.
    Raises:
        Refused: see ``rules.check_can_report_effect``.
    """
    return report_effect(change, by=by, affected=True)


@transaction.atomic
def report_effect(change: Change, *, by, **answers) -> bool:
    """Write down what the change does to the person's company, or to the consultant; once for each.

    Args:
        answers: some of affected, cost, customers and plan; a report of no effect tells no more.
    Returns:
        False, with nothing written, if that is what stands there.
    Raises:
        Refused: see ``rules.check_can_report_effect``.
    """
    change = _lock(change)
    rules.check_can_report_effect(by, change)
    report = EffectReport.objects.filter(change=change, **_owner(by)).first()
    known = {name: getattr(report, name) for name in ANSWERS} if report else {"affected": True}
    told = known | answers
    if not told["affected"]:
        told = {"affected": False, "cost": "", "customers": "", "plan": ""}
    if report and told == known:
        return False
    _count(change, by, _as_number(told) - _as_number(report and known))
    EffectReport.objects.update_or_create(
        change=change, **_owner(by), defaults=told | {"reported_by": by, "reported_at": timezone.now()}
    )
    _move_census_on(change)
    return True


@transaction.atomic
def take_back_effect(change: Change, *, by) -> bool:
    """Remove the report of the person's company, or of the consultant. False if there is none."""
    change = _lock(change)
    report = EffectReport.objects.filter(change=change, **_owner(by)).first()
    if report is None:
        return False
    _count(change, by, -int(report.affected))
    report.delete()
    _move_census_on(change)
    return True


def _lock(change: Change) -> Change:
    """Reports of one change come one after the other, also those of two people of one company."""
    return Change.objects.select_for_update(no_key=True).get(pk=change.pk)


def _owner(by) -> dict:
    return {"company": by.company} if by.company is not None else {"consultant": by}


def _as_number(told: dict | None) -> int:
    return int(bool(told) and told["affected"])


def _count(change: Change, by, difference: int) -> None:
    counter = "affected_companies" if by.company is not None else "affected_consultants"
    if difference:
        Change.objects.filter(pk=change.pk).update(**{counter: F(counter) + difference})


def _move_census_on(change: Change) -> None:
    """Count anew, but only when at least five companies have come, gone or changed their answers since the last time.

    So nobody sees the census move by one company and knows whose answer that was.
    """
    now = _company_reports(change)
    last = CensusStep.objects.filter(change=change).first()
    if sum(row["affected"] for row in now) < LEAST:
        return
    if last is None or _moved(last.reports, now) >= LEAST:
        CensusStep.objects.update_or_create(change=change, defaults={"reports": now, "taken_at": timezone.now()})


def _company_reports(change: Change) -> list[dict]:
    """What companies say, with what they hold of the vendor, where they are and how many people."""
    tiers = Holding.objects.filter(company=OuterRef("company"), program__vendor=change.vendor_id, tier__isnull=False)
    reports = EffectReport.objects.filter(change=change, company__isnull=False).order_by("company")
    return list(
        reports.annotate(
            tiers=ArraySubquery(tiers.order_by("tier").values("tier")),
            country=F("company__country"),
            size=F("company__size"),
        ).values("company", *ANSWERS, "tiers", "country", "size")
    )


def _moved(before: list[dict], now: list[dict]) -> int:
    """How many companies came, went or answer otherwise."""
    old, new = ({row["company"]: [row[name] for name in ANSWERS] for row in rows} for rows in (before, now))
    return sum(old.get(company) != new.get(company) for company in old.keys() | new.keys())
