"""The licence that a folder of pages states, for the attribution line of every record made of them."""

import re
from pathlib import Path

from .files import Source, UnreadableError

NAMES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "LICENCE.txt")

# What a licence text calls itself near its beginning, and how it is named in an attribution.
KNOWN = [
    (r"Attribution-ShareAlike 4\.0 International", "CC BY-SA 4.0"),
    (r"Attribution 4\.0 International", "CC BY 4.0"),
    (r"CC0 1\.0 Universal", "CC0 1.0"),
    (r"\bMIT License\b", "MIT"),
    (r"Apache License\s+Version 2\.0", "Apache-2.0"),
]


def attribution_for(vendor: str, path) -> str:
    """``Announcements by Contoso, CC BY 4.0`` if the folder has a licence that is known; else an empty text.

    Looks into the folder and the one above it, where a repository keeps it for its folder of announcements or
    of one language. Not farther: a licence up there may be somebody else's.
    """
    if isinstance(path, Source) and not path.root.is_dir():
        return ""  # standard input
    start = Path(path.start if isinstance(path, Source) else path).absolute()
    folder = start if start.is_dir() else start.parent
    for place in (folder, folder.parent):
        licence = _licence_in(place)
        if licence:
            return f"Announcements by {vendor}, {licence}"
    return ""


def _licence_in(folder: Path) -> str:
    for name in NAMES:
        try:
            text = "\n".join(Source(folder / name).read((folder / name).resolve()).lines[:60])
        except UnreadableError:
            continue
        for pattern, short in KNOWN:
            if re.search(pattern, text, re.IGNORECASE):
                return short
    return ""
