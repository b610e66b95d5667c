"""Lay the lines of a text out the way python-markdown reads them.

Members write CommonMark as they know it from elsewhere: lists indented by two spaces or directly under a
sentence, fenced code inside a list or a quote, "1)" as a number. python-markdown wants four spaces and empty
lines. This pass goes over the lines once per level of nesting, so its time grows with the length only.

Other than in CommonMark, a line without ">" ends a quote: in a forum it is the answer. "---" under a line is
a rule, not a heading.
"""

import re

from .limits import (
    MAX_COLUMNS,
    MAX_LINES,
    MAX_NESTING,
    MAX_OPEN_BRACKETS,
    MAX_TABLE_CELLS,
    TOO_MANY_CELLS,
    TOO_MANY_LINES,
    TOO_NESTED,
    CannotRender,
)

# Stands for the fenced code with this number. Control characters cannot be typed: clean_text removed them.
FENCE_MARK = "\x02fence:{}\x03"


def lay_out(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The text for python-markdown, and the fenced code taken out of it as (language, code).

    Raises CannotRender for too many lines, too deep quotes and lists, too large tables.
    """
    lines = source.expandtabs(4).split("\n")
    if len(lines) > MAX_LINES:
        raise CannotRender(TOO_MANY_LINES)
    fences: list[tuple[str, str]] = []
    laid_out = _Container(lines, fences, depth=0).laid_out()
    _check_columns(laid_out)
    text = "\n".join(laid_out).strip("\n")
    _check_brackets(text)
    return text, fences


def _check_columns(lines: list[str]) -> None:
    """In every line: whether it belongs to a table python-markdown finds out by splitting it."""
    if any(line.count("|") > MAX_COLUMNS for line in lines):
        raise CannotRender(TOO_MANY_CELLS)


def _check_brackets(text: str) -> None:
    """Count the brackets and link addresses that are open at the same time."""
    for block in text.split("\n\n"):
        opened = {"[": 0, "](": 0}
        for bracket in _BRACKET.findall(block):
            if bracket in opened:
                opened[bracket] += 1
            if bracket != "[":
                closes = "](" if bracket == ")" else "["
                opened[closes] = max(0, opened[closes] - 1)
            if max(opened.values()) > MAX_OPEN_BRACKETS:
                raise CannotRender(TOO_NESTED)


class _Container:
    """The lines inside the page, a quote or a list item, without that container's own markers."""

    def __init__(self, lines: list[str], fences: list[tuple[str, str]], depth: int, in_item: bool = False):
        if depth > MAX_NESTING:
            raise CannotRender(TOO_NESTED)
        self.lines, self.fences, self.depth, self.in_item = lines, fences, depth, in_item
        self.at = 0
        self.out: list[str] = []

    def laid_out(self) -> list[str]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if fence := _FENCE.match(line):
                self._fence(fence)
            elif _QUOTE.match(line):
                self._quote()
            elif _RULE.match(line):
                self._alone("---")
            elif heading := _HEADING.match(line):
                self._alone(f"{heading.group(1)} {_without_closing_marks(heading.group(2))}")
            elif (item := _ITEM.match(line)) and self._may_start_list(item):
                self._list(item)
            elif self._is_table():
                self._table()
            else:
                self.out.append(line.rstrip())
                self.at += 1
        return self.out

    def _fence(self, opening: re.Match) -> None:
        indent, marks, language = len(opening.group(1)), opening.group(2), opening.group(3)
        closing = re.compile(f" {{0,3}}{marks[0]}{{{len(marks)},}} *")
        code = []
        self.at += 1
        while self.at < len(self.lines) and not closing.fullmatch(self.lines[self.at]):
            code.append(_dedent(self.lines[self.at], indent))
            self.at += 1
        self.at += 1
        self._block([FENCE_MARK.format(len(self.fences))])
        self.fences.append((language, "\n".join(code)))

    def _quote(self) -> None:
        inner = []
        while self.at < len(self.lines) and (quoted := _QUOTE.match(self.lines[self.at])):
            inner.append(self.lines[self.at][quoted.end() :])
            self.at += 1
        inner = _trimmed(_Container(inner, self.fences, self.depth + 1).laid_out())
        self._block([f"> {line}" if line else ">" for line in inner])

    def _alone(self, line: str) -> None:
        self.at += 1
        self._block([line])

    def _may_start_list(self, item: re.Match) -> bool:
        """Directly under a sentence only "1." starts a list, so that a line may begin with "1984."."""
        return not self._below_text() or item.group("bullet") is not None or item.group("number") == "1"

    def _list(self, item: re.Match | None) -> None:
        """All items of one kind, bullets or numbers. Empty lines between them stay: they mean paragraphs."""
        if self._below_text() and not (self.in_item and not self._has_gap()):
            self.out.append("")
        ordered = item.group("bullet") is None
        while item is not None:
            self._item(item)
            following = self.lines[self.at] if self.at < len(self.lines) else ""
            item = None if _RULE.match(following) else _ITEM.match(following)
            if item is not None and (item.group("bullet") is None) is not ordered:
                item = None
        if self.out[-1]:
            self.out.append("")

    def _item(self, item: re.Match) -> None:
        first = item.group("text")
        offset = len(item.group("indent")) + 2
        width = item.end("gap") if first else item.end("marker") + 1
        body = [first]
        self.at += 1
        while self.at < len(self.lines) and self._belongs(self.lines[self.at], offset):
            body.append(_dedent(self.lines[self.at], width))
            self.at += 1
        followed_by_gap = not body[-1].strip()
        inner = _trimmed(_Container(body, self.fences, self.depth + 1, in_item=True).laid_out())
        marker = "- " if item.group("bullet") else f"{int(item.group('number'))}. "
        self.out.append(f"{marker}{inner[0].lstrip()}")
        self.out += [f"    {line}" if line else "" for line in inner[1:]]
        if followed_by_gap or "" in inner:  # a block inside, and the next item must not run into it
            self.out.append("")

    def _belongs(self, line: str, offset: int) -> bool:
        """Whether a line continues the item above: indented, empty before such, or plain text below text."""
        if not line.strip():
            following = next((other for other in self.lines[self.at + 1 : self.at + 20] if other.strip()), "")
            return _indent(following) >= offset or _ITEM.match(following) is not None
        if _indent(line) >= offset:
            return True
        starts_something = any(form.match(line) for form in (_FENCE, _QUOTE, _RULE, _HEADING, _ITEM))
        return bool(self.lines[self.at - 1].strip()) and not starts_something and not self._is_table()

    def _is_table(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return "|" in self.lines[self.at] and "|" in following and bool(_TABLE_RULE.fullmatch(following))

    def _table(self) -> None:
        start = self.at
        self.at += 2
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            self.at += 1
        rows = [line.strip() for line in self.lines[start : self.at]]
        if rows[0].count("|") * len(rows) > MAX_TABLE_CELLS:
            raise CannotRender(TOO_MANY_CELLS)
        self._block(rows)

    def _block(self, lines: list[str]) -> None:
        """Write lines that need an empty one before and after them."""
        if self.out and self.out[-1]:
            self.out.append("")
        self.out += [*lines, ""]

    def _below_text(self) -> bool:
        return bool(self.out and self.out[-1])

    def _has_gap(self) -> bool:
        return "" in self.out


def _without_closing_marks(heading: str) -> str:
    bare = heading.rstrip().rstrip("#")
    return bare.rstrip() if not bare or bare.endswith(" ") else heading.rstrip()


def _trimmed(lines: list[str]) -> list[str]:
    """Without empty lines at both ends, but never without any line."""
    start, end = 0, len(lines)
    while start < end - 1 and not lines[start]:
        start += 1
    while end > start + 1 and not lines[end - 1]:
        end -= 1
    return lines[start:end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _dedent(line: str, width: int) -> str:
    return line[min(width, _indent(line)) :]


_BRACKET = re.compile(r"\[|\]\(|\]|\)")
_FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,}) *([A-Za-z0-9+#-]{0,20})")
_QUOTE = re.compile(r" {0,3}> ?")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$")
_HEADING = re.compile(r" {0,3}(#{1,6}) +(?=\S)(.*)")
_ITEM = re.compile(
    r"(?P<indent> {0,3})(?P<marker>(?P<bullet>[*+-])|(?P<number>[0-9]{1,9})[.)])(?P<gap> {1,4}|$)(?P<text>.*)"
)
_TABLE_RULE = re.compile(r"[ |:-]+")
