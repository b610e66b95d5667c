"""Amounts as the pages write them."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.filter
def amount(value: Decimal) -> str:
    """To the cent, grouped, in the reader's language."""
    text = number_format(abs(value), decimal_pos=2, force_grouping=True)
    return f"{MINUS}{text}" if value < 0 else text


@register.filter
def amount_with_sign(value: Decimal) -> str:
    """The same with a plus where it is more."""
    return f"+{amount(value)}" if value > 0 else amount(value)


@register.filter
def plural_of(number: float) -> int:
    """The whole number by which gettext chooses a plural: half a day is said as several are."""
    return int(number) if number == int(number) else 2
