"""Announcements into the database: one record each, in whatever language and however often it comes.

A record is known by its vendor and key (page and anchor). Its own fields hold the English text, or until that
comes the first other one; every language is kept as an ``ImportedText``. A record that a person has
published, declined or edited is never overwritten: the new text is kept beside it and the item asks for a
look.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from community.core.dates import FuzzyDate, fuzzy
from community.programs.actions import Evidence, draft_change, revise_draft
from community.programs.models import Change, ImportedItem, ImportedText, Vendor
from community.programs.states import State

from . import read_paths
from .base import LOST, REVIEW, Announcement, Page, Problem
from .files import quoted
from .kinds import guess_kind
from .licences import attribution_for
from .report import CREATED, UNCHANGED, UPDATED, FileReport, ImportReport

TEXT_VERSION = 1  # raise it when the same page would give other texts; the next import then refreshes them all

CANONICAL = "en"  # the language of the record's own fields, if it is there
TITLE, SUMMARY, DETAILS, NEXT_STEPS, AUDIENCE = (
    255,
    8000,
    32000,
    32000,
    2000,
)  # characters that a record holds
CATEGORY, ATTRIBUTION = 300, 300
LONGEST_TEXT_TITLE = 500

# Reasons that the import itself adds. They begin alike, so that the next import can take back its own only.
CHANGED_AT_SOURCE = "the text at the source has changed since a person published, declined or edited the record"


def import_paths(vendor: Vendor, paths: Iterable, *, attribution: str = "", base_url: str = "") -> ImportReport:
    """Import files and folders; one transaction per file, so that one bad file costs nobody else anything.

    ``attribution`` goes to every record; without it, that of the licence file in the folder. ``base_url`` is
    the web address of the folder that the pages lie in. Importing the same again changes nothing.
    """
    report = ImportReport(vendor.name)
    run = _Run(vendor, base_url)
    for path in paths:
        run.attribution = attribution or attribution_for(vendor.name, path)
        if not run.attribution:
            report.notes.append(f"{_shown(path)}: no licence is stated; name one with --attribution")
        for page in read_paths([path], base_url=base_url):
            report.files.append(run.page(page))
    report.no_longer_at_source = run.mark_missing()
    return report


def import_page(vendor: Vendor, page: Page, *, attribution: str = "", base_url: str = "") -> FileReport:
    """Store the announcements of one page that was read. See ``import_paths``."""
    return _Run(vendor, base_url, attribution).page(page)


@dataclass
class _Run:
    """One import: what was stored so far, so that the same notice in two files is not stored twice."""

    vendor: Vendor
    base_url: str = ""
    attribution: str = ""
    stored: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # key, language → path, fingerprint
    complete: dict[tuple[str, str], bool] = field(default_factory=dict)  # page, language → nothing was left out

    def page(self, page: Page) -> FileReport:
        report = FileReport.of(page)
        if not page.announcements:
            return report
        lost = any(problem.severity == LOST for problem in page.problems)
        for language in page.languages:
            self.complete[page.name, language] = self.complete.get((page.name, language), True) and not lost
        notices = self._new_in_this_run(page, report)
        with transaction.atomic():
            # One import of a vendor at a time: two at once would both find a notice new.
            Vendor.objects.select_for_update(no_key=True).get(pk=self.vendor.pk)
            items = self._items(notices)
            for key, texts in notices.items():
                self._notice(items.get(key), texts, page, report)
            seen = ImportedItem.objects.filter(vendor=self.vendor, key__in=page.keys)
            seen.update(last_seen_at=timezone.now(), missing_since=None)
            report.needs_review = seen.exclude(needs_review="").count()
        return report

    def mark_missing(self) -> list[str]:
        """Items of the pages read that are on them no more. Only a page read in full, in the language that
        the record is kept in, can tell; a translation may lag behind. Their records stay as they are."""
        found = {key for key, _language in self.stored}
        pages = {page for page, _language in self.complete}
        here = ImportedItem.objects.filter(vendor=self.vendor, page__in=pages, missing_since=None)
        gone = [
            item
            for item in here.exclude(key__in=found).prefetch_related("texts")
            if (main := _main_text(item.texts.all())) and self.complete.get((item.page, main.language))
        ]
        ImportedItem.objects.filter(pk__in=[item.pk for item in gone]).update(missing_since=timezone.now())
        return sorted(item.key for item in gone)

    def _new_in_this_run(self, page: Page, report: FileReport) -> dict[str, dict[str, Announcement]]:
        """The notices by key and language, without those that an earlier file of this run has brought."""
        notices: dict[str, dict[str, Announcement]] = {key: {} for key in page.keys}
        for one in page.announcements:
            mark = fingerprint(one)
            path, known = self.stored.setdefault((one.key, one.language), (page.path, mark))
            if path == page.path:
                notices[one.key][one.language] = one
            elif known != mark:
                reason = f"the notice {quoted(one.key)} also stands in {path} with another text; that one was kept"
                report.problems.append(Problem(one.path, one.line, reason, REVIEW))
        return notices

    def _items(self, notices: dict) -> dict[str, ImportedItem]:
        items = ImportedItem.objects.select_for_update(of=("self",)).select_related("change", "change__vendor")
        found = items.filter(vendor=self.vendor, key__in=notices).prefetch_related("texts")
        return {item.key: item for item in found}

    def _notice(
        self, item: ImportedItem | None, texts: dict[str, Announcement], page: Page, report: FileReport
    ) -> None:
        """One notice in the languages of this page; counts what became of it."""
        if not texts:
            report.unchanged += 1  # an earlier file of this run has stored it
        elif item is None:
            self._create(texts, page)
            report.created += 1
            report.texts[CREATED] += len(texts)
        else:
            outcomes = self._update(item, texts)
            for outcome in outcomes:
                report.texts[outcome] += 1
            if set(outcomes) == {UNCHANGED}:
                report.unchanged += 1
            else:
                report.updated += 1

    def _create(self, texts: dict[str, Announcement], page: Page) -> None:
        main = texts.get(CANONICAL) or next(iter(texts.values()))
        rows = {language: _row(one) for language, one in texts.items()}
        record = _record(rows[main.language])
        kind = guess_kind(main.title, main.category)
        change = draft_change(
            vendor=self.vendor,
            kind=kind,
            state=State.OPEN if kind == Change.Kind.INCIDENT else State.ANNOUNCED,
            why="Announced by the vendor.",
            evidence=[self._evidence(main, page)],
            **record,
        )
        item = ImportedItem.objects.create(
            vendor=self.vendor,
            key=main.key,
            page=main.page,
            anchor=main.anchor,
            attribution=self.attribution[:ATTRIBUTION],
            change=change,
            needs_review=_one_a_line(_reasons(texts, rows, rows[main.language])),
            last_seen_at=timezone.now(),
        )
        for row in rows.values():
            row.item = item
        ImportedText.objects.bulk_create(rows.values())

    def _update(self, item: ImportedItem, texts: dict[str, Announcement]) -> list[str]:
        """What happened to each language: created, updated or unchanged."""
        known = {text.language: text for text in item.texts.all()}
        before = _main_text(known.values())
        outcomes = {language: _outcome(known.get(language), one) for language, one in texts.items()}
        changed = {language: one for language, one in texts.items() if outcomes[language] != UNCHANGED}
        untouched = _is_as_imported(item.change, before)
        for language, one in changed.items():
            row = _row(one)
            row.item, row.pk = item, known[language].pk if language in known else None
            row.save()
            known[language] = row
        if changed:
            self._carry_over(item, changed, known, before, untouched)
        self._attribute(item, is_main=_main_text(known.values()).language in texts)
        return list(outcomes.values())

    def _attribute(self, item: ImportedItem, *, is_main: bool) -> None:
        """Name whom the record is owed to. A translation from elsewhere adds its own to that of the main
        text."""
        if not self.attribution or self.attribution in item.attribution:
            return
        named = self.attribution if is_main or not item.attribution else f"{item.attribution}; {self.attribution}"
        item.attribution = named[:ATTRIBUTION]
        item.save(update_fields=["attribution"])
        source = item.change.sources.first()
        if source:
            source.attribution = item.attribution
            source.save(update_fields=["attribution"])

    def _carry_over(self, item, changed, known, before, untouched: bool) -> None:
        """The record follows its main text, unless a person has taken it in hand."""
        main = _main_text(known.values())
        kept = [
            line
            for line in item.needs_review.split("\n")
            if line and line != CHANGED_AT_SOURCE and _language_of(line) not in changed
        ]
        reasons = kept + _reasons(changed, known, main)
        if main.language in changed and (before.language != main.language or before.fingerprint != main.fingerprint):
            kind = _new_kind(item.change, before, main)
            if not (untouched and revise_draft(item.change, kind=kind, **_record(main))):
                reasons.append(CHANGED_AT_SOURCE)
        elif CHANGED_AT_SOURCE in item.needs_review.split("\n"):
            reasons.append(CHANGED_AT_SOURCE)
        item.needs_review = _one_a_line(reasons)
        item.save(update_fields=["needs_review"])

    def _evidence(self, main: Announcement, page: Page) -> Evidence:
        title = f"{self.vendor.name}: {page.title or main.page}, {main.page}.md #{main.anchor}"
        url = f"{self.base_url.rstrip('/')}/{main.page}#{main.anchor}" if self.base_url else ""
        return Evidence(title[:200], url[:500], attribution=self.attribution[:ATTRIBUTION])


def fingerprint(one: Announcement) -> str:
    """What a text says, as a number: two that differ only in marks of Markdown, escapes or white space are
    the same, so that a cosmetic edit makes no noise."""
    row = _row(one, marked=False)
    said = [row.title, row.category, row.audience, row.summary, row.details, row.next_steps]
    words = [re.sub(r"[\s*_`#>|\\~-]+", "", text) for text in said]
    facts = [TEXT_VERSION, row.date.isoformat() if row.date else "", row.date_precision, *words]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _row(one: Announcement, *, marked: bool = True) -> ImportedText:
    """An announcement as it is kept. Questions and change log stand at the end of the details."""
    tail = [(one.headings.get("questions") or "Questions?", one.questions)]
    tail += [(one.headings.get("changelog") or "Change log", one.changelog)]
    details = [one.details, *(f"### {heading}\n\n{text}" for heading, text in tail if text)]
    return ImportedText(
        language=one.language,
        title=_cut(one.title, LONGEST_TEXT_TITLE),
        date=one.date,
        date_precision=one.date_precision if one.date else "unknown",
        category=_cut("; ".join(filter(None, [one.category, one.status])), CATEGORY),
        audience=one.audience,
        summary=one.summary,
        details="\n\n".join(filter(None, details)),
        next_steps=one.next_steps,
        fingerprint=fingerprint(one) if marked else "",
        imported_at=timezone.now(),
    )


def _record(text: ImportedText) -> dict:
    """The fields of a record that come from its main text, cut to what a record holds."""
    announced: FuzzyDate | None = fuzzy(text.date, text.date_precision)
    return {
        "title": _cut(text.title, TITLE),
        "announced": announced,
        "summary": _cut(text.summary, SUMMARY),
        "details": _cut(text.details, DETAILS),
        "next_steps": _cut(text.next_steps, NEXT_STEPS),
        "audience_note": _cut(text.audience, AUDIENCE),
    }


def _is_as_imported(change: Change, text: ImportedText | None) -> bool:
    """Whether a record still says what the import wrote into it, and waits for a moderator."""
    if change.publication != Change.Publication.DRAFT or text is None:
        return False
    written = _record(text)
    announced = written.pop("announced")
    return change.announced == announced and all(getattr(change, name) == value for name, value in written.items())


def _outcome(known: ImportedText | None, one: Announcement) -> str:
    if known is None:
        return CREATED
    return UNCHANGED if known.fingerprint == fingerprint(one) else UPDATED


def _main_text(texts: Iterable[ImportedText]) -> ImportedText | None:
    """The text of the record's own fields: English, else the one that came first."""
    ordered = sorted(texts, key=lambda text: (text.language != CANONICAL, text.pk or 0))
    return ordered[0] if ordered else None


