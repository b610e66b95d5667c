"""Azure deprecation notices: a line with the type of message, and a fenced JSON object with a timeline."""

import hashlib
import re

from community.programs.importers.base import DAY, REVIEW, UNKNOWN, Announcement, Page, Problem
from community.programs.importers.cleaning import Links, clean_markdown, plain_text
from community.programs.importers.files import File, UnreadableError, quoted, read_json
from community.programs.importers.formats._reading import day_of, in_words, list_of, text_of

NAME = "azure-notices"
ENDINGS = (".message",)

FENCED = re.compile(r"^```(?:json)?\s*$")


def recognises(file: File) -> bool:
    """The first line says what it is."""
    return file.looks_like(b"MessageType:", b"Deprecation")


def read(file: File) -> Page:
    """The one notice of the file."""
    notice = _notice(file)
    title = plain_text(text_of(notice.get("Title")))
    if not title:
        raise UnreadableError("the notice has no title", file.line_of('"Title"'))
    page = Page(file.path, _page_name(file), title, languages=("en",), problems=list(file.text.problems))
    timeline = list_of(notice.get("Timeline"), dict)
    impact, line = _object(notice, "Impact"), file.line_of('"Title"')
    announced, effective = _day_of(timeline, "announcement"), _day_of(timeline, "deprecation")
    one = Announcement(
        page=page.name, anchor="notice", language="en", title=title, date=announced,
        date_precision=DAY if announced else UNKNOWN, category=", ".join(_facets(impact)),
        audience=", ".join(map(in_words, list_of(impact.get("Services"), str))),
        summary=_markdown(impact.get("Description")), details=_details(notice, timeline),
        next_steps=_said(_object(notice, "RequiredAction")), kind="end_of_life", direction="worse",
        effective=effective, act_by=_due(timeline), url=next(iter(_links(notice)), ""), path=file.path, line=line,
    )  # fmt: skip
    for entry in timeline:
        if not day_of(entry.get("Date")):
            _doubt(page, one, f"not understood as a date: {quoted(text_of(entry.get('Date')))}", file.line_of("Date"))
    if not effective:
        _doubt(page, one, "the timeline does not say when it ends", file.line_of('"Timeline"'))
    page.announcements.append(one)
    return page


def _notice(file: File) -> dict:
    lines = file.text.lines
    fences = [i for i, line in enumerate(lines) if FENCED.match(line)]
    if len(fences) < 2:
        raise UnreadableError("no fenced JSON in it", 1)
    notice = read_json("\n".join(lines[fences[0] + 1 : fences[-1]]), fences[0] + 2)
    if not isinstance(notice, dict):
        raise UnreadableError("the JSON is no object", fences[0] + 2)
    return notice


def _page_name(file: File) -> str:
    """The file's name, cut, with a number of the whole: some are longer than a page's name may be."""
    return f"azure/{file.stem[:80]}~{hashlib.sha256(file.stem.encode()).hexdigest()[:8]}"


def _object(notice: dict, name: str) -> dict:
    return notice[name] if isinstance(notice.get(name), dict) else {}


def _facets(impact: dict) -> list[str]:
    return [in_words(text) for name in ("Type", "Area", "Cloud") if (text := text_of(impact.get(name)))]


def _day_of(timeline: list[dict], phase: str):
    """The last day that a phase of this name has; a deadline that was extended stands later in the list."""
    days = [day_of(one.get("Date")) for one in timeline if text_of(one.get("Phase")).lower() == phase]
    return max(filter(None, days), default=None)


def _due(timeline: list[dict]):
    """The day until which something must be done, which the notice marks."""
    return max(
        filter(None, (day_of(one.get("Date")) for one in timeline if one.get("IsDueDate") is True)), default=None
    )


def _links(notice: dict) -> list[str]:
    links = list_of(_object(notice, "Notice").get("Links"), str)
    return [link.strip() for link in links if link.strip().startswith(("https://", "http://"))]


def _details(notice: dict, timeline: list[dict]) -> str:
    rows = [
        f"| {day.isoformat()} | {_cell(one, 'Phase')} | {_cell(one, 'Description')} |"
        for one in timeline
        if (day := day_of(one.get("Date")))
    ]
    table = "\n".join(["| When | Phase | What |", "|---|---|---|", *rows]) if rows else ""
    links = "\n".join(f"- <{link}>" for link in _links(notice))
    return "\n\n".join(filter(None, [_said(_object(notice, "Notice")), table, links]))


def _cell(entry: dict, name: str) -> str:
    return " ".join(text_of(entry.get(name)).replace("|", "/").split())


def _said(part: dict) -> str:
    return "\n\n".join(filter(None, [_markdown(part.get("OfficialReport")), _markdown(part.get("AdditionalInfo"))]))


def _markdown(value) -> str:
    text = text_of(value).replace("\r\n", "\n").replace("\r", "\n")
    return clean_markdown(text if text != "N/A" else "", Links())


def _doubt(page: Page, one: Announcement, reason: str, line: int) -> None:
    one.review.append(reason)
    page.problems.append(Problem(page.path, line, reason, REVIEW))
