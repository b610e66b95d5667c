"""The timeline of months."""

import datetime as dt

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.dates import Precision, parse_fuzzy
from community.core.forms import FIRST_YEAR
from community.programs import queries
from community.programs.forms import ChangeFilterForm

LAST_YEAR = 2100


@require_safe
def change_timeline(request):
    """The changes of some months, as lines and as a table; ``from`` is the first month, as 2026-11."""
    form, given = ChangeFilterForm(request.GET, viewer=request.user), _month(request.GET.get("from", ""))
    context = {
        "form": form,
        "chart": queries.month_chart(request.user, form.filters(), queries.first_month(given)),
        "count_cap": queries.COUNT_CAP,
        "kept": [("from", f"{given:%Y-%m}")] if given else [],
        "is_timeline": True,
    }
    return render(request, "programs/change_timeline.html", context)


def _month(text: str) -> dt.date | None:
    """The month that an address names, or None."""
    try:
        date = parse_fuzzy(text[:7])
    except ValueError:
        return None
    if date is None or date.precision != Precision.MONTH or not FIRST_YEAR <= date.first_day.year <= LAST_YEAR:
        return None
    return date.first_day
