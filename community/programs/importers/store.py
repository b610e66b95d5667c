"""Announcements into the database: one record each, in whatever language and however often it comes.

A record is known by its vendor and key (page and anchor). Its own fields hold the English text, or until that
comes the first other one; every language is kept as an ``ImportedText``. A record that a person has
published, declined or edited is never overwritten: the new text is kept beside it, the item asks for a look, and
what differs waits as an ``ImportedUpdate``, which a trusted source applies at once.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from community.programs.actions import Evidence, draft_change, note_update, revise_draft
from community.programs.models import Change, ImportedItem, ImportedText, ImportSource, Vendor
from community.programs.states import State
from community.tags.models import Tag

from . import read_paths
from .base import LOST, REVIEW, Announcement, Page, Problem
from .files import quoted
from .licences import attribution_for
from .report import CREATED, UNCHANGED, UPDATED, FileReport, ImportReport
from .texts import (
    ATTRIBUTION,
    CANONICAL,
    as_row,
    difference,
    fingerprint,
    kind_of,
    record_of,
    too_long,
)  # fmt: skip

__all__ = ["fingerprint", "import_page", "import_pages", "import_paths"]

# Reasons that the import itself adds. They begin alike, so that the next import can take back its own only.
CHANGED_AT_SOURCE = "the text at the source has changed since a person published, declined or edited the record"


def import_paths(
    vendor: Vendor, paths: Iterable, *, attribution: str = "", base_url: str = "", wanted: str = "",
    source: ImportSource | None = None, progress: Callable[[FileReport], None] = lambda report: None,
) -> ImportReport:  # fmt: skip
    """Import files and folders; one transaction per file, so that one bad file costs nobody else anything.

    ``attribution`` goes to every record; without it, that of the licence file in the folder. ``base_url`` is
    the web address of the folder that the pages lie in; ``wanted`` the format, where files do not tell it;
    ``source`` whose records these are, to know what has vanished from it. Importing the same again changes nothing.
    """
    report = ImportReport(vendor.name)
    run = _Run(vendor, base_url, source=source)
    for path in paths:
        stated = attribution_for(vendor.name, path)
        if not (attribution or stated):
            report.notes.append(f"{_shown(path)}: no licence is stated; name one with --attribution")
        for page in read_paths([path], base_url=base_url, wanted=wanted):
            run.attribution = attribution or page.attribution or stated
            report.files.append(run.page(page))
            progress(report.files[-1])
    report.no_longer_at_source = run.mark_missing()
    return report


def import_pages(
    vendor: Vendor, pages: Iterable[Page], *, attribution: str = "", source: ImportSource | None = None
) -> ImportReport:
    """Store pages that were read elsewhere, as those of one whole import. See ``import_paths``."""
    run = _Run(vendor, source=source)
    report = ImportReport(vendor.name)
    for page in pages:
        run.attribution = attribution or page.attribution
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
    source: ImportSource | None = None
    stored: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # key, language → path, fingerprint
    complete: dict[tuple[str, str], bool] = field(default_factory=dict)  # page, language → nothing was left out
    names: set[str] = field(default_factory=set)  # of all pages
    whole: bool = True  # nothing was left out of any page, and each shows all that there is

    def page(self, page: Page) -> FileReport:
        report = FileReport.of(page)
        lost = page.shows_latest or any(problem.severity == LOST for problem in page.problems)
        self.whole = self.whole and not lost
        self.names.add(page.name)
        if not page.announcements:
            return report
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
            if self.source:
                seen.filter(source=None).update(source=self.source)
            report.needs_review = seen.exclude(needs_review="").count()
        return report

    def mark_missing(self) -> list[str]:
        """Items of the pages read that are on them no more. Only a page read in full, in the language that
        the record is kept in, can tell; a translation may lag behind. Their records stay as they are."""
        found = {key for key, _language in self.stored}
        pages = {page for page, _language in self.complete}
        items = ImportedItem.objects.filter(vendor=self.vendor, source=self.source, missing_since=None)
        gone = [
            item
            for item in items.filter(page__in=pages).exclude(key__in=found).prefetch_related("texts")
            if (main := _main_text(item.texts.all())) and self.complete.get((item.page, main.language))
        ]
        if self.source and self.source.folder and self.whole and self.stored:
            gone += items.exclude(page__in=self.names)  # files that are in its folder no more
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
            report.moved.update(self.moved)
            if set(outcomes) == {UNCHANGED}:
                report.unchanged += 1
            else:
                report.updated += 1

    def _create(self, texts: dict[str, Announcement], page: Page) -> None:
        main = texts.get(CANONICAL) or next(iter(texts.values()))
        rows = {language: as_row(one) for language, one in texts.items()}
        record = record_of(rows[main.language])
        kind = kind_of(rows[main.language])
        change = draft_change(
            vendor=self.vendor,
            kind=kind,
            direction=main.direction or Change.Direction.NEUTRAL,
            tags=[tag for name, tag in self.tags.items() if name in main.tags],
            state=State.OPEN if kind == Change.Kind.INCIDENT else State.ANNOUNCED,
            why="Announced by the vendor.",
            evidence=[self._evidence(main, page)],
            **record,
        )
        item = ImportedItem.objects.create(
            vendor=self.vendor,
            source=self.source,
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

    @cached_property
    def tags(self) -> dict[str, Tag]:
        """The site's list of tags: an import chooses from it and adds nothing."""
        return {tag.name: tag for tag in Tag.objects.all()}

    def _update(self, item: ImportedItem, texts: dict[str, Announcement]) -> list[str]:
        """What happened to each language: created, updated or unchanged."""
        known = {text.language: text for text in item.texts.all()}
        self.moved = _moved(known, texts)
        before = _main_text(known.values())
        outcomes = {language: _outcome(known.get(language), one) for language, one in texts.items()}
        changed = {language: one for language, one in texts.items() if outcomes[language] != UNCHANGED}
        untouched = _is_as_imported(item.change, before)
        for language, one in texts.items():
            if language in changed or known[language].facts.get("marks", {}) == one.marks:
                continue
            known[language].facts = as_row(one).facts  # what the source says of itself, which nobody must read
            known[language].save(update_fields=["facts"])
        for language, one in changed.items():
            row = as_row(one)
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
            if not (untouched and revise_draft(item.change, kind=kind, **record_of(main))):
                reasons += self._keep_beside(item, before, main)
        elif CHANGED_AT_SOURCE in item.needs_review.split("\n"):
            reasons.append(CHANGED_AT_SOURCE)
        item.needs_review = _one_a_line(reasons)
        item.save(update_fields=["needs_review"])

    def _keep_beside(self, item: ImportedItem, before: ImportedText, main: ImportedText) -> list[str]:
        """A record in hand stays as it is; what differs waits for a moderator, or is applied for a trusted source.
        Gives the reason for a look, if one is needed."""
        if item.change.publication == Change.Publication.DECLINED:
            return [CHANGED_AT_SOURCE]
        trusted = bool(self.source and self.source.is_trusted)
        update = note_update(item, fields=difference(before, main), trusted=trusted)
        return [CHANGED_AT_SOURCE] if update and update.is_pending else []

    def _evidence(self, main: Announcement, page: Page) -> Evidence:
        if main.url or not main.path.lower().endswith((".md", ".markdown")):
            title = f"{self.vendor.name}: {page.title or main.title}"
            return Evidence(title[:200], main.url[:500], attribution=self.attribution[:ATTRIBUTION])
        title = f"{self.vendor.name}: {page.title or main.page}, {main.page}.md #{main.anchor}"
        url = f"{self.base_url.rstrip('/')}/{main.page}#{main.anchor}" if self.base_url else ""
        return Evidence(title[:200], url[:500], attribution=self.attribution[:ATTRIBUTION])


