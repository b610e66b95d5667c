"""The announcements of one page in one language: where each begins and ends, and what its parts say."""

import hashlib
import os
import re
from collections import Counter
from dataclasses import dataclass

from .base import LOST, REVIEW, Announcement, Problem
from .cleaning import Links, clean_markdown, definitions_in, plain_text
from .dates import ReadDate, read_date
from .files import quoted
from .headings import Heading, Line, outline, slug, with_code
from .parts import ITEM, MAX_DATE, TEXTS, Parts, labelled
from .sections import AUDIENCE, CATEGORIES, DATE, SUMMARY, WORKSPACE, Vocabulary

MAX_ANNOUNCEMENTS = 500  # on one page; the fullest real month has 35
MAX_ANCHOR = 80  # characters, as the database keeps them; anchors made of long titles are cut

# A heading above one of these is an announcement; "Details" or "Questions?" alone may stand on any page.
TELLING = {CATEGORIES, SUMMARY, AUDIENCE, WORKSPACE, DATE}


@dataclass
class PageText:
    """What must be known of a page to read the announcements on it."""

    name: str
    path: str
    language: str
    month: tuple[int, int] | None
    base_url: str = ""


def read_announcements(page: PageText, lines: list[Line]) -> tuple[list[Announcement], list[Problem]]:
    """Every announcement of the page, in page order, and what could not be made out."""
    _before, headings = outline(lines)
    reader = _Reader(page, headings, definitions_in([line.text for line in lines]))
    groups = reader.groups()
    if len(groups) > MAX_ANNOUNCEMENTS:
        reason = f"more than {MAX_ANNOUNCEMENTS} announcements on one page; the rest was left out"
        reader.problems.append(Problem(page.path, groups[MAX_ANNOUNCEMENTS][0].line.number, reason, LOST))
    return [reader.announcement(*group) for group in groups[:MAX_ANNOUNCEMENTS]], reader.problems


