"""What a program gives and asks, by tier: rows of the matrix, and their terms, each with its days.

A term is never rewritten. What takes its place is a new term, and the old one stays with ``replaced_at`` and ``how``:
so what the matrix says of a day, and what it said of that day at another time, can both be shown.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from community.accounts.countries import NAMES as COUNTRY_NAMES
from community.programs.models.catalogue import Program, Tier
from community.programs.models.changes import Change
from community.programs.models.money import money
from community.programs.querysets.matrix import MatrixTermQuerySet

DAYS = DateRangeField()


class Per(models.TextChoices):
    """What an amount is asked for."""

    YEAR = "year", _("a year")
    MONTH = "month", _("a month")
    ONCE = "once", _("once")


@dataclass(frozen=True, order=True)
class Line:
    """One line of a cell, without its days.

    Neither value nor amount means "included". ``scope`` is whom within the tier it is for: a country code, a region
    or another part in words; empty means everybody.
    """

    scope: str = ""
    currency: str = ""
    amount: Decimal | None = None
    per: str = ""
    value: str = ""

    def __str__(self) -> str:
        """As it is typed into the matrix: ``[DE] 1250.5 EUR a year, from the second year``."""
        per = {"year": " a year", "month": " a month", "once": " once"}.get(self.per, "")
        what = f"{self.amount.normalize():f} {self.currency}{per}" if self.amount is not None else ""
        text = f"{what}, {self.value}" if what and self.value else what or self.value or "yes"
        return f"[{self.scope}] {text}" if self.scope else text

    @property
    def scope_name(self) -> str:
        return str(COUNTRY_NAMES.get(self.scope, self.scope))

    @property
    def shown(self) -> str:
        """As it is read, in the reader's language; empty where it is just included."""
        if self.amount is None:
            return self.value
        per = f" {Per(self.per).label}" if self.per else ""
        return f"{money(self.amount, self.currency)}{per}{f', {self.value}' if self.value else ''}"


class MatrixRow(models.Model):
    """Something a program gives (benefit), asks (requirement) or charges (fee)."""

    class Kind(models.TextChoices):
        BENEFIT = "benefit", _("Benefit")
        REQUIREMENT = "requirement", _("Requirement")
        FEE = "fee", _("Fee")

    program = models.ForeignKey(Program, models.CASCADE, related_name="matrix_rows")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.BENEFIT)
    section = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("program", "name", name="matrix_row_name_unique_per_program"),
            models.CheckConstraint(
                condition=Q(kind__in=["benefit", "requirement", "fee"]), name="matrix_row_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MatrixTerm(models.Model):
    """A line of a cell in its time: from ``valid_from`` (empty: nobody knows since when) to before ``valid_until``.

    Without a tier it holds for all of them, unless a term of the tier itself says otherwise.
    """

    class How(models.TextChoices):
        ENDED = "ended", _("ended, kept for the days before")
        TAKEN_BACK = "taken_back", _("planned, but never came")
        CORRECTED = "corrected", _("was recorded wrongly")

    row = models.ForeignKey(MatrixRow, models.CASCADE, related_name="terms")
    tier = models.ForeignKey(Tier, models.RESTRICT, null=True, blank=True, related_name="matrix_terms")
    scope = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    per = models.CharField(max_length=5, choices=Per.choices, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    # The changes that brought and ended it, where a change is recorded.
    change = models.ForeignKey(Change, models.SET_NULL, null=True, blank=True, related_name="matrix_terms")
    ended_by = models.ForeignKey(Change, models.SET_NULL, null=True, blank=True, related_name="matrix_terms_ended")

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    why = models.CharField(max_length=300, blank=True)  # of a correction

    objects = MatrixTermQuerySet.as_manager()

    class Meta:
        ordering = [F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            ExclusionConstraint(
                name="matrix_cell_says_one_thing_a_day",
                expressions=[
                    ("row", RangeOperators.EQUAL),
                    (Coalesce("tier", Value(0, output_field=models.BigIntegerField())), RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", Value("[)"), function="daterange", output_field=DAYS),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(replaced_at=None),
            ),
            # An empty range would overlap nothing and slip past the exclusion.
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lt=F("valid_until")),
                name="matrix_term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                # "At least 0" alone would let an empty amount pass: nothing compared with 0 is not false.
                condition=Q(amount=None, currency="", per="")
                | Q(amount__isnull=False, amount__gte=0, currency__regex="^[A-Z]{3}$"),
                name="matrix_term_amount_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, how="")
                | Q(replaced_at__isnull=False, how__in=["ended", "taken_back", "corrected"]),
                name="matrix_term_replaced_says_how",
            ),
        ]  # fmt: skip
        indexes = [
            # used by: the link from a change to the matrix
            models.Index(fields=["change"], condition=Q(change__isnull=False), name="matrix_term_of_change"),
            models.Index(fields=["ended_by"], condition=Q(ended_by__isnull=False), name="matrix_term_ended_by"),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.line} ({self.valid_from or '…'} – {self.valid_until or '…'})"

    @property
    def line(self) -> Line:
        return Line(self.scope, self.currency, self.amount, self.per, self.value)

    def holds_on(self, day) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )
