"""The real announcements that may be shown in a demo: those under an open licence."""

import datetime as dt
from pathlib import Path

from django.core.management import call_command

from community.accounts.models import User
from community.core.jobs import without_jobs
from community.moderation.actions import publish_change
from community.programs.models import Change, ImportedItem

MODERATOR = "mona"

# Folder below the data, and the attribution line that its licence asks for.
OPEN = [
    (
        "ms-partner-center-bilingual-de/announcements",
        "“Partner Center announcements” by Microsoft, CC BY 4.0, from github.com/MicrosoftDocs/partner-center-pr.de-de",
    ),
    (
        "ms-partner-center-localized/de-de",
        "“Partner Center announcements” by Microsoft, CC BY 4.0, from github.com/MicrosoftDocs/partner-center-pr.de-de",
    ),
    (
        "ms-partner-center-localized/ja-jp",
        "“Partner Center announcements” by Microsoft, CC BY 4.0, from github.com/MicrosoftDocs/partner-center-pr.ja-jp",
    ),
]


def import_announcements(folder: Path, stdout) -> None:
    """Import what lies below ``folder`` and may be shown; what needs no second look is published."""
    for path, attribution in OPEN:
        pages = next((place for place in (folder / path, folder / "data" / path) if place.is_dir()), None)
        if pages is None:
            stdout.write(f"Not imported: there is no folder {path} below {folder}.")
            continue
        call_command("import_changes", str(pages), vendor="microsoft", attribution=attribution, stdout=stdout)
    stdout.write(f"{_publish()} announcements published; those that need a look wait in the queue.")


def _publish() -> int:
    """Publish the imported drafts that have a date and nothing to be checked. Nobody is told of them."""
    moderator = User.objects.get(handle=MODERATOR)
    drafts = ImportedItem.objects.filter(change__publication="draft").select_related("change")
    ready = list(drafts.filter(needs_review="", change__announced_on__isnull=False))
    with without_jobs():
        for item in ready:
            publish_change(item.change, moderator=moderator)
            # Old news: it belongs to its own day and not on top of "New and changed".
            Change.objects.filter(pk=item.change_id).update(moved_at=_midday(item.change.announced_on))
    return len(ready)


def _midday(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
