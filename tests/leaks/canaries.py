"""Words that must not get out: made, hidden in things, and looked for in whatever the site says."""

import base64
import random
import re
import string
from dataclasses import dataclass, field

RUN = re.compile(rb"[A-Za-z0-9+/]{12,}")
MARGIN = 3  # letters of base64 that depend on what stands before and after the word


def new_word() -> str:
    """Twelve random letters; nobody else writes them."""
    return "".join(random.choices(string.ascii_lowercase, k=12))


@dataclass(frozen=True)
class Canary:
    """A word hidden in ``where``. The roles in ``seen_by`` must find it, those in ``may_see`` may, nobody else.

    ``but_not`` are beginnings of addresses that may show it to everybody.
    """

    where: str
    seen_by: frozenset[str]
    may_see: frozenset[str] = frozenset()
    but_not: tuple[str, ...] = ()
    word: str = field(default_factory=new_word)

    def is_for(self, role: str, path: str) -> bool:
        return role in self.seen_by | self.may_see or path.startswith(self.but_not or ("\0",))


class Searcher:
    """Finds canaries in bytes: as they are, in whatever capitals, and in base64 at every offset.

    Twelve plain letters stay what they are in HTML, JSON and percent encoding. A page has few runs of letters and
    digits as long as that, so only those are looked at, at each of their places.
    """

    def __init__(self, canaries: list[Canary]):
        self._plain = {canary.word.encode(): canary for canary in canaries}
        self._encoded = {form: canary for canary in canaries for form in _in_base64(canary.word)}

    def find(self, haystack: bytes) -> set[Canary]:
        runs = set(RUN.findall(haystack))
        return _found({run.lower() for run in runs}, self._plain) | _found(runs, self._encoded)


def _found(runs: set[bytes], forms: dict[bytes, Canary]) -> set[Canary]:
    lengths = {len(form) for form in forms}
    pieces = {run[at : at + length] for run in runs for length in lengths for at in range(len(run) - length + 1)}
    return {forms[piece] for piece in pieces & forms.keys()}


def _in_base64(word: str) -> set[bytes]:
    """What of the word's base64 is the same whatever surrounds it."""
    forms = set()
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + word.encode() + b"\0" * (3 - offset))
        forms.add(text[MARGIN + 1 : -MARGIN - 2])
    return forms
