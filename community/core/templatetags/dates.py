"""Dates and times as the pages write them."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.dates import moment_in_words, parse_fuzzy

register = template.Library()


@register.filter
def ago(moment: dt.datetime | None) -> str:
    """A ``<time>`` element: near times as a distance, far ones as a date, the full time in its title."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        date_format(local, "DATETIME_FORMAT"),
        distance(local),
    )


@register.filter
def moment(at: dt.datetime) -> str:
    """A moment on which something depends, in the time zone of the site, which is named."""
    return moment_in_words(at)


def distance(local: dt.datetime) -> str:
    """ "40 min ago", "3 h ago", "yesterday", "18 Nov", "18 Nov 2019"."""
    now = timezone.localtime()
    minutes = int((now - local).total_seconds() // 60)
    days = (now.date() - local.date()).days
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return _("%(n)d min ago") % {"n": minutes}
    if days == 0 or minutes < 6 * 60:
        return _("%(n)d h ago") % {"n": minutes // 60}
    if days == 1:
        return _("yesterday")
    if local.year == now.year:
        return date_format(local, "MONTH_DAY_FORMAT")
    return date_format(local, "SHORT_DATE_FORMAT")


@register.filter
def age(moment: dt.datetime) -> str:
    """How long something has waited, short: "50 min", "5 h", "3 d"."""
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    if minutes < 60:
        return _("%(n)d min") % {"n": max(minutes, 0)}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    return _("%(n)d d") % {"n": minutes // (24 * 60)}


@register.filter
def day(date: dt.date | None) -> str:
    """A ``<time>`` element with the written-out day; of a moment the day that it is where the site is."""
    if date is None:
        return _("not known")
    if isinstance(date, dt.datetime):
        date = timezone.localdate(date)
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), date_format(date, "SHORT_DATE_FORMAT"))


@register.filter
def as_known(text: str) -> str:
    """A date as a step keeps it ("2027-01-01", "2027-01", "2027-Q1"), written out."""
    return str(parse_fuzzy(text) or "")


@register.inclusion_tag("components/_date_block.html")
def date_block(date, label: str = "", size: str = "", over: bool = False) -> dict:
    """The big day number with what is left until then. ``date`` is a FuzzyDate or None.

    ``over``: the change was taken back, so the date is struck out.
    """
    if date is None:
        return {"label": label, "size": size, "when": "later", "precision": "unknown"}
    return {
        "date": date,
        "label": label,
        "size": size,
        "when": "off" if over else date.when,
        "precision": date.precision,
        "left": "" if over else _left(date.days_left),
        "left_short": "" if over else _left_short(date.days_left),
        "year_differs": date.first_day.year != timezone.localdate().year,
    }


def _left(days: int) -> str:
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ""


def _left_short(days: int) -> str:
    """The same for the narrow column of a phone."""
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days > 0 else _left(days)
