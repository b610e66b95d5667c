"""Importers: files of vendors become announcements, and those become draft records.

``read_paths`` needs no database. A format whose files stand for themselves is one module in ``formats``; month
pages, which include other files, are read by ``vendor_pages``. ``store`` keeps what is found.
"""

from collections.abc import Iterator
from pathlib import Path

from .base import LOST, Announcement, Format, Page, Problem
from .files import File, Source, UnreadableError, is_data_name
from .formats import FORMATS, format_of
from .vendor_pages import VendorPages

VENDOR_PAGES = "vendor-pages"
NAMES = (VENDOR_PAGES, *FORMATS)

__all__ = ["FORMATS", "NAMES", "VENDOR_PAGES", "Announcement", "Format", "Page", "Problem", "read_file", "read_paths"]


def read_paths(paths: list, *, base_url: str = "", wanted: str = "") -> Iterator[Page]:
    """Every page under the paths (files or folders, or a ``Source``); a path that does not exist is a page
    too.

    ``wanted`` is one of NAMES, for files that cannot be told apart by themselves.
    """
    for path in paths:
        try:
            source = path if isinstance(path, Source) else Source(path)
        except UnreadableError as reason:
            yield _unreadable(str(path), str(reason), exists=False)
        else:
            yield from _pages_of(source, base_url, wanted)


def read_file(file: File, wanted: str = "") -> Page:
    """One file of a format in ``formats``; never raises for what stands in it."""
    try:
        chosen = FORMATS[wanted] if wanted else format_of(file)
        return chosen.read(file)
    except UnreadableError as reason:
        return _unreadable(file.path, str(reason), line=reason.line)


def _pages_of(source: Source, base_url: str, wanted: str) -> Iterator[Page]:
    paths, problems = source.files() if wanted != VENDOR_PAGES else source.pages()
    if problems:
        yield Page(source.shown(source.start), "", problems=problems, readable=False)
    vendor_pages = []
    for path in paths:
        page = None if wanted == VENDOR_PAGES else _page_of(source, path, wanted)
        if page is None:
            vendor_pages.append(path)
        else:
            yield page
    yield from VendorPages().read(source, vendor_pages, base_url=base_url)


def _page_of(source: Source, path: Path, wanted: str) -> Page | None:
    """The page of a file that stands for itself; None if it is a vendor page, if it is anything."""
    if not wanted and not is_data_name(path.name) and not any(path.name.endswith(one) for one in _page_endings()):
        return None
    try:
        file = source.file(path)
        if not wanted and not is_data_name(path.name) and format_of(file, or_none=True) is None:
            return None
    except UnreadableError as reason:
        return _unreadable(source.shown(path), str(reason), line=reason.line)
    return read_file(file, wanted)


def _page_endings() -> set[str]:
    return {ending for one in FORMATS.values() for ending in one.ENDINGS if not is_data_name(f"x{ending}")}


def _unreadable(path: str, reason: str, *, line: int = 0, exists: bool = True) -> Page:
    return Page(path, "", problems=[Problem(path, line, reason, LOST)], readable=False, exists=exists)
