"""Countries in words."""

from django import template

from community.accounts.countries import NAMES

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """The name of a country in the reader's language."""
    return NAMES.get(code, code)
