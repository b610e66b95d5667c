"""What an announcement says: as a row that is kept, as fields of a record, and as a number to compare."""

import hashlib
import json
import re
import unicodedata
from datetime import date

from django.utils import timezone

from community.core.dates import FuzzyDate, fuzzy, write_fuzzy
from community.programs.actions import AS_STATED
from community.programs.models import ImportedText

from .base import UNKNOWN, Announcement
from .kinds import guess_kind

TEXT_VERSION = 2  # raise it when the same page would give other texts; the next import then refreshes them all

CANONICAL = "en"  # the language of the record's own fields, if it is there
TITLE, SUMMARY, DETAILS, NEXT_STEPS, AUDIENCE = 255, 8000, 32000, 32000, 2000  # characters that a record holds
CATEGORY, ATTRIBUTION = 300, 300
LONGEST_TEXT_TITLE = 500

UPDATED = re.compile(r"^\s*[(\[]?\s*updated?\s*(?:[)\]]\s*:?|:)\s*", re.IGNORECASE)
TRACKING = re.compile(
    r"(?<=[?&;])(?:utm_\w+|mc_cid|mc_eid|gclid|fbclid|msclkid|wt\.mc_id|ocid|icid|trk|ref_src)=[^&\s)>\"\]]*&?",
    re.IGNORECASE,
)
BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,:/-](?=\d)")  # 1.5 is not 15
MEANT = "%‰°"  # punctuation to Unicode, but they make another number of a number


def fingerprint(one: Announcement) -> str:
    """What a text says, as a number: two that differ only in mark-up, punctuation, white space, an "(Updated)" or
    tracking parameters are the same, so that a cosmetic edit makes no noise."""
    row = as_row(one, marked=False)
    said = [row.title, row.category, row.audience, row.summary, row.details, row.next_steps]
    dates = [one.effective, one.effective_precision if one.effective else "", one.act_by, row.date]
    written = [day.isoformat() if isinstance(day, date) else day or "" for day in dates]
    facts = [TEXT_VERSION, *written, row.date_precision, one.kind, *map(has_said, said)]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def has_said(text: str) -> str:
    """The words of a text without what is only seen."""
    text = TRACKING.sub("", UPDATED.sub("", text.replace("\\", "")))
    kept = {match.start() for match in BETWEEN_DIGITS.finditer(text)}
    return "".join(
        c
        for i, c in enumerate(text)
        if i in kept or c in MEANT or ((unicodedata.category(c)[0] in "LNM" or unicodedata.category(c) in ("Sc", "Sm"))
        and c not in "|~><=+")
    )  # fmt: skip


def as_row(one: Announcement, *, marked: bool = True) -> ImportedText:
    """An announcement as it is kept. Questions and change log stand at the end of the details."""
    tail = [(one.headings.get("questions") or "Questions?", one.questions)]
    tail += [(one.headings.get("changelog") or "Change log", one.changelog)]
    details = [one.details, *(f"### {heading}\n\n{text}" for heading, text in tail if text)]
    return ImportedText(
        language=one.language,
        title=cut(one.title, LONGEST_TEXT_TITLE),
        date=one.date,
        date_precision=one.date_precision if one.date else "unknown",
        category=cut("; ".join(filter(None, [one.category, one.status])), CATEGORY),
        audience=one.audience,
        summary=one.summary,
        details="\n\n".join(filter(None, details)),
        next_steps=one.next_steps,
        facts=_facts(one),
        fingerprint=fingerprint(one) if marked else "",
        imported_at=timezone.now(),
    )


def _facts(one: Announcement) -> dict:
    facts = {
        "effective": one.effective and one.effective.isoformat(),
        "effective_precision": one.effective and one.effective_precision,
        "act_by": one.act_by and one.act_by.isoformat(),
        "kind": one.kind,
        "marks": one.marks,
    }
    return {name: value for name, value in facts.items() if value}


def record_of(text: ImportedText) -> dict:
    """The fields of a record that come from its main text, cut to what a record holds."""
    announced: FuzzyDate | None = fuzzy(text.date, text.date_precision)
    effective = _day(text.facts.get("effective"), text.facts.get("effective_precision", UNKNOWN))
    act_by = _day(text.facts.get("act_by"), "day")
    late = act_by and effective and act_by.first_day > effective.first_day
    return {
        "title": cut(text.title, TITLE),
        "announced": announced,
        "effective": effective,
        "act_by": act_by,
        "act_by_reason": AS_STATED if late else "",
        "summary": cut(text.summary, SUMMARY),
        "details": cut(text.details, DETAILS),
        "next_steps": cut(text.next_steps, NEXT_STEPS),
        "audience_note": cut(text.audience, AUDIENCE),
    }


def _day(written: str | None, precision: str) -> FuzzyDate | None:
    return fuzzy(date.fromisoformat(written), precision) if written else None


def difference(before: ImportedText, now: ImportedText) -> dict[str, list[str]]:
    """The fields of a record in which two texts say something else, as an ImportedUpdate keeps them."""
    old, new = _written(record_of(before)), _written(record_of(now))
    return {
        name: [old[name], new[name]]
        for name in new
        if old[name] != new[name] and (name in DATES or has_said(old[name]) != has_said(new[name]))
    }


DATES = {"announced", "effective", "act_by"}


def _written(record: dict) -> dict[str, str]:
    record = {name: value for name, value in record.items() if name != "act_by_reason"}
    return {name: write_fuzzy(value) if name in DATES else value for name, value in record.items()}


def kind_of(text: ImportedText) -> str:
    """What the source says the change is, or what its words suggest."""
    return text.facts.get("kind") or guess_kind(text.title, text.category)


def too_long(one: Announcement) -> list[str]:
    """Which texts a record cannot hold as a whole, one sentence each."""
    row = as_row(one, marked=False)
    limits = {
        "title": TITLE,
        "summary": SUMMARY,
        "details": DETAILS,
        "next_steps": NEXT_STEPS,
        "audience": AUDIENCE,
    }
    return [
        f"the {name.replace('_', ' ')} is longer than {limit} characters and was cut"
        for name, limit in limits.items()
        if len(getattr(row, name)) > limit
    ]


def cut(text: str, limit: int) -> str:
    """The text, or as many whole paragraphs or words of it as fit, and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    at = max(head.rfind("\n\n"), head.rfind(" ")) if len(head) > 100 else -1
    return f"{head[:at] if at > limit // 2 else head} …"
