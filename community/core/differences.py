"""What differs between two texts, line by line, in bounded time whatever the texts are."""

from collections import Counter
from difflib import SequenceMatcher

LONGEST = 64 * 1024  # characters of one text that are compared
MOST_LINES = 2000  # of both texts together
# Pairs of equal lines: the work grows with them, and a text of the same line a thousand times has a million.
MOST_PAIRS = 6000
AROUND = 3  # unchanged lines shown before and after what changed

KEPT, OUT, IN, LEFT_OUT = " ", "-", "+", "@"


def line_difference(old: str, new: str) -> list[tuple[str, str]] | None:
    """Rows of (mark, line): " " kept, "-" taken out, "+" put in, "@" how many unchanged lines are left out.

    Lines only, never letters. None if the texts are too long or too repetitive to be compared: show both.
    """
    if max(len(old), len(new)) > LONGEST:
        return None
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    if len(before) + len(after) > MOST_LINES or _pairs(before, after) > MOST_PAIRS:
        return None
    matcher = SequenceMatcher(_is_blank, before, after, autojunk=False)
    groups = list(matcher.get_grouped_opcodes(AROUND))
    rows, shown = [], 0
    for group in groups:
        rows += _gap(group[0][1] - shown)
        for mark, start, end, new_start, new_end in group:
            if mark == "equal":
                rows += [(KEPT, line) for line in before[start:end]]
            else:
                rows += [(OUT, line) for line in before[start:end]] + [(IN, line) for line in after[new_start:new_end]]
        shown = group[-1][2]
    return rows + _gap(len(before) - shown if groups else 0)


def _pairs(before: list[str], after: list[str]) -> int:
    """How many pairs of equal lines the matcher would look at; blank ones it does not."""
    counted = Counter(after)
    return sum(times * counted[line] for line, times in Counter(before).items() if not _is_blank(line))


def _is_blank(line: str) -> bool:
    return not line.strip()


def _gap(count: int) -> list[tuple[str, str]]:
    return [(LEFT_OUT, str(count))] if count > 0 else []
