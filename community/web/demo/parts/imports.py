"""Sources of imports: one that works, one that fails, their drafts, one notice that is gone and one that has moved.

Nothing is fetched: what the sources "said" stands here, both are stopped, and their addresses are example.org.
"""

import datetime as dt
import json

from community.moderation import actions as moderation
from community.programs.actions import note_import_run
from community.programs.importers import read_file
from community.programs.importers.files import File
from community.programs.importers.store import import_pages
from community.programs.models import ImportedItem, ImportSource, Vendor

GOOD = "https://updates.example.org/messages.json"
BAD = "https://status.example.org/partners.atom"
# id, title, summary, days until something must be done (0: never), tags
MESSAGES = [
    (
        "MC900101", "Sign-in for partner tools asks for a second factor",
        "Partner tools ask every user for a second factor. Accounts without one are sent to the set-up page.",
        45, ["User impact"],
    ),
    (
        "MC900102", "Retirement of the old usage report",
        "The old usage report is retired. The new one has the same columns and a download as CSV.",
        90, ["Retirement"],
    ),
    (
        "MC900103", "Search in the partner portal finds invoices",
        "Invoices are found by number, customer and month.",
        0, ["New feature"],
    ),
    (
        "MC900104", "Invitations to customers expire after 30 days",
        "An invitation that a customer does not accept within 30 days expires and must be sent again.",
        30, ["Admin impact"],
    ),
]  # fmt: skip


def plan(story) -> None:
    """Twenty days ago the source was read first; yesterday one message was gone and another had moved."""
    vendor = Vendor.objects.order_by("pk").first()
    first, second = story.now - dt.timedelta(days=20, hours=3), story.now - dt.timedelta(days=1, hours=3)
    story.at(first - dt.timedelta(hours=1), lambda: _add(story, vendor))
    story.at(first, lambda: _read(story, MESSAGES))
    story.at(first + dt.timedelta(hours=2), lambda: _publish(story, "MC900101", "MC900103"))
    moved = [(*MESSAGES[0][:3], 75, MESSAGES[0][4]), MESSAGES[1], MESSAGES[3]]
    story.at(second, lambda: _read(story, moved))
    story.at(story.now - dt.timedelta(hours=5), _fail)


def _add(story, vendor: Vendor) -> None:
    mona = story.moderator()
    for name, url in (("Message centre", GOOD), ("Partner status feed", BAD)):
        source = moderation.add_import_source(
            moderator=mona, vendor=vendor, name=name, url=url, every_hours=24, attribution="Invented for this demo"
        )
        moderation.stop_import_source(source, moderator=mona)


def _read(story, messages: list[tuple]) -> None:
    source = ImportSource.objects.get(url=GOOD)
    rows = [_message(story, *message) for message in messages]
    page = read_file(File(GOOD, "messages.json", json.dumps(rows).encode()), "message-centre")
    report = import_pages(source.vendor, [page], attribution=source.attribution, source=source)
    gone = len(report.no_longer_at_source)
    new, updated = report.total("created"), report.total("updated")
    outcome = (
        f"{report.records} notices: {new} new."
        if new
        else f"{report.records} notices: {updated} updated, {gone} no longer at the source."
    )
    note_import_run(source, outcome=outcome, good=True, problems=[], etag='"7"')


def _message(story, name: str, title: str, summary: str, days: int, tags: list[str]) -> dict:
    begun = story.now - dt.timedelta(days=21)
    return {
        "id": name,
        "title": title,
        "category": "planForChange" if days else "stayInformed",
        "severity": "normal",
        "tags": tags,
        "isMajorChange": days > 40,
        "services": ["Partner portal"],
        "startDateTime": begun.isoformat(),
        "lastModifiedDateTime": begun.isoformat(),
        "actionRequiredByDateTime": (story.now + dt.timedelta(days=days)).isoformat() if days else None,
        "details": [{"name": "Summary", "value": summary}],
        "body": {"contentType": "html", "content": f"<p>{summary}</p>"},
    }


def _publish(story, *names: str) -> None:
    for item in ImportedItem.objects.filter(anchor__in=names).select_related("change"):
        moderation.publish_change(item.change, moderator=story.moderator())


def _fail() -> None:
    source = ImportSource.objects.get(url=BAD)
    why = "Nothing was read: no feed that can be read: mismatched tag."
    problem = {"path": BAD, "line": 14, "reason": "no feed that can be read: mismatched tag", "severity": "lost"}
    note_import_run(source, outcome=why, good=False, problems=[problem])
