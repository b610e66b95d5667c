"""Pages on which every sentence stands twice, translation and original ("side by side").

::

    <span data-ttu-id="x-1">Ja.</span><span class="sxs-lookup"><span data-stu-id="x-1">Yes.</span></span>

Tags are taken one after the other and kept on a stack, so spans inside a pair, several pairs in a line, links
and table cells around pairs need no rule of their own. Whatever is outside of all pairs belongs to both
sides.
"""

import re
from dataclasses import dataclass

from .base import REVIEW, Problem

TRANSLATION, ORIGINAL = "translation", "original"

TAG = re.compile(r"<(/?)span\b([^<>]{0,400})>", re.IGNORECASE)
MARK = re.compile(r"data-ttu-id|data-stu-id|sxs-lookup")
CODE = re.compile(r"(?<!`)(`{1,5})(?!`)([^`\n]{1,2000}?)(?<!`)\1(?!`)")
FENCE = re.compile(r"^\s{0,12}(```+|~~~+)")


def is_side_by_side(lines: list[str]) -> bool:
    return any("sxs-lookup" in line and "data-stu-id" in line for line in lines)


Side = list[str | None]


def split_sides(path: str, lines: list[str], first: int = 1) -> tuple[Side, Side, list[Problem]]:
    """The original and the translation, line by line as in the file, and the places where the pairs are
    broken.

    A line that has nothing for a side is None there: a blank line would part a paragraph that runs over it.
    ``first`` is the number of the first line in its file. A blank line closes what is still open: a forgotten
    end costs one paragraph its pairing, never the rest of the page.
    """
    walker = _Walker(path)
    fenced = False
    for number, line in enumerate(lines, first):
        if FENCE.match(line) and not MARK.search(line):
            fenced = not fenced
            walker.both(line)
        elif fenced and not MARK.search(line):
            walker.both(line)
        else:
            walker.line(number, line)
    walker.close(first + len(lines))
    return walker.original, walker.translation, walker.problems


@dataclass
class _Open:
    side: str | None  # None: a span that has nothing to do with the pairs
    line: int


class _Walker:
    """Reads the spans in order and hands each piece of text to the side, or to both."""

    def __init__(self, path: str):
        self.path = path
        self.stack: list[_Open] = []
        self.original: Side = []
        self.translation: Side = []
        self.problems: list[Problem] = []
        self.current: dict[str, list[str]] = {}
        self.sided: dict[str, list[int]] = {}  # the lines on which the sentences of each side begin
        self.paragraph = 0  # where in the result the paragraph begins

    def both(self, line: str) -> None:
        self.original.append(line)
        self.translation.append(line)

    def line(self, number: int, line: str) -> None:
        if not line.strip():
            self.close(number)
        self.current = {ORIGINAL: [], TRANSLATION: []}
        position = 0
        for tag in _tags(line):
            self._text(line[position : tag.start()])
            self._tag(tag, number)
            position = tag.end()
        self._text(line[position:])
        for side, result in ((ORIGINAL, self.original), (TRANSLATION, self.translation)):
            text = "".join(self.current[side])
            result.append(text if text.strip() or not line.strip() else None)

    def close(self, number: int) -> None:
        for left in self.stack:
            if left.side:
                reason = "a sentence of the side-by-side text is not closed; both languages may be mixed here"
                self.problems.append(Problem(self.path, left.line or number, reason, REVIEW))
        self.stack = []
        self._fill_gap()

    def _fill_gap(self) -> None:
        """A paragraph that stands on one side only is kept on both, so that nothing is lost, and reported."""
        sides = {ORIGINAL: self.original, TRANSLATION: self.translation}
        for have, lack in ((ORIGINAL, TRANSLATION), (TRANSLATION, ORIGINAL)):
            lines, others = self.sided.get(have, []), self.sided.get(lack, [])
            if len(lines) > len(others):
                reason = f"a sentence of the side-by-side text has no {lack}"
                self.problems.append(Problem(self.path, lines[len(others)], reason, REVIEW))
            if lines and not others:
                sides[lack][self.paragraph :] = sides[have][self.paragraph :]
        self.sided, self.paragraph = {}, len(self.original)

    def _text(self, text: str) -> None:
        side = next((one.side for one in reversed(self.stack) if one.side), None)
        for name in (side,) if side else (ORIGINAL, TRANSLATION):
            self.current[name].append(text)

    def _tag(self, tag: re.Match, number: int) -> None:
        if not tag[1]:
            side = _side(tag[2])
            if side and side not in [one.side for one in self.stack]:
                self.sided.setdefault(side, []).append(number)
            self.stack.append(_Open(side, number))
            if not side:
                self._text(tag[0])
        elif self.stack:
            if not self.stack.pop().side:
                self._text(tag[0])
        else:
            reason = "a sentence of the side-by-side text is closed that was never opened"
            self.problems.append(Problem(self.path, number, reason, REVIEW))


def _side(attributes: str) -> str | None:
    if "data-ttu-id" in attributes:
        return TRANSLATION
    return ORIGINAL if MARK.search(attributes) else None


def _tags(line: str):
    """The span tags of a line; those that are only shown inside `code` are text."""
    code = [match.span() for match in CODE.finditer(line) if not MARK.search(match[2])]
    for tag in TAG.finditer(line):
        if MARK.search(tag[2]) or not any(start <= tag.start() < end for start, end in code):
            yield tag
