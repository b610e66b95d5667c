"""Release data of endoflife.date: JSON with the dates of releases, without the words around them."""

from community.programs.importers.base import REVIEW, Announcement, Page, Problem
from community.programs.importers.files import File, UnreadableError, quoted
from community.programs.importers.formats._reading import day_of, text_of
from community.programs.importers.formats.endoflife import ATTRIBUTION, COLUMNS, SITE

NAME = "endoflife-release-data"
ENDINGS = (".json",)


def recognises(file: File) -> bool:
    """An object with releases and versions, by their names."""
    return file.looks_like(b'"releases"') and isinstance(file.data, dict) and "versions" in file.data


def read(file: File) -> Page:
    """The releases of the file that have a date on which something ends."""
    releases = file.data.get("releases") if isinstance(file.data, dict) else None
    if not isinstance(releases, dict):
        raise UnreadableError("“releases” is no object", file.line_of('"releases"'))
    page = Page(
        file.path, f"release-data/{file.stem.lower()}"[:110], file.stem, languages=("en",), attribution=ATTRIBUTION
    )
    for name, release in releases.items():
        line = file.line_of(f'"{name}"')
        release = release if isinstance(release, dict) else {}
        ends = {key: day for key in COLUMNS if (day := day_of(release.get(key)))}
        wrong = [key for key in COLUMNS if text_of(release.get(key)) and key not in ends]
        page.problems += [
            Problem(file.path, line, f"{key} is no date: {quoted(text_of(release[key]))}", REVIEW) for key in wrong
        ]
        if ends:
            page.announcements.append(_announcement(file, page, name, ends, line))
    return page


def _announcement(file: File, page: Page, name: str, ends: dict, line: int) -> Announcement:
    first = next(iter(ends))
    rows = [f"| {COLUMNS[key][1]} | {day.isoformat()} |" for key, day in ends.items()]
    return Announcement(
        page=page.name, anchor=name[:80], language="en", title=f"{file.stem} {name}: {COLUMNS[first][1]} ends",
        kind="end_of_life", direction="worse", effective=ends[first], url=f"{SITE}/{file.stem}",
        details="\n".join(["| | |", "|---|---|", *rows]), path=file.path, line=line,
        marks={key: day.isoformat() for key, day in ends.items()},
    )  # fmt: skip
