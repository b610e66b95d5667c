"""The options of a change, with totals for the reader's quantities."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from community.programs.models import Change
from community.programs.prices import PARAMETERS, PLURALS, Option, Range, Unit, cheaper
from community.programs.queries.sheets import Kind, Sheet, sheet_of


@dataclass(frozen=True)
class Asked:
    """What the reader has entered: how many of each unit, over how many years, against which row, at which rates."""

    quantities: dict[str, int] = field(default_factory=dict)
    years: int = 1
    against: int | None = None
    rates: dict[str, Decimal] = field(default_factory=dict)  # currency → what one is worth in the currency of reference


@dataclass(frozen=True)
class OptionRow:
    """An option; amounts are for a year, in its own currency, None where they cannot be said.

    ``worth`` is the total in the currency of the row compared with, ``difference`` what is added to that row's.
    """

    option: Option
    total: Decimal | None = None
    worth: Decimal | None = None
    difference: Decimal | None = None
    is_cheapest: bool = False
    is_reference: bool = False
    ranges: list[Range] | None = None  # of quantities at which it is cheaper than the reference

    @property
    def is_converted(self) -> bool:
        return self.worth is not None and self.worth != self.total


@dataclass(frozen=True)
class OptionsTable:
    """All options in order, and what the page asks the reader for."""

    sheet: Sheet
    rows: list[OptionRow]
    asked: Asked

    @property
    def units(self) -> list[str]:
        """The units that occur, each once."""
        units = dict.fromkeys(row.option.unit for row in self.rows)
        return [unit for unit in units if unit != Unit.FLAT]

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What the address calls the units, each with its words."""
        return [(name, PLURALS[unit]) for name, unit in PARAMETERS.items() if unit in self.units]

    @property
    def unit_word(self) -> str:
        return str(PLURALS[Unit(self.units[0])]) if self.units else ""

    @property
    def breaks(self) -> list[tuple[str, str]]:
        """For tables with one unit: each option with the quantities for which it is cheaper, as a sentence."""
        if len(self.units) != 1:
            return []
        return [(row.option.name, _sentence(row.ranges)) for row in self.rows if row.ranges is not None]

    @property
    def currencies(self) -> list[str]:
        return list(dict.fromkeys(row.option.currency for row in self.rows))

    @property
    def reference(self) -> Option | None:
        return next((row.option for row in self.rows if row.is_reference), None)

    @property
    def has_once(self) -> bool:
        return any(row.option.period == "once" for row in self.rows)

    @property
    def is_mixed(self) -> bool:
        """Several currencies, and not a rate for each."""
        reference = self.reference
        return reference is not None and bool(
            {row.option.currency for row in self.rows} - {reference.currency} - set(self.asked.rates)
        )


def options_table(change: Change, asked: Asked | None = None) -> OptionsTable:
    """The options of a change that ``change_for`` gave, with their totals. No query."""
    asked = asked or Asked()
    sheet = sheet_of(change, Kind.OPTIONS)
    options = list(sheet.rows)
    place = _reference(options, asked)
    rates = asked.rates | ({options[place].currency: Decimal(1)} if options else {})
    rows = [_row(option, options[place], number == place, rates, asked) for number, option in enumerate(options)]
    return OptionsTable(sheet, _marked(rows), asked)


def _sentence(ranges: list[Range]) -> str:
    """When it is cheaper: "from 13 on", "up to 5". How many of what stands above it."""
    if ranges == [Range(0, None)]:
        return _("always cheaper")
    if not ranges:
        return _("never cheaper")
    return _("cheaper %(ranges)s") % {"ranges": ", ".join(_in_words(part) for part in ranges)}


def _in_words(part: Range) -> str:
    first, last = (number_format(end or 0, force_grouping=True) for end in (part.first, part.last))
    if part.last is None:
        return _("from %(first)s on") % {"first": first}
    if part.first == part.last:
        return _("for exactly %(first)s") % {"first": first}
    if not part.first:
        return _("up to %(last)s") % {"last": last}
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _reference(options: list[Option], asked: Asked) -> int:
    """The place of the row compared with: as asked, else what one has now, else the first."""
    if asked.against is not None and asked.against < len(options):
        return asked.against
    return next((place for place, option in enumerate(options) if option.stay), 0)


def _row(option: Option, reference: Option, is_reference: bool, rates: dict, asked: Asked) -> OptionRow:
    total, rate = _yearly(option, asked), rates.get(option.currency)
    base = _yearly(reference, asked)
    worth = total * Fraction(rate) if total is not None and rate is not None else None
    difference = worth - base if worth is not None and base is not None and not is_reference else None
    return OptionRow(
        option, total=_amount(total), worth=_amount(worth), difference=_amount(difference), is_reference=is_reference,
        ranges=None if is_reference else _ranges(option, reference, rates, asked),
    )  # fmt: skip


def _yearly(option: Option, asked: Asked) -> Fraction | None:
    """The total of the years asked for, spread over them; None without a quantity."""
    quantity = 1 if option.unit == Unit.FLAT else asked.quantities.get(option.unit)
    return None if quantity is None else Fraction(option.total(quantity, years=asked.years)) / asked.years


def _amount(value: Fraction | None) -> Decimal | None:
    """To the cent, half a cent away from nought."""
    if value is None:
        return None
    cents = int(abs(value) * 100 + Fraction(1, 2))
    return Decimal(cents if value >= 0 else -cents) / 100


def _ranges(option: Option, reference: Option, rates: dict, asked: Asked) -> list[Range] | None:
    """When it is cheaper by quantity; None if both are not paid for the same thing, or not in comparable money."""
    units = {option.unit, reference.unit} - {Unit.FLAT}
    if len(units) > 1 or option.currency not in rates:
        return None
    return cheaper(option, reference, years=asked.years, rate=rates[option.currency])


def _marked(rows: list[OptionRow]) -> list[OptionRow]:
    """With the cheapest of all that can be compared; where currencies differ, of each currency."""
    comparable = all(row.worth is not None for row in rows)
    if any(row.total is None for row in rows) or len(rows) < 2:
        return rows

    def kind(row: OptionRow) -> str:
        return "" if comparable else row.option.currency

    def amount(row: OptionRow) -> Decimal:
        return row.worth if comparable else row.total

    groups: dict[str, list[Decimal]] = {}
    for row in rows:
        groups.setdefault(kind(row), []).append(amount(row))
    return [
        OptionRow(**vars(row) | {"is_cheapest": len(groups[kind(row)]) > 1 and amount(row) == min(groups[kind(row)])})
        for row in rows
    ]
