"""The parts of an announcement, and by what names pages call them.

Recognised in this order: the invisible anchor, which is made of the English heading and stays the same in
every translation; an English name; a name that the same page uses elsewhere with an anchor; a translated name
from ``section_names.yaml``. A heading that none of them knows is part of the details, so a missing word costs
structure, not text.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

from .headings import Heading, slug
from .languages import folded

CATEGORIES, DATE, TYPE, STATUS = "categories", "date", "type", "status"
WORKSPACE, AUDIENCE, SUMMARY, DETAILS = "workspace", "audience", "summary", "details"
NEXT_STEPS, QUESTIONS, CHANGELOG = "next_steps", "questions", "changelog"

# Written like the anchors: lower case, hyphens. The whole anchor must match: "next-steps-for-resellers-
# in-2021" is a title. Slashes vanish in anchors, hence "next-stepsadditional-resources".
ENGLISH = {
    CATEGORIES: r"categor(y|ies)",
    DATE: r"date|announcement-date|publication-date",
    TYPE: r"type",
    STATUS: r"status",
    WORKSPACE: r"workspaces?",
    AUDIENCE: (
        r"((impacted|affected|target|targeted|intended|applicable|relevant|partner|primary|key)-)*audiences?"
        r"|(impacted|affected|targeted?)-(partners?|customers?|roles?|users?|parties)"
        r"|who-(is|are|will-be)-(impacted|affected)|who-this-(impacts|affects)"
    ),
    SUMMARY: r"(executive-)?summary",
    DETAILS: r"(announcement-|more-)?details?",
    NEXT_STEPS: r"next-?steps?(-?(and-|or-)?((additional|further|other)-)*(resources?|actions?|information))?",
    QUESTIONS: (
        r"((any|have|got|more|other|further|additional|still-have|do-you-have|have-any|if-you-have)-)*questions?"
        r"(-?(and|or)-(feedback|comments|support|help|concerns))?"
    ),
    CHANGELOG: r"change-?log|(revision|change|update|version)-history|update-log",
}
PATTERNS = {section: re.compile(pattern) for section, pattern in ENGLISH.items()}

UNKNOWN_LANGUAGE = "und"  # the code of BCP 47 for a language that could not be told

ENGLISH_HAS_AT_MOST = 0.05  # of its letters outside ASCII; Vietnamese has a third, French a twentieth

# Parts whose names differ enough between languages to tell one from another.
TELLING_LANGUAGE = (AUDIENCE, SUMMARY, DETAILS, NEXT_STEPS, QUESTIONS, CHANGELOG)


def words_of(text: str) -> str:
    """A heading or label for comparison: letters and digits only, without case and accents."""
    kept = (c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in folded(text))
    return " ".join("".join(kept).split())


class Vocabulary:
    """The names of the parts on one page: English, the page's own, and the lists unless the page is English.

    The lists are not asked for English pages, where "Data" is a heading about data and not an Italian date.
    """

    def __init__(self, language: str, headings: Sequence[Heading] = ()):
        self.is_english = language == "en"
        self.listed = {} if self.is_english else _listed(language)
        self.own: dict[str, str] = {}
        self.known: dict[str, str] = {}  # answers given; a heading is asked about many times
        for heading in headings:
            section = _section_of_anchors(heading.anchors)
            if section:
                self.own.setdefault(words_of(heading.text), section)

    def section_of(self, heading: Heading) -> str:
        """The part that a heading begins, or an empty text. Type and status are bullets, never headings."""
        section = _section_of_anchors(heading.anchors) or self.named(heading.text)
        return "" if section in (TYPE, STATUS) else section

    def named(self, text: str) -> str:
        """The part that a heading or the label of a bullet names; an empty text if it names none.

        Of "Nächste Schritte/weitere Ressourcen" the first half counts.
        """
        if text not in self.known:
            self.known[text] = self._look_up(text)
        return self.known[text]

    def _look_up(self, text: str) -> str:
        for words in dict.fromkeys((words_of(text), words_of(text.split("/")[0]))):
            section = self.own.get(words, "") or self.listed.get(words, "")
            if section:
                return section
        return _english(slug(text))


def guessed_language(headings: list[Heading], otherwise: str) -> str:
    """The listed language whose names most headings bear; ``und`` if they are translated into no listed one.

    ``otherwise`` is for a page whose headings tell nothing. Headings that are English words are not asked.
    """
    foreign = [heading for heading in headings if not _english(slug(heading.text))]
    texts = {words_of(heading.text) for heading in foreign}
    votes = {
        language: sum(bool(texts & names.get(section, set())) for section in TELLING_LANGUAGE)
        for language, names in _section_names().items()
    }
    best = max(votes, key=votes.get)
    if votes[best]:
        return best
    letters = [c for heading in headings for c in heading.text if c.isalpha()]
    foreign_letters = sum(not c.isascii() for c in letters) > len(letters) * ENGLISH_HAS_AT_MOST
    translated = any(_section_of_anchors(heading.anchors) for heading in foreign)
    return UNKNOWN_LANGUAGE if translated or foreign_letters else otherwise


def _section_of_anchors(anchors: list[str]) -> str:
    # A second "details" on a page gets the anchor "details-1".
    named = (_english(re.sub(r"-\d{1,2}$", "", anchor.lower())) for anchor in anchors)
    return next(filter(None, named), "")


@lru_cache(10_000)
def _english(anchor: str) -> str:
    return next((section for section, pattern in PATTERNS.items() if pattern.fullmatch(anchor)), "")


@cache
def _listed(language: str) -> dict[str, str]:
    """All listed names, those of the page's own language before the same words of others."""
    names = _section_names()
    order = [one for one in names if one != language.split("-")[0]] + [language.split("-")[0], language]
    return {
        name: section
        for one in order
        for section, listed in names.get(one, {}).items()
        for name in listed
    }  # fmt: skip


@cache
def _section_names() -> dict[str, dict[str, set[str]]]:
    text = Path(__file__).with_name("section_names.yaml").read_text(encoding="utf-8")
    return {
        language: {section: {words_of(str(name)) for name in names} for section, names in sections.items()}
        for language, sections in yaml.safe_load(text).items()
    }
