"""Names that people give themselves: what cannot be seen, and what passes for something else, is not taken."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.core.markup.characters import clean_text

# Letters of these are written together in one word; all others stand alone.
TOGETHER = [
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},
    {"CJK", "HANGUL"},
    {"CJK", "BOPOMOFO"},
]
MARKS_IN_A_ROW = 3  # Vietnamese and Hebrew need two


def tidy_name(given: str) -> str:
    """In the usual form of each character (NFKC), with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", given).split())


def refuse_misleading(name: str) -> None:
    """Refuse a name that shows something else than it is.

    Raises:
        ValidationError: characters that nobody sees or that turn the text around, a word in two scripts, no letter.
    """
    if clean_text(name) != name or any(_is_unseen(character) for character in name):
        raise ValidationError(_("The name has a character that nobody can see. Type it anew."))
    if re.search(f"(?:{_MARK}){{{MARKS_IN_A_ROW},}}", _shape(name)):
        raise ValidationError(_("The name piles marks upon a letter. Leave some out."))
    if not any(character.isalnum() for character in name):
        raise ValidationError(_("A name has at least one letter or digit."))
    for word in re.split(r"[\s-]+", name):
        scripts = {_script(character) for character in word if character.isalpha()}
        if len(scripts) > 1 and not any(scripts <= together for together in TOGETHER):
            raise ValidationError(
                _("“%(word)s” mixes letters of two scripts. Write each word in one."), params={"word": word}
            )


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} or character in _BLANK


def _script(letter: str) -> str:
    """The first word of the letter's name, which is that of its script: LATIN, CYRILLIC, GREEK, HANGUL."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _shape(name: str) -> str:
    return "".join("\u0301" if unicodedata.category(character) in {"Mn", "Me"} else "x" for character in name)


_MARK = "\u0301"
_BLANK = "\u2800\u3164\uffa0\u115f\u1160\u180b\u180c\u180d\ufe0e\ufe0f"  # drawn as nothing


class NameField(forms.CharField):
    """A name, tidied, that shows what it is."""

    default_validators = [refuse_misleading]

    def __init__(self, **options):
        super().__init__(max_length=60, **options)

    def to_python(self, value):
        return tidy_name(super().to_python(value))
