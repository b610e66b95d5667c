"""Dates as people write them, in any language, with how exactly they are known.

The notations come from real pages: ``2020-06-29``, ``2020-12-8``, ``29.06.2020``, ``2020 年 6 月 29 日``,
``29/06/2020``, ``June 29, 2020``, ``29 de junio de 2020``, ``Mid-June 2023``.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from .base import DAY, MONTH, QUARTER, UNKNOWN
from .languages import any_month_names, day_comes_first, folded, month_names

YEARS = range(1990, 2101)  # outside of these a number is a typing mistake, not a year of a partner program
THAI_YEARS = range(2540, 2600)  # the Buddhist calendar, which Thai pages use, is 543 years ahead
MAX_TEXT = 200  # characters; a date is shorter

YMD = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
DMY = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
EAST_DAY = re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]")
EAST_MONTH = re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]")
YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})(?![-/\d])")
MONTH_YEAR = re.compile(r"(?<![-/.\d])(\d{1,2})[-/.](\d{4})(?!\d)")
QUARTER_YEAR = re.compile(
    r"(?<!\w)[QTК](\d)\W{0,3}(?:\w{2}\s)?(\d{4})(?!\d)|(?<!\d)(\d{4})\W{0,3}[QTК](\d)(?!\w)", re.I
)
FISCAL = re.compile(r"\b(FY|fiscal)", re.IGNORECASE)
WORDS = re.compile(r"\d+|[^\W\d_]+")
# Any words may stand beside a date (days of the week are too many to list), but another number is another
# date.
DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class ReadDate:
    """A date with its precision; a month is its first day. ``doubt`` says why a person should look, if so."""

    date: datetime.date | None
    precision: str = UNKNOWN
    doubt: str = ""


def read_date(text: str, language: str = "en", page_month: tuple[int, int] | None = None) -> ReadDate | None:
    """The date that a text begins with or consists of; None if there is none in it.

    ``page_month`` (year, month) decides between day/month and month/day where the language's order would lead
    out of the month of the page. A date that does not exist has no ``date`` but a ``doubt``.
    """
    plain = _plain(text)
    if len(plain) > MAX_TEXT or not DIGITS.search(plain):
        return None
    for read in (_year_first, _day_or_month_first, _east_asian, _with_month_name, _month_or_quarter):
        found = read(plain, language, page_month)
        if found:
            return _with_second_thoughts(found, page_month)
    return None


def page_month(*texts: str) -> tuple[int, int] | None:
    """Year and month that a page is about, from its file name or heading: ``2020-june``, ``2020-06``, ``June
    2020``."""
    for text in texts:
        words = WORDS.findall(_plain(text))
        years = [int(word) for word in words if word.isdigit() and len(word) == 4 and int(word) in YEARS]
        named = [month_names("en").get(folded(word)) for word in words]
        numbered = [int(word) for word in words if word.isdigit() and len(word) == 2 and 1 <= int(word) <= 12]
        months = [month for month in named if month] or numbered
        if len(years) == 1 and len(months) == 1:
            return years[0], months[0]
    return None


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text[: MAX_TEXT * 4])
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in wide)
    bare = re.sub(r"[*_`\\]", "", ascii_digits)
    dashes = re.sub(r"[\u2010-\u2015\u2212]", "-", bare)
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff]+", " ", dashes).strip()


def _year_first(text, language, page_month):
    match = YMD.search(text)
    return match and _day(int(match[1]), int(match[3]), int(match[4]), text, match)


def _day_or_month_first(text, language, page_month):
    match = DMY.search(text)
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    # Full stops are written with the day first everywhere; with strokes it depends on the language.
    orders = [(second, first), (first, second)]
    if match[2] != "." and not day_comes_first(language):
        orders.reverse()
    month, day, doubt = _choose(orders, year, page_month)
    found = _day(year, month, day, text, match)
    if len(match[4]) == 2:
        doubt = doubt or "the year is written with two digits"
    return ReadDate(found.date, found.precision, found.doubt or doubt)


def _choose(orders: list[tuple[int, int]], year: int, page_month) -> tuple[int, int, str]:
    """Month and day in the order of the language, unless only the other order exists or fits the page."""
    possible = [order for order in orders if _date(year, *order)] or orders[:1]
    (month, day) = possible[0]
    if len(possible) == 2 and possible[0] != possible[1] and page_month:
        other_fits = (year, possible[1][0]) == page_month
        if other_fits and (year, month) != page_month:
            return (*possible[1], "day and month were read in the order that fits the month of the page")
    return month, day, ""


def _east_asian(text, language, page_month):
    match = EAST_DAY.search(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]), text, match)
    match = EAST_MONTH.search(text)
    return match and _month(int(match[1]), int(match[2]), text, match)


def _with_month_name(text, language, page_month):
    """``June 29, 2020``, ``29 de junio de 2020``, ``2020. június 29.``, ``Mid-June 2023``: the month is a
    name."""
    for names in (month_names(language), month_names("en"), any_month_names()):
        match = _pattern(frozenset(names)).search(folded(text))
        if match:
            return _around(text, match, names[match[0]])
    return None


@cache
def _pattern(names: frozenset[str]) -> re.Pattern:
    """Any of the names, standing for itself; the longest first, because “mar” begins “march”."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first) or '(?!)'})(?![^\W_])")


