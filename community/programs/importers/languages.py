"""What is known about a language: its tag, the names of its months, whether the day comes before the month.

Months and the order of dates come from the translations and formats that Django ships for about a hundred
languages; a page in one of them needs no list here. Only files of Django are read, its settings are not
needed.
"""

import gettext
import re
import unicodedata
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import locale as django_locales

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

# Where a language is at home, if that is not the country of the same two letters. A tag is shortened to its
# language only at home: Brazilian Portuguese and Mexican Spanish are texts of their own beside those of
# Europe.
HOME = {
    "ar": "sa", "be": "by", "ca": "es", "cs": "cz", "da": "dk", "el": "gr", "et": "ee", "eu": "es", "fa":
    "ir", "gl": "es", "he": "il", "hi": "in", "ja": "jp", "ko": "kr", "ms": "my", "nb": "no", "nn": "no",
    "no": "no", "sl": "si", "sq": "al", "sv": "se", "ta": "in", "uk": "ua", "ur": "pk", "vi": "vn",
}  # fmt: skip

DJANGO_NAMES = {
    "zh": "zh_Hans",
    "zh-cn": "zh_Hans",
    "zh-sg": "zh_Hans",
    "zh-tw": "zh_Hant",
    "zh-hk": "zh_Hant",
}


def language_tag(text: str) -> str:
    """``de-DE`` → ``de``, ``pt-BR`` → ``pt-br``, ``en-GB`` → ``en``; nothing sensible → an empty text."""
    match = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9-]{2,10}))?\s*", text or "")
    if not match:
        return ""
    language, region = match[1].lower(), (match[2] or "").lower().replace("_", "-")
    if language == "en" or not region or region == HOME.get(language, language):
        return language
    return f"{language}-{region}"


def language_in_path(path: str) -> str:
    """The language that a folder is named after (``…/ja-jp/…``, ``partner-pages.pt-br``), nearest first."""
    for part in reversed(re.split(r"[/\\]", path)[:-1]):
        match = re.fullmatch(r"(?:.*\.)?([A-Za-z]{2,3}-(?:[A-Za-z]{2}|[A-Za-z]{4}))", part)
        if match and _has_months(language_tag(match[1])):
            return language_tag(match[1])
    return ""


def month_names(language: str) -> dict[str, int]:
    """All written forms of the months of a language, folded: nominative, genitive, two kinds of
    abbreviation."""
    return _month_names(_django_name(language))


def any_month_names() -> dict[str, int]:
    """The forms of all known languages; those that mean different months in two languages are left out."""
    return _all_month_names()


def day_comes_first(language: str) -> bool:
    """Whether ``4/2/2021`` is the fourth of February in this language (English here is American English)."""
    form = _short_date_format(_django_name(language))
    return not any(c in "mnMNFb" for c in form[: _first(form, "dj")])


def folded(text: str) -> str:
    """A word for comparison: compatibility forms, case and accents removed.

    Only the accents of European scripts go; in Hindi or Thai the signs above and below are the vowels.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))


def _first(form: str, letters: str) -> int:
    return min((form.index(c) for c in letters if c in form), default=0)


@cache
def _short_date_format(name: str) -> str:
    for candidate in (name, name.split("_")[0]):
        try:
            return import_module(f"django.conf.locale.{candidate}.formats").SHORT_DATE_FORMAT
        except (ImportError, AttributeError):
            continue
    return "d/m/Y"  # the order of most of the world


@cache
def _month_names(name: str) -> dict[str, int]:
    names = {}
    for number, english in enumerate(MONTHS, 1):
        for form in _forms(name, english):
            names.setdefault(form, number)
    return names


def _forms(name: str, english: str) -> set[str]:
    forms = {english, english[:3]} if name == "en" else set()
    translated = _catalogue(name)
    if translated:
        forms |= {translated.gettext(english), translated.gettext(english[:3].lower())}
        forms |= {translated.pgettext(context, english) for context in ("alt. month", "abbrev. month")}
    return {folded(form).rstrip(".") for form in forms} - {""}


@cache
def _all_month_names() -> dict[str, int]:
    seen: dict[str, set[int]] = {}
    for folder in sorted(_locale_folder().iterdir()):
        if (folder / "LC_MESSAGES").is_dir():
            for form, number in _month_names(folder.name).items():
                seen.setdefault(form, set()).add(number)
    return {form: numbers.pop() for form, numbers in seen.items() if len(numbers) == 1}


def _has_months(language: str) -> bool:
    return bool(language) and _catalogue(_django_name(language)) is not None


@cache
def _django_name(language: str) -> str:
    if language in DJANGO_NAMES:
        return DJANGO_NAMES[language]
    base, _, region = language.partition("-")
    full = f"{base}_{region.upper() if len(region) == 2 else region.title()}" if region else base
    return full if region and (_locale_folder() / full).is_dir() else base


@cache
def _catalogue(name: str):
    try:
        return gettext.translation("django", _locale_folder(), [name])
    except (OSError, UnicodeError, ValueError):
        return None


def _locale_folder() -> Path:
    return Path(django_locales.__file__).parent
