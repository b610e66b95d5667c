"""Noting one's own tickets, and counting those of all, by five companies at a time."""

from django.db import transaction
from django.utils import timezone

from community.networking import rules
from community.networking.actions.locking import lock_people
from community.networking.models import DiaryStep, Ticket
from community.networking.queries import count_diary
from community.networking.queries.diary import LEAST
from community.programs.models import Vendor


@transaction.atomic
def note_ticket(vendor: Vendor, *, member, **said) -> Ticket:
    """Note a ticket with a vendor. The same twice is one: sent a second time, it gives back the first.

    Args:
        said: title, opened_at, and what else a ``Ticket`` says.
    Raises:
        Refused: the person may not.
    """
    lock_people(member)
    same = Ticket.objects.visible_to(member).filter(vendor=vendor, title=said["title"], opened_at=said["opened_at"])
    found = same.first()
    if found is not None:
        return found
    rules.check_can_note_ticket(member)
    return Ticket.objects.create(vendor=vendor, member=member, **said)


@transaction.atomic
def change_ticket(ticket: Ticket, *, by, **said) -> Ticket:
    """Note what came of a ticket.

    Raises:
        Refused: it is somebody else's.
    """
    rules.check_can_change_ticket(by, ticket)
    for name, value in said.items():
        setattr(ticket, name, value)
    ticket.save()
    return ticket


@transaction.atomic
def remove_ticket(ticket: Ticket, *, by) -> bool:
    """Take a ticket out of one's diary for good. Always True.

    Raises:
        Refused: it is somebody else's.
    """
    rules.check_can_change_ticket(by, ticket)
    ticket.delete()
    return True


def count_diaries() -> int:
    """Count anew what the diaries say of each vendor, where five companies at least have moved since the last time.

    Returns for how many vendors something else is shown now.
    """
    noted = set(Ticket.objects.order_by().values_list("vendor", flat=True).distinct())
    return sum(
        map(_count, Vendor.objects.filter(pk__in=noted | set(DiaryStep.objects.values_list("vendor", flat=True))))
    )


@transaction.atomic
def _count(vendor: Vendor) -> bool:
    """One vendor. What fewer than five companies say is shown no longer, and what fewer than five changed not yet."""
    step = DiaryStep.objects.select_for_update().filter(vendor=vendor).first()
    rows = list(Ticket.objects.filter(vendor=vendor).counted())
    figures, marks = count_diary(rows), _marks(rows)
    if figures is None:
        return DiaryStep.objects.filter(vendor=vendor).delete()[0] > 0
    if step is not None and _moved(step.marks, marks) < LEAST:
        return False
    DiaryStep.objects.update_or_create(
        vendor=vendor, defaults={"figures": figures, "marks": marks, "taken_at": timezone.now()}
    )
    return True


def _marks(rows: list[dict]) -> dict[str, str]:
    """For each company how many tickets it has, and when the last of them was changed."""
    by_company: dict[int, list] = {}
    for row in rows:
        by_company.setdefault(row["company"], []).append(row["changed_at"])
    return {str(company): f"{len(moments)} {max(moments).isoformat()}" for company, moments in by_company.items()}


def _moved(before: dict[str, str], now: dict[str, str]) -> int:
    """How many companies came, went or changed something."""
    return sum(before.get(company) != now.get(company) for company in before.keys() | now.keys())