class _Reader:
    """Knows the words of one page, and which anchors are taken."""

    def __init__(self, page: PageText, headings: list[Heading], definitions: dict[str, str]):
        self.page = page
        self.headings = headings
        self.definitions = definitions
        self.words = Vocabulary(page.language, headings)
        self.taken: set[str] = set()
        self.anchors = Counter(short_anchor(anchor) for one in headings for anchor in one.anchors)
        self.problems: list[Problem] = []

    def groups(self) -> list[tuple[Heading, list[Heading]]]:
        """Each title with the headings below it."""
        titles = {i for i, heading in enumerate(self.headings) if self._is_title(i, heading)}
        if not titles:
            titles = {i for i, one in enumerate(self.headings) if one.level == 3 and self._tells_date(i)}
        groups: list[tuple[Heading, list[Heading]]] = []
        inside = False
        for i, heading in enumerate(self.headings):
            if i in titles:
                groups.append((heading, []))
                inside = True
            elif heading.level == 1 and not self.words.section_of(heading):
                inside = False  # a title of the page, or of a part of it
            elif inside:
                groups[-1][1].append(heading)
            elif heading.level == 2 and self.page.month and not self.words.section_of(heading):
                reason = f"not taken for an announcement, it has no anchor and no date: {quoted(heading.text)}"
                self.problems.append(Problem(heading.line.path, heading.line.number, reason, LOST))
        return groups

    def announcement(self, title: Heading, below: list[Heading]) -> Announcement:
        parts = Parts(self.words, self._date)
        parts.preamble(title.body)
        for heading in below:
            parts.add(heading)
        parts.finish()
        result = Announcement(
            page=self.page.name,
            anchor=self._anchor(title),
            language=self.page.language,
            title=plain_text(title.text) or title.text,
            path=title.line.path,
            line=title.line.number,
        )
        self._doubt_anchor(result, title)
        self._set_date(result, parts)
        self._set_texts(result, parts)
        return result

    # --- Where an announcement begins

    def _is_title(self, i: int, heading: Heading) -> bool:
        section = self.words.section_of(heading)
        if heading.numbers and heading.level <= 3:
            return self._has_evidence(i) or (heading.level <= 2 and not section)
        if section or heading.level > 2:
            return False
        if self._has_evidence(i):
            return True
        return heading.level == 2 and (bool(heading.above) or bool(heading.separated and self.page.month))

    def _has_evidence(self, i: int) -> bool:
        """A date below the heading, or a part that only announcements have, before the next heading of its
        rank."""
        if self._dated(self.headings[i].body):
            return True
        rank = max(self.headings[i].level, 2)
        for j in range(i + 1, len(self.headings)):
            heading = self.headings[j]
            section = self.words.section_of(heading)
            if section in TELLING:
                return True
            if heading.numbers or (heading.level <= rank and not section):
                return False
        return False

    def _tells_date(self, i: int) -> bool:
        """For pages whose titles are a level lower: the date must be there, directly or in the categories."""
        following = self.headings[i + 1 : i + 2]
        return not self.words.section_of(self.headings[i]) and (
            self._dated(self.headings[i].body) or any(self.words.section_of(one) == CATEGORIES for one in following)
        )

    def _dated(self, body: list[Line]) -> bool:
        return any(self._date_line(line.text) for line, coded in with_code(body) if not coded)

    def _date_line(self, text: str) -> bool:
        label, value = labelled(text)
        if not label:
            return False
        if self.words.named(label) == DATE:
            return bool(value)
        if self.words.is_english or not ITEM.match(text) or len(value) > MAX_DATE:
            return False
        found = self._date(value)  # a bullet that says a date, under whatever this language calls it
        return bool(found and found.date)

    def _date(self, text: str) -> ReadDate | None:
        return read_date(text, self.page.language, self.page.month)

    # --- Its name among the others

    def _anchor(self, title: Heading) -> str:
        """The author's own anchor if no other notice has it, else one made of the English title."""
        candidates = [*_own_anchors(title), *_title_anchors(title)]
        chosen = next((one for one in map(short_anchor, candidates) if one and one not in self.taken), "")
        stem, count = (short_anchor(_title_anchors(title)[0]) or "notice")[: MAX_ANCHOR - 5], 1
        while not chosen:
            count += 1
            chosen = f"{stem}-{count}" if f"{stem}-{count}" not in self.taken else ""
        self.taken.add(chosen)
        return chosen

    def _doubt_anchor(self, result: Announcement, title: Heading) -> None:
        if not title.anchors:
            self._doubt(result, "no anchor: known by the words of its title, which may be changed")
            return
        given = short_anchor(_own_anchors(title)[0])
        if self.anchors[given] > 1:
            self._doubt(result, f"the anchor {quoted(given)} stands on this page more than once")

    # --- What it says

    def _set_date(self, result: Announcement, parts: Parts) -> None:
        found = parts.date
        result.date_text = plain_text(parts.date_text)[:200]
        if found and found.date:
            result.date, result.date_precision = found.date, found.precision
        if found and found.doubt:
            self._doubt(result, found.doubt, parts.date_line)
        elif parts.date_text and not found:
            self._doubt(result, f"not understood as a date: {quoted(result.date_text)}", parts.date_line)
        elif not found:
            self._doubt(result, "the announcement has no date")

    def _doubt(self, result: Announcement, reason: str, line: Line | None = None) -> None:
        """A reason to look at the record, which is also reported with its place."""
        path, number = (line.path, line.number) if line else (result.path, result.line)
        result.review.append(reason)
        self.problems.append(Problem(path, number, reason, REVIEW))

    def _set_texts(self, result: Announcement, parts: Parts) -> None:
        for section, name in TEXTS.items():
            setattr(result, name, self._text(parts.lines.get(section, [])))
        result.category = ", ".join(filter(None, map(plain_text, parts.categories)))
        result.status = ", ".join(filter(None, map(plain_text, parts.statuses)))
        result.sections = frozenset(parts.found)
        result.headings = {section: plain_text(text) for section, text in parts.names.items()}
        texts = [getattr(result, name) for name in TEXTS.values()]
        if "\ufffd" in "".join([result.title, *texts]):
            self._doubt(result, "some characters of the file could not be read")
        if not any(texts):
            self._doubt(result, "the announcement has no text")

    def _text(self, lines: list[Line]) -> str:
        """Plain Markdown of lines that may come from several files, each with its own folder for relative
        links."""
        runs: list[list[Line]] = []
        for line in lines:
            if not runs or runs[-1][-1].path != line.path:
                runs.append([])
            runs[-1].append(line)
        texts = (clean_markdown("\n".join(line.text for line in run), self._links(run[0].path)) for run in runs)
        return "\n\n".join(filter(None, texts))

    def _links(self, path: str) -> Links:
        folder = os.path.relpath(os.path.dirname(path) or ".", os.path.dirname(self.page.path) or ".")
        return Links(self.page.base_url, self.page.name, folder, self.definitions)


def _own_anchors(title: Heading) -> list[str]:
    """What the author named the notice: a number, else the anchor above the title, else the last one in
    it."""
    return title.numbers or title.above[-1:] or title.anchors[-1:]


def _title_anchors(title: Heading) -> list[str]:
    """The English title as an anchor, the same in all languages: a translated title carries it as its
    first."""
    inside = title.anchors[len(title.above) :]
    return [*[anchor for anchor in inside if anchor not in title.numbers][:1], slug(title.text)]


def short_anchor(anchor: str) -> str:
    """An anchor as the database keeps it: lower case, and a long one cut with a few digits that keep it
    apart."""
    plain = re.sub(r"\s+", "-", anchor.strip()).lower()
    if len(plain) <= MAX_ANCHOR:
        return plain
    return f"{plain[: MAX_ANCHOR - 9]}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"
