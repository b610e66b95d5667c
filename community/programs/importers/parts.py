"""The lines of one announcement, sorted into its parts: by headings (formats A to D) or by labels (format
E)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .dates import ReadDate
from .headings import Heading, Line, with_code
from .sections import (
    AUDIENCE,
    CATEGORIES,
    CHANGELOG,
    DATE,
    DETAILS,
    NEXT_STEPS,
    QUESTIONS,
    STATUS,
    SUMMARY,
    TYPE,
    WORKSPACE,
    Vocabulary,
)

ITEM = re.compile(r"^\s{0,3}[-*+•]\s+(.*)$")
CONTINUED = re.compile(r"^(?:\s{2,}|\t)\S")
LABELLED = re.compile(
    r"^\s*(\*{2}|_{2})?\s*([^\s:：*_|<>\[\]()][^:：*_|<>\[\]\n]{0,50}?)\s*(\*{2}|_{2})?\s*[:：]\s*(\*{2}|_{2})?(.*)$"
)
ITALIC = re.compile(r"^\s*(?:\*(?!\*)(.{1,4000})(?<!\*)\*|_(?!_)(.{1,4000})(?<!_)_)\s*$", re.DOTALL)

MAX_DATE = 40  # characters; a longer text holds a date but is none

# The parts that are texts, and the fields of an Announcement that hold them.
TEXTS = {
    AUDIENCE: "audience",
    SUMMARY: "summary",
    DETAILS: "details",
    NEXT_STEPS: "next_steps",
    QUESTIONS: "questions",
    CHANGELOG: "changelog",
}


@dataclass
class Parts:
    """The lines of one announcement, sorted into its parts."""

    words: Vocabulary
    read: Callable[[str], ReadDate | None]
    lines: dict[str, list[Line]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # what the page calls the parts
    found: set[str] = field(default_factory=set)
    categories: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    links: list[Line] = field(default_factory=list)
    date: ReadDate | None = None
    date_text: str = ""
    date_line: Line | None = None
    current: tuple[str, int] = ("", 0)
    labelled: bool = False  # the notice has no headings for its parts but a list of labels (format E)

    def preamble(self, body: list[Line]) -> None:
        """What stands between the title and the first heading below it: nothing, a date line, or a whole
        notice."""
        blocks = _blocks(body)
        header = next((i for i, block in enumerate(blocks) if self._is_header(block)), None)
        if header is None:
            self._plain_preamble(blocks)
            return
        before, after = blocks[:header], blocks[header + 1 :]
        while after and self._is_header(after[0]):
            header_more = after.pop(0)
            blocks[header] = blocks[header] + header_more
        self.labelled = True
        self._summary_of(before)
        self._header(blocks[header])
        self._put(DETAILS, [line for block in after for line in block])
        if any(line.text.strip() for block in after for line in block):
            self.found.add(DETAILS)

    def add(self, heading: Heading) -> None:
        """A heading with the lines below it."""
        section = self._section(heading)
        if not section:
            self._unknown(heading)
            return
        self.found.add(section)
        self.levels.setdefault(section, heading.level)
        self.names.setdefault(section, heading.text)
        self.current = (section, heading.level)
        if section in (CATEGORIES, DATE, WORKSPACE):
            self._facts(section, heading.body)
        else:
            self._put(section, heading.body)

    def finish(self) -> None:
        self._put(DETAILS, self.links)

    # --- Preamble

    def _is_header(self, block: list[Line]) -> bool:
        """A list of labels, one of them known or a date: ``- **Date:** …``, ``- **Workspace:** …``."""
        labels = [labelled(line.text) for line in block if ITEM.match(line.text)]
        if not labels or not labels[0][0]:
            return False
        if any(self.words.named(label) in (DATE, WORKSPACE, AUDIENCE) for label, _value in labels if label):
            return True
        return not self.words.is_english and any(label and self._says_date(value) for label, value in labels)

    def _says_date(self, text: str) -> bool:
        found = self.read(text) if len(text) <= MAX_DATE else None
        return bool(found and found.date)

    def _header(self, block: list[Line]) -> None:
        """The labels of a notice that has a file of its own. Unknown ones are told by their order, which
        never changes."""
        positions = [WORKSPACE, AUDIENCE]
        for line, value, label in _items(block):
            section = self.words.named(label) if label else ""
            found = self.read(value) if section in ("", DATE) else None
            if section == DATE or (not section and not self.date_text and found):
                self._take_date(line, value, found)
            elif section in (WORKSPACE, TYPE, CATEGORIES) or (not section and label and positions[:1] == [WORKSPACE]):
                self.categories.append(value)
                self.found.add(WORKSPACE)
                positions = [one for one in positions if one != WORKSPACE]
            elif section == AUDIENCE or (not section and label and positions[:1] == [AUDIENCE]):
                self._put(AUDIENCE, [Line(text, line.path, line.number) for text in value.split("\n")])
                self.found.add(AUDIENCE)
                positions = [one for one in positions if one != AUDIENCE]
            elif section == STATUS:
                self.statuses.append(value)
            elif section in TEXTS:
                self._put(section, [Line(value, line.path, line.number)])
                self.found.add(section)
            else:
                self._put(DETAILS, [Line(f"- {label}: {value}" if label else f"- {value}", line.path, line.number)])

    def _summary_of(self, before: list[list[Line]]) -> None:
        """The sentence above the labels is the summary; it is set in italics, which are taken off."""
        for i, block in enumerate(before):
            text = "\n".join(line.text for line in block).strip()
            italic = ITALIC.match(text)
            if italic or (i == 0 and len(before) == 1 and not ITEM.match(text) and not text.lstrip().startswith(">")):
                inner = (italic[1] or italic[2]) if italic else text
                first = block[0]
                self._put(SUMMARY, [Line(one, first.path, first.number) for one in inner.strip().split("\n")])
                self.found.add(SUMMARY)
            else:
                self._put(DETAILS, block)

    def _plain_preamble(self, blocks: list[list[Line]]) -> None:
        """A line "Date: …" (also "Workspace: …") among text that belongs to the details."""
        for block in blocks:
            kept = [line for line in block if not self._fact(line)]
            self._put(DETAILS, kept)

    def _fact(self, line: Line) -> bool:
        label, value = labelled(line.text)
        section = self.words.named(label) if label else ""
        if section == DATE and value and not self.date_text:
            self._take_date(line, value, self.read(value))
            return True
        if section == WORKSPACE and value and not self.categories:
            self.categories.append(value)
            self.found.add(WORKSPACE)
            return True
        if section == AUDIENCE and value and AUDIENCE not in self.found:
            self._put(AUDIENCE, [Line(value, line.path, line.number)])
            self.found.add(AUDIENCE)
            return True
        text = value if label and not self.words.is_english else line.text
        if not self.date_text and (text == value or (not label and _is_only_a_date(text))) and self._says_date(text):
            self._take_date(line, text, self.read(text))
            return True
        return False

    # --- Headings

    def _section(self, heading: Heading) -> str:
        section = self.words.section_of(heading)
        if not section and not self.date_text and heading.level > 2 and self._lists_a_date_first(heading.body):
            section = CATEGORIES  # whatever it is called in this language
        if section == DATE and not self.read(_first_text(heading.body)):
            section = ""
        repeated = section in self.levels and heading.level > self.levels[section]
        return "" if repeated else section

    def _lists_a_date_first(self, body: list[Line]) -> bool:
        first = _first_text(body)
        item = ITEM.match(first)
        if not item:
            return False
        label, value = labelled(first)
        return self._says_date(value if label else item[1])

    def _unknown(self, heading: Heading) -> None:
        """A heading that no rule knows: below its part if it is deeper, else in the details under its own
        name."""
        section, level = self.current
        if section not in TEXTS or heading.level <= level:
            section = DETAILS
            self.current = (DETAILS, heading.level)
            self.found |= {DETAILS} if self.labelled else set()
        shown = Line(f"{'#' * max(heading.level, 3)} {heading.text}", heading.line.path, heading.line.number)
        blank = Line("", heading.line.path, heading.line.number)
        self._put(section, [blank, shown, blank, *heading.body])

    def _facts(self, section: str, body: list[Line]) -> None:
        if section == WORKSPACE:
            self.categories += [ITEM.sub(r"\1", line.text) for line in body if line.text.strip()]
        elif section == DATE:
            line = next(line for line in body if line.text.strip())
            self._take_date(line, line.text, self.read(line.text))
        else:
            self._categories(body)

    def _categories(self, body: list[Line]) -> None:
        """Bullets: the date, then "Type: …" and "Status: …", or the bare category. A bullet that is only a
        link is no category; it goes to the end of the details."""
        for line, value, label in _items(body):
            section = self.words.named(label) if label else ""
            whole = f"{label}: {value}" if label else value
            found = self.read(value) if not self.date_text and section in ("", DATE) else None
            if section == DATE or (found and (found.date or found.doubt) and len(value) <= 60):
                if not self.date_text:
                    self._take_date(line, value, found)
            elif section in (TYPE, CATEGORIES, WORKSPACE):
                self.categories.append(value)
            elif section == STATUS:
                self.statuses.append(value)
            elif re.fullmatch(r"\[[^\]]*\]\([^)]*\)\s*", whole):
                self.links.append(Line(f"- {whole}", line.path, line.number))
            else:
                self.categories.append(whole)

    def _take_date(self, line: Line, text: str, found: ReadDate | None) -> None:
        self.date_line, self.date_text, self.date = line, text, found

    def _put(self, section: str, lines: list[Line]) -> None:
        if any(line.text.strip() for line in lines):
            kept = self.lines.setdefault(section, [])
            if kept:
                kept.append(Line("", kept[-1].path, kept[-1].number))
            kept += lines


def labelled(text: str) -> tuple[str, str]:
    """Label and value of ``Date: x``, ``- **Date:** x``, ``- **Date**: x``; two empty texts if it is not of
    that kind."""
    item = ITEM.match(text)
    match = LABELLED.match(item[1] if item else text)
    if not match or match[5].startswith("//"):
        return "", ""
    bold_to_the_end = match[1] and not (match[3] or match[4])
    return match[2].strip(), match[5].strip().removesuffix(match[1] if bold_to_the_end else "").strip()


def _is_only_a_date(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]+", text)) <= 4 and not text.lstrip().startswith(("|", ">", "#"))


def _first_text(body: list[Line]) -> str:
    return next((line.text for line in body if line.text.strip()), "")


def _blocks(body: list[Line]) -> list[list[Line]]:
    """Paragraphs with the blank lines below them; a list right below a paragraph is a block of its own."""
    blocks: list[list[Line]] = []
    for line, coded in with_code(body):
        last = blocks[-1][-1].text if blocks else ""
        blank = not line.text.strip()
        turns = bool(ITEM.match(line.text)) != bool(ITEM.match(last)) and not CONTINUED.match(line.text)
        if not blocks or (not coded and not blank and (turns or not last.strip())):
            blocks.append([])
        blocks[-1].append(line)
    return [block for block in blocks if any(line.text.strip() for line in block)]


def _items(body: list[Line]) -> list[tuple[Line, str, str]]:
    """The bullets of a list (or its bare lines), each with its value and label; indented lines continue a
    bullet."""
    result: list[tuple[Line, str, str]] = []
    for line in body:
        item = ITEM.match(line.text)
        text = (item[1] if item else line.text).strip()
        if not text.strip("-*+ "):
            continue
        if not item and CONTINUED.match(line.text) and result:
            before, value, label = result[-1]
            result[-1] = (before, f"{value}\n{text}".strip(), label)
            continue
        label, value = labelled(line.text)
        result.append((line, value if label else text, label))
    return result
