"""Formats of which every file stands for itself: one module each, found by being here.

A module has NAME, ENDINGS, ``recognises(file)`` and ``read(file)``; see ``base.Format``. They are asked in the
order of their names, and no two of them recognise the same file.
"""

import importlib
import pkgutil

from community.programs.importers.base import Format
from community.programs.importers.files import File, UnreadableError

_modules = (
    importlib.import_module(f"{__name__}.{one.name}")
    for one in pkgutil.iter_modules(__path__)
    if not one.name.startswith("_")
)
FORMATS: dict[str, Format] = {one.NAME: one for one in _modules}


def format_of(file: File, *, or_none: bool = False) -> Format | None:
    """The format that recognises the file. Raises UnreadableError, unless None will do."""
    fitting = (one for one in FORMATS.values() if file.name.lower().endswith(one.ENDINGS))
    found = next((one for one in fitting if one.recognises(file)), None)
    if found or or_none:
        return found
    if file.name.lower().endswith(".json"):
        file.data  # noqa: B018 - broken JSON says so, with its line
    raise UnreadableError("none of the formats that are read; name one with --format if it should be")