def _reasons(texts: dict[str, Announcement], rows: dict[str, ImportedText], main: ImportedText) -> list[str]:
    """Why a person should look, one sentence a line; those about a translation begin with its language."""
    reasons = []
    for language, one in texts.items():
        mine = [*one.review, *_too_long(one)]
        if language != main.language and one.date != main.date:
            mine.append(f"the date is {one.date or 'missing'} here and {main.date or 'missing'} in “{main.language}”")
        reasons += [reason if language == CANONICAL else f"[{language}] {reason}" for reason in mine]
    return list(dict.fromkeys(reasons))


def _too_long(one: Announcement) -> list[str]:
    row = _row(one, marked=False)
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


def _new_kind(change: Change, before: ImportedText, main: ImportedText) -> str | None:
    """The kind that the new text suggests; None where a person has chosen one, or where a state would not fit
    it."""
    kind = guess_kind(main.title, main.category)
    guessed = change.kind == guess_kind(before.title, before.category)
    return kind if guessed and Change.Kind.INCIDENT not in (kind, change.kind) else None


def _one_a_line(reasons: list[str]) -> str:
    """The reasons, each once; what is said of the record need not be said again of a translation."""
    said = {reason for reason in reasons if not reason.startswith("[")}
    return "\n".join(
        dict.fromkeys(reason for reason in reasons if re.sub(r"^\[[^\]]+\] ", "", reason) not in said or reason in said)
    )


def _language_of(reason: str) -> str:
    match = re.match(r"\[([a-z-]{2,12})\] ", reason)
    return match[1] if match else CANONICAL


def _cut(text: str, limit: int) -> str:
    """The text, or as many whole paragraphs or words of it as fit, and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    at = max(head.rfind("\n\n"), head.rfind(" ")) if len(head) > 100 else -1
    return f"{head[:at] if at > limit // 2 else head} …"


def _shown(path) -> str:
    return str(getattr(path, "given", path))
