"""Importers: pages of vendors become announcements, and those become draft records.

``read_paths`` needs no database. To read a new format, write a module with an ``Importer`` (see ``base``) and
name it in ``IMPORTERS``; ``store`` keeps what it finds.
"""

from collections.abc import Iterator

from .base import LOST, Announcement, Importer, Page, Problem
from .files import Source, UnreadableError
from .vendor_pages import VendorPages

IMPORTERS: dict[str, Importer] = {"vendor-pages": VendorPages()}

__all__ = ["IMPORTERS", "Announcement", "Importer", "Page", "Problem", "read_paths"]


def read_paths(paths: list, *, base_url: str = "", importer: str = "vendor-pages") -> Iterator[Page]:
    """Every page under the paths (files or folders, or a ``Source``); a path that does not exist is a page
    too."""
    for path in paths:
        try:
            source = path if isinstance(path, Source) else Source(path)
        except UnreadableError as reason:
            yield Page(
                str(path),
                "",
                problems=[Problem(str(path), 0, str(reason), LOST)],
                readable=False,
                exists=False,
            )
        else:
            yield from IMPORTERS[importer].read(source, base_url=base_url)