def _is_as_imported(change: Change, text: ImportedText | None) -> bool:
    """Whether a record still says what the import wrote into it, and waits for a moderator."""
    if change.publication != Change.Publication.DRAFT or text is None:
        return False
    return all(getattr(change, name) == value for name, value in record_of(text).items())


def _moved(known: dict[str, ImportedText], texts: dict[str, Announcement]) -> list[str]:
    """The names of the marks that differ from those of the last time: facts of the source about itself."""
    moved = [
        name
        for language, one in texts.items()
        if language in known and (before := known[language].facts.get("marks"))
        for name in before.keys() | one.marks.keys()
        if before.get(name) != one.marks.get(name)
    ]
    return sorted(set(moved))


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
        mine = [*one.review, *too_long(one)]
        if language != main.language and one.date != main.date:
            mine.append(f"the date is {one.date or 'missing'} here and {main.date or 'missing'} in “{main.language}”")
        reasons += [reason if language == CANONICAL else f"[{language}] {reason}" for reason in mine]
    return list(dict.fromkeys(reasons))


def _new_kind(change: Change, before: ImportedText, main: ImportedText) -> str | None:
    """The kind that the new text suggests; None where a person has chosen one, or where a state would not fit
    it."""
    kind = kind_of(main)
    guessed = change.kind == kind_of(before)
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


def _shown(path) -> str:
    return str(getattr(path, "given", path))
