"""The YAML between two ``---`` lines at the head of a page, read without trusting it."""

import re
from dataclasses import dataclass

import yaml

from .base import REVIEW, Problem
from .files import UnreadableError

MAX_LINES = 200  # the longest real one has 20
MAX_CHARACTERS = 20_000

FENCE = re.compile(r"^---\s*$")
END = re.compile(r"^(---|\.\.\.)\s*$")
SIMPLE = re.compile(r"^([A-Za-z][\w.-]{0,60}):[ \t]*(.{0,500})$")


def split_front_matter(path: str, lines: list[str]) -> tuple[dict[str, str], int, list[Problem]]:
    """The fields of the front matter, the number of lines it takes, and what was wrong with it.

    Broken YAML is reported with its line; the fields that stand alone on a line are then read one by one,
    since the language of the page is among them. A missing end is found at the first line that cannot be
    front matter.
    """
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start >= len(lines) or not FENCE.match(lines[start]):
        return {}, 0, []
    end = next((i for i in range(start + 1, min(len(lines), start + MAX_LINES)) if END.match(lines[i])), None)
    if end is None or _holds_the_page(lines[start + 1 : end]):
        return _unclosed(path, lines, start)
    fields, problems = _read(path, lines[start + 1 : end], start + 2)
    return fields, end + 1, problems


def _holds_the_page(lines: list[str]) -> bool:
    """A heading before the closing line: the front matter was never closed and the ``---`` is a rule in the
    text."""
    return any(re.match(r"^#{1,6} ?[<\w]", line) and not line.startswith("# ") for line in lines)


def _unclosed(path: str, lines: list[str], start: int) -> tuple[dict[str, str], int, list[Problem]]:
    end = start + 1
    while end < len(lines) and (SIMPLE.match(lines[end]) or re.match(r"^[ \t]+\S", lines[end])):
        end += 1
    problem = Problem(path, start + 1, "the front matter is not closed by a --- line", REVIEW)
    return _one_by_one(lines[start + 1 : end]), end, [problem]


def _read(path: str, lines: list[str], first: int) -> tuple[dict[str, str], list[Problem]]:
    text = "\n".join(lines)
    if len(text) > MAX_CHARACTERS:
        return _one_by_one(lines), [Problem(path, first, "the front matter is too long to be read as YAML", REVIEW)]
    try:
        loaded = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader that also refuses aliases
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = f"the front matter is not valid YAML: {getattr(error, 'problem', None) or 'cannot be read'}"
        return _one_by_one(lines), [Problem(path, first + (mark.line if mark else 0), reason, REVIEW)]
    if loaded is None:
        return {}, []
    if not isinstance(loaded, dict):
        return {}, [Problem(path, first, "the front matter is not a list of fields", REVIEW)]
    return {str(key): str(value) for key, value in loaded.items() if isinstance(value, str | int | float)}, []


def _one_by_one(lines: list[str]) -> dict[str, str]:
    found = (SIMPLE.match(line) for line in lines)
    return {match[1]: match[2].strip().strip("'\"") for match in found if match}


class _NoAliases:
    """An alias can make a kilobyte into gigabytes, and no page needs one."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "aliases are refused", mark)
        return super().compose_node(parent, index)


class _PlainLoader(_NoAliases, yaml.SafeLoader):
    """Plain values only."""


class _TextLoader(_NoAliases, yaml.BaseLoader):
    """Every value as it is written: 22.10 stays 22.10, and a date that does not exist stays to be reported."""


@dataclass(frozen=True)
class Written:
    """A value of YAML as it is written, and the line on which it stands. Texts, lists or dictionaries of such."""

    value: "str | list[Written] | dict[str, Written]"
    line: int

    def text(self, name: str) -> str:
        """A plain value below this one, or an empty text."""
        below = self.value.get(name) if isinstance(self.value, dict) else None
        return below.value.strip() if below and isinstance(below.value, str) else ""


def written_yaml(path: str, lines: list[str], first: int) -> Written:
    """YAML with the numbers of its lines, of which ``first`` is the first. Raises UnreadableError."""
    try:
        node = yaml.compose("\n".join(lines), Loader=_TextLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = f"not valid YAML: {getattr(error, 'problem', None) or 'cannot be read'}"
        raise UnreadableError(reason, first + (mark.line if mark else 0)) from None
    return _written(node, first)


def _written(node, first: int) -> Written:
    line = first + node.start_mark.line if node else first
    if isinstance(node, yaml.MappingNode):
        pairs = {key.value: _written(value, first) for key, value in node.value if isinstance(key.value, str)}
        return Written(pairs, line)
    if isinstance(node, yaml.SequenceNode):
        return Written([_written(value, first) for value in node.value], line)
    return Written(node.value if node else "", line)
