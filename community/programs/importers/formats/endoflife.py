"""Products of endoflife.date: Markdown whose YAML front matter lists releases with the ends of their support.

Each release with a date on which something ends becomes one notice. ``true`` and ``false`` say that support has
ended or goes on, without a day: such a release gives no notice.
"""

import datetime as dt
import re

from community.programs.importers.base import DAY, LOST, NOTE, REVIEW, Announcement, Page, Problem
from community.programs.importers.files import File, UnreadableError, quoted
from community.programs.importers.frontmatter import FENCE, Written, written_yaml

NAME = "endoflife"
ENDINGS = (".md",)

SITE = "https://endoflife.date"
ATTRIBUTION = "endoflife.date contributors, MIT"
MAX_CHARACTERS = 400_000  # of front matter; the longest real one has 40,000
MAX_RELEASES = 1000
# What ends on the date, where the product has no column name of its own for it. The first that a release has
# is the day from which the notice is in force.
COLUMNS = {
    "eol": ("eolColumn", "Support"),
    "discontinued": ("discontinuedColumn", "Sale"),
    "eoas": ("eoasColumn", "Active support"),
    "eoes": ("eoesColumn", "Extended support"),
}
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
PLACEHOLDER = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}")


def recognises(file: File) -> bool:
    """Front matter with a list of releases."""
    return (
        file.raw.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"---") and re.search(rb"(?m)^releases:", file.raw) is not None
    )


def read(file: File) -> Page:
    """The product's releases, in the order of the file."""
    lines = file.text.lines
    fences = [i for i, line in enumerate(lines) if FENCE.match(line)][:2]
    if len(fences) < 2:
        raise UnreadableError("the front matter has no end", 1)
    front = lines[fences[0] + 1 : fences[1]]
    if sum(map(len, front)) > MAX_CHARACTERS:
        raise UnreadableError(f"the front matter is longer than {MAX_CHARACTERS:,} characters", 1)
    product = written_yaml(file.path, front, fences[0] + 2)
    releases = product.value.get("releases") if isinstance(product.value, dict) else None
    if not releases or not isinstance(releases.value, list):
        raise UnreadableError("“releases” is no list", releases.line if releases else 1)
    page = Page(file.path, f"endoflife.date/{file.stem.lower()}"[:110], product.text("title"), languages=("en",))
    page.problems += file.text.problems
    page.attribution = ATTRIBUTION
    seen: set[str] = set()
    known = _Product(file, product)
    silent = sum(_add(page, known, release, seen) is False for release in releases.value[:MAX_RELEASES])
    if silent:
        reason = f"{silent} of {len(seen)} releases have no day on which something ends"
        page.problems.append(Problem(file.path, releases.line, reason, NOTE))
    if len(releases.value) > MAX_RELEASES:
        page.problems.append(Problem(file.path, releases.line, f"more than {MAX_RELEASES} releases", LOST))
    return page


class _Product:
    """What the releases of one product share."""

    def __init__(self, file: File, written: Written):
        self.title = written.text("title") or file.stem
        self.permalink = written.text("permalink") or f"/{file.stem}"
        self.policy = written.text("releasePolicyLink")
        self.columns = {key: _column(written.text(column), usual) for key, (column, usual) in COLUMNS.items()}
        self.label = written.text("releaseLabel")
        self.tags = tuple(written.text("tags").split())
        self.category = written.text("category")


def _column(written: str, usual: str) -> str:
    """What the product calls the column, which changes what its date means."""
    return usual if written.lower() in {"", "true", "false"} else written


def _add(page: Page, product: _Product, release: Written, seen: set[str]) -> bool | None:
    """Add what the release says; False if it says no day, None if it could not be read."""
    cycle = release.text("releaseCycle")
    if not cycle:
        page.problems.append(Problem(page.path, release.line, "a release without a name", LOST))
        return None
    if cycle in seen:
        page.problems.append(Problem(page.path, release.line, f"the release {quoted(cycle)} stands twice", LOST))
        return None
    seen.add(cycle)
    notice = _announcement(page, product, release, cycle)
    ends = {key: day for key in COLUMNS if (day := _date(page, release, key))}
    released = _date(page, release, "releaseDate")
    if not ends:
        return False
    first = next(iter(ends))
    notice.effective = ends[first]
    notice.title = f"{product.title} {_name(product, release, cycle)}: {_ends(product.columns[first])}"
    notice.marks = {key: day.isoformat() for key, day in ends.items()}
    rows = [f"| {product.columns[key]} | {day.isoformat()} |" for key, day in ends.items()]
    if released:
        rows.insert(0, f"| Released | {released.isoformat()} |")
    notice.details = "\n".join(["| | |", "|---|---|", *rows])
    page.announcements.append(notice)
    return True


def _announcement(page: Page, product: _Product, release: Written, cycle: str) -> Announcement:
    link = _filled(release.text("link") or product.policy, release, cycle)
    address = f"{SITE}{product.permalink}" if product.permalink.startswith("/") else ""
    more = f"\n\nThe vendor’s own page: <{link}>" if link.startswith(("https://", "http://")) else ""
    return Announcement(
        page=page.name, anchor=re.sub(r"\s+", "-", cycle)[:80], language="en", title="", kind="end_of_life",
        direction="worse", category=product.category, url=address, tags=product.tags, date_precision=DAY,
        next_steps=more.strip(), path=page.path, line=release.line,
    )  # fmt: skip


def _name(product: _Product, release: Written, cycle: str) -> str:
    label = _filled(release.text("releaseLabel") or product.label or "__RELEASE_CYCLE__", release, cycle)
    return " ".join(label.split()) or cycle


def _filled(text: str, release: Written, cycle: str) -> str:
    """A text whose placeholders say what they stand for; one that is not known goes."""
    filled = text.replace("__RELEASE_CYCLE__", cycle).replace("__LATEST__", release.text("latest"))
    filled = filled.replace("__CODENAME__", release.text("codename")).replace("__RELEASE_DATE__", "")
    return PLACEHOLDER.sub("", filled)


def _ends(column: str) -> str:
    """ "Maintenance support" ends; "End of servicing" says so itself."""
    return column if re.match(r"(?i)end\b|deprecat", column) else f"{column} ends"


def _date(page: Page, release: Written, key: str) -> dt.date | None:
    """A date of a release; yes and no are no dates, anything else is reported."""
    written = release.text(key)
    if written.lower() in {"", "true", "false"}:
        return None
    match = DATE.fullmatch(written)
    try:
        return dt.date(*map(int, match.groups()))
    except (AttributeError, ValueError):
        line = release.value[key].line
        page.problems.append(Problem(page.path, line, f"{key} is no date: {quoted(written)}", REVIEW))
        return None
