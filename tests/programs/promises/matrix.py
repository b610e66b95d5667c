"""Of what programs give and ask."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from community.programs.models import Line
from tests import factories as make

JANUARY, JULY = dt.date(2027, 1, 1), dt.date(2027, 7, 1)


def term(**fields):
    return lambda change: make.make_matrix_term(**fields)


def two(first: dict, second: dict, *, tiers: bool = False, line: Line | None = None):
    """Two terms of one cell."""

    def write(change) -> None:
        row = make.make_row()
        tier = row.program.tiers.first() if tiers else None
        for days in (first, second):
            make.make_matrix_term(row, tier, line or Line(value=make.unique("cases")), **days)

    return write


def amount(**fields):
    def write(change) -> None:
        written = make.make_matrix_term()
        type(written).objects.filter(pk=written.pk).update(**fields)

    return write


def name_twice(change) -> None:
    row = make.make_row()
    make.make_row(row.program, name=row.name)


BROKEN = {
    "matrix_cell_says_one_thing_a_day": [
        two({}, {}),
        two({}, {}, tiers=True),
        two({"valid_until": JULY}, {"valid_from": JANUARY}),
        two({"valid_from": JANUARY}, {"valid_from": JULY}, tiers=True),
        two({"valid_from": JANUARY, "valid_until": JULY}, {"valid_from": dt.date(2027, 6, 30)}),
        two({}, {"valid_from": JULY}, line=Line("DE", "EUR", Decimal(5))),
    ],
    "matrix_term_ends_after_it_begins": [
        term(valid_from=JULY, valid_until=JANUARY),
        term(valid_from=JULY, valid_until=JULY),
    ],
    "matrix_term_amount_has_a_currency": [
        amount(amount=5),
        amount(currency="EUR"),
        amount(per="year"),
        amount(amount=5, currency="eur"),
        amount(amount=-5, currency="EUR"),
    ],
    "matrix_term_replaced_says_how": [
        term(how="ended"),
        term(replaced_at=timezone.now()),
        term(replaced_at=timezone.now(), how="lost"),
    ],
    "matrix_row_name_unique_per_program": [name_twice],
    "matrix_row_kind_known": [lambda change: make.make_row(kind="gift")],
}
