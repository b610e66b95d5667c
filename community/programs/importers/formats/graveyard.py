"""Lists of products that a vendor ended, as "Killed by Google" keeps one: JSON objects with a day of closing."""

import re

from community.programs.importers.base import DAY, LOST, Announcement, Page, Problem
from community.programs.importers.files import File
from community.programs.importers.formats._reading import day_of, list_of, text_of

NAME = "graveyard"
ENDINGS = (".json",)


def recognises(file: File) -> bool:
    """A list of objects with the days of opening and closing."""
    return file.looks_like(b'"dateOpen"', b'"dateClose"')


def read(file: File) -> Page:
    """The ended products, in the order of the file."""
    page = Page(file.path, "graveyard", "Ended products", languages=("en",))
    line, seen = 1, set()
    for product in list_of(file.data, dict):
        name, closed = text_of(product.get("name")), day_of(product.get("dateClose"))
        line = file.line_of(f'"{name}"', line) if name else line
        anchor = re.sub(r"[^\w]+", "-", f"{name} {closed or ''}".lower()).strip("-")[:80]
        if not name or not closed or anchor in seen:
            reason = f"{name} stands twice" if name and closed else "a product without a name or a day of closing"
            page.problems.append(Problem(file.path, line, reason, LOST))
            continue
        seen.add(anchor)
        page.announcements.append(
            Announcement(
                page=page.name, anchor=anchor, language="en", title=f"{name} is discontinued", kind="end_of_life",
                direction="worse", effective=closed, effective_precision=DAY, category=text_of(product.get("type")),
                summary=text_of(product.get("description")), url=text_of(product.get("link")),
                path=file.path, line=line,
            )
        )  # fmt: skip
    return page
