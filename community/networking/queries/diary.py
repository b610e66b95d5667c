"""Reading one's own tickets, and what is counted of those of all: so that no company can be made out.

* Nothing is shown below five companies, and no year or route below five, or if fewer than five are left out of it.
* A company counts once, by the middle of its own tickets; of companies again the middle one is shown, rounded.
* The copy that is shown moves by five companies at least: see ``actions.count_diaries`` and 0065 in the decisions.
"""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable
from statistics import mean, median

from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.paging import PAGE_SIZE, KeysetPage, keyset_page
from community.networking.models import ContactRoute, DiaryStep, Ticket
from community.programs.models import Vendor
from community.programs.queries.census import LEAST
from community.programs.queries.playbook_files import harmless

FINE = 48  # hours: what took longer is told in days


def diary(viewer, *, before: int | None = None) -> KeysetPage:
    """A page of the viewer's own tickets, the latest opened first. One query; one more behind the first page."""
    own = Ticket.objects.visible_to(viewer)
    rows = own.select_related("vendor", "program").latest_first()
    last = own.filter(pk=before).first() if before else None
    if last is not None:
        rows = rows.filter(opened_at__lte=last.opened_at).exclude(opened_at=last.opened_at, pk__gte=last.pk)
    return keyset_page(rows, size=PAGE_SIZE, key=lambda row: row.pk)


def ticket_for(viewer, pk: int) -> Ticket | None:
    """One of the viewer's own. One query."""
    return Ticket.objects.visible_to(viewer).select_related("vendor").filter(pk=pk).first()


def routes_of(viewer, vendor: Vendor):
    """The routes that a ticket may have gone, by purpose. No query of its own."""
    return ContactRoute.objects.visible_to(viewer).shown().filter(vendor=vendor).order_by("purpose", "pk")


def diary_csv(viewer) -> str:
    """All tickets of the viewer, the oldest first, harmless in spreadsheets. One query."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("Vendor"), _("Program"), _("Route"), _("Ticket"), _("Opened"), _("First reply"), _("Solved"),
         _("Escalated"), _("Notes")]
    )  # fmt: skip
    rows = Ticket.objects.visible_to(viewer).select_related("vendor", "program", "route").order_by("opened_at", "pk")
    for ticket in rows:
        shown = ticket.route if ticket.route and ticket.route.hidden_at is None else None
        words = [ticket.vendor, ticket.program, shown and shown.address, ticket.title]
        days = [_moment(at) for at in (ticket.opened_at, ticket.first_reply_at, ticket.solved_at)]
        cells = [*words, *days, ticket.get_escalated_display(), ticket.notes]
        writer.writerow([harmless(str(cell or "")) for cell in cells])
    return out.getvalue()


def figures_of(vendor: Vendor) -> dict | None:
    """What is shown of the diaries about a vendor, see ``count_diary``; None below five companies. One query."""
    return DiaryStep.objects.filter(vendor=vendor).values_list("figures", flat=True).first()


def count_diary(rows: list[dict]) -> dict | None:
    """What may be shown of the tickets with one vendor; None below five companies.

    Args:
        rows: those of ``Ticket.objects.counted()``.
    Returns:
        ``all`` figures, and those by ``years`` and ``routes``: companies (rounded down to fives), and as far as five
        companies have one, hours to the first ``reply`` and to being ``solved``, and in ``all`` the percentage
        ``escalated``.
    """
    every = {row["company"] for row in rows}
    if len(every) < LEAST:
        return None
    escalated = _by_company(rows, lambda row: 100.0 * (row["escalated"] != Ticket.Escalated.NO))
    share = round(mean(mean(values) for values in escalated.values()) / 10) * 10
    return {
        "all": _figures(rows) | {"escalated": share},
        "years": _groups(rows, every, "year"),
        "routes": _groups(rows, every, "route"),
    }


def _groups(rows: list[dict], every: set[int], by: str) -> dict[str, dict]:
    """Only those with five companies, and with nobody or five companies outside."""
    groups: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        if row[by] is not None:
            groups[str(row[by])].append(row)
    return {key: _figures(those) for key, those in sorted(groups.items()) if _is_safe(those, every)}


def _is_safe(rows: list[dict], every: set[int]) -> bool:
    inside = {row["company"] for row in rows}
    outside = len(every - inside)
    return len(inside) >= LEAST and (outside == 0 or outside >= LEAST)


def _figures(rows: list[dict]) -> dict:
    companies = len({row["company"] for row in rows})
    return {
        "companies": companies // LEAST * LEAST,
        "reply": _middle(_by_company(rows, lambda row: _hours(row, "first_reply_at"))),
        "solved": _middle(_by_company(rows, lambda row: _hours(row, "solved_at"))),
    }


def _by_company(rows: list[dict], value: Callable[[dict], float | None]) -> dict[int, list[float]]:
    values: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        if (found := value(row)) is not None:
            values[row["company"]].append(found)
    return values


def _hours(row: dict, end: str) -> float | None:
    return None if row[end] is None else (row[end] - row["opened_at"]) / dt.timedelta(hours=1)


def _middle(values: dict[int, list[float]]) -> int | None:
    """The middle company, each by the middle of its own: whole hours, from two days on whole days in hours."""
    if len(values) < LEAST:
        return None
    hours = median(median(own) for own in values.values())
    return max(1, round(hours)) if hours < FINE else round(hours / 24) * 24


def _moment(at: dt.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