def _around(text: str, name: re.Match, month: int) -> ReadDate | None:
    """The numbers next to the name of the month: one of four digits is the year, one of up to two the day."""
    plain = folded(text)
    before = WORDS.findall(plain[: name.start()])
    words = [*before, "month", *WORDS.findall(plain[name.end() :])]
    at = len(before)
    numbers = [i for i in _near(at, words) if words[i].isdigit()]
    year = next((i for i in numbers if len(words[i]) == 4), None)
    if year is None:
        return None
    day = next((i for i in numbers if len(words[i]) <= 2), None)
    if day is None:
        return _month(int(words[year]), month, text, None)
    found = _day(int(words[year]), month, int(words[day]), text, None)
    others = any(word.isdigit() for i, word in enumerate(words) if i not in (year, day))
    return ReadDate(found.date, found.precision, found.doubt or (_more_than_one(text) if others else ""))


def _near(at: int, words: list[str]) -> list[int]:
    """The words around the month, nearest first, no farther than “Monday the 29th of June in the year
    2020”."""
    return sorted((i for i in range(len(words)) if i != at and abs(i - at) <= 6), key=lambda i: (abs(i - at), i))


def _month_or_quarter(text, language, page_month):
    if FISCAL.search(text):
        return ReadDate(None, UNKNOWN, f"a fiscal year is not a date of the calendar: “{text[:60]}”")
    match = QUARTER_YEAR.search(text)
    if match:
        year, quarter = int(match[2] or match[3]), int(match[1] or match[4])
        return _quarter(year, quarter, text)
    match = YEAR_MONTH.search(text)
    if match:
        return _month(int(match[1]), int(match[2]), text, match)
    match = MONTH_YEAR.search(text)
    return match and _month(int(match[2]), int(match[1]), text, match)


def _day(year: int, month: int, day: int, text: str, match: re.Match | None) -> ReadDate:
    date = _date(year, month, day)
    if not date:
        return ReadDate(None, UNKNOWN, f"there is no such date: “{text[:60]}”")
    rest = match and text[: match.start()] + text[match.end() :]
    return ReadDate(date, DAY, _more_than_one(text) if rest and DIGITS.search(rest) else "")


def _more_than_one(text: str) -> str:
    return f"the text says more than one date: “{text[:60]}”"


def _month(year: int, month: int, text: str, match: re.Match | None) -> ReadDate:
    date = _date(year, month, 1)
    if not date:
        return ReadDate(None, UNKNOWN, f"there is no such month: “{text[:60]}”")
    return ReadDate(date, MONTH, f"only a month is known: “{text[:60]}”")


def _quarter(year: int, quarter: int, text: str) -> ReadDate:
    date = _date(year, quarter * 3 - 2, 1) if 1 <= quarter <= 4 else None
    if not date:
        return ReadDate(None, UNKNOWN, f"there is no such quarter: “{text[:60]}”")
    return ReadDate(date, QUARTER, f"only a quarter is known: “{text[:60]}”")


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if year in THAI_YEARS:
        year -= 543
    try:
        return datetime.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _with_second_thoughts(found: ReadDate, page_month) -> ReadDate:
    if found.date and not found.doubt and page_month and (found.date.year, found.date.month) != page_month:
        doubt = f"the date {found.date} lies outside the month of the page ({page_month[0]}-{page_month[1]:02d})"
        return ReadDate(found.date, found.precision, doubt)
    return found
