"""The Microsoft 365 message centre: a JSON array of Graph ``serviceUpdateMessage``, or Graph's answer around it.

The id of a message is its name for good. "(Updated)" before a title says that something else has changed.
"""

import re

from community.programs.importers.base import DAY, LOST, REVIEW, UNKNOWN, Announcement, Page, Problem
from community.programs.importers.files import File, UnreadableError, quoted
from community.programs.importers.formats._reading import day_of, in_words, list_of, text_of
from community.programs.importers.html import plain_title, to_markdown

NAME = "message-centre"
ENDINGS = (".json",)

PAGE = "message-centre"
ADDRESS = "https://admin.microsoft.com/#/MessageCenter/:/messages/"
MAX_MESSAGES = 10_000
ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
UPDATED = re.compile(r"^\s*[(\[]?\s*updated?\s*(?:[)\]]\s*:?|:)\s*", re.IGNORECASE)
CATEGORIES = {
    "stayInformed": "Stay informed", "planForChange": "Plan for change", "preventOrFixIssue": "Prevent or fix an issue",
}  # fmt: skip
MORE_LINKS = {"ExternalLink": "More", "BlogLink": "Blog", "HelpLink": "Help"}


def recognises(file: File) -> bool:
    """Messages with an id and a body, or with a category, by the names that Graph gives to their fields."""
    return file.looks_like(b'"id"') and (b'"lastModifiedDateTime"' in file.raw[:40000]) and b'"body"' in file.raw


def read(file: File) -> Page:
    """All messages of a snapshot: what is not in it is at the source no more."""
    messages = file.data.get("value") if isinstance(file.data, dict) else file.data
    if not isinstance(messages, list):
        raise UnreadableError("no list of messages", 1)
    page = Page(file.path, PAGE, "Message centre", languages=("en",))
    page.shows_latest = isinstance(file.data, dict) and "@odata.nextLink" in file.data  # only a part of the answer
    lines, seen = _lines(file), set()
    for position, message in enumerate(messages[:MAX_MESSAGES]):
        name = text_of(message.get("id")) if isinstance(message, dict) else ""
        line = lines.get(name, 0)
        if not ID.fullmatch(name):
            page.problems.append(Problem(file.path, line, f"message {position + 1} has no id", LOST))
        elif not text_of(message.get("title")):
            page.problems.append(Problem(file.path, line, f"the message {name} has no title", LOST))
        elif name in seen:
            page.problems.append(
                Problem(file.path, line, f"the message {name} stands twice; the first is kept", REVIEW)
            )
        else:
            seen.add(name)
            page.announcements.append(_announcement(page, message, name, line))
    if len(messages) > MAX_MESSAGES:
        page.problems.append(Problem(file.path, 0, f"more than {MAX_MESSAGES:,} messages", LOST))
    return page


def _lines(file: File) -> dict[str, int]:
    """The line on which each id stands."""
    found = {}
    for number, line in enumerate(file.text.lines, 1):
        for match in re.finditer(r'"id"\s*:\s*"([^"]{1,60})"', line[:100_000]):
            found.setdefault(match[1], number)
    return found


def _announcement(page: Page, message: dict, name: str, line: int) -> Announcement:
    details = {text_of(one.get("name")): text_of(one.get("value")) for one in list_of(message.get("details"), dict)}
    announced, tags = day_of(message.get("startDateTime")), set(list_of(message.get("tags"), str))
    title = plain_title(text_of(message["title"]))
    one = Announcement(
        page=PAGE, anchor=name, language="en", title=UPDATED.sub("", title) or title, date=announced,
        date_precision=DAY if announced else UNKNOWN, date_text=text_of(message.get("startDateTime")),
        category=_category(message, tags), audience=_audience(message, details), summary=details.get("Summary", ""),
        details=_body(message, details), kind=_kind(message, tags), direction=_direction(tags),
        act_by=day_of(message.get("actionRequiredByDateTime")), url=f"{ADDRESS}{name}",
        tags=tuple(_tag_names(message, tags)), path=page.path, line=line,
    )  # fmt: skip
    one.marks = {
        "title": title,
        "end": text_of(message.get("endDateTime")),
        "modified": text_of(message.get("lastModifiedDateTime")),
    }
    if not announced:
        reason = f"the message {name} has no day on which it begins: {quoted(one.date_text)}"
        one.review.append(reason)
        page.problems.append(Problem(page.path, line, reason, REVIEW))
    return one


def _category(message: dict, tags: set[str]) -> str:
    severity = text_of(message.get("severity"))
    words = [CATEGORIES.get(text_of(message.get("category")), in_words(text_of(message.get("category"))))]
    words += ["Major change"] if message.get("isMajorChange") is True else []
    words += [f"Severity {severity}"] if severity in {"high", "critical"} else []
    return ", ".join(filter(None, [*words, *sorted(tags - {"Updated message"})]))


def _audience(message: dict, details: dict) -> str:
    facets = [", ".join(list_of(message.get("services"), str)), details.get("Platforms", "")]
    return " · ".join(filter(None, facets))


def _kind(message: dict, tags: set[str]) -> str:
    """What Microsoft says of it, where that is clear; else its words decide."""
    if "Retirement" in tags:
        return "end_of_life"
    if text_of(message.get("category")) == "preventOrFixIssue" and message.get("severity") in {"high", "critical"}:
        return "incident"
    return "tool" if tags & {"New feature", "Feature update"} else ""


def _direction(tags: set[str]) -> str:
    if "Retirement" in tags:
        return "worse"
    return "better" if "New feature" in tags and "Admin impact" not in tags else "neutral"


def _tag_names(message: dict, tags: set[str]) -> list[str]:
    """Words that may be in the site's list of tags; what is not there is not used."""
    words = [*tags, *list_of(message.get("services"), str)]
    if message.get("isMajorChange") is True:
        words.append("Major change")
    return [re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") for word in words]


def _body(message: dict, details: dict) -> str:
    body = message.get("body") if isinstance(message.get("body"), dict) else {}
    content = text_of(body.get("content"))
    text = to_markdown(content) if text_of(body.get("contentType")).lower() != "text" else content
    text = re.sub(r"(?m)^\\?\[([^\[\]\n]{3,80}?):?\\?\]\s*$", r"\n### \1\n", text)  # [When this will happen:]
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    links = [
        f"- {label}: <{details[key]}>" for key, label in MORE_LINKS.items() if details.get(key, "").startswith("http")
    ]
    roadmap = [f"- Roadmap: {details['RoadmapIds'][:200]}"] if details.get("RoadmapIds") else []
    return "\n\n".join(filter(None, [text, "\n".join(roadmap + links)]))
