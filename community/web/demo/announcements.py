"""The real announcements that may be shown in a demo: those under an open licence."""

from pathlib import Path

from django.core.management import call_command

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
    """Import what lies below ``folder`` and may be shown, as published records."""
    for path, attribution in OPEN:
        pages = next((place for place in (folder / path, folder / "data" / path) if place.is_dir()), None)
        if pages is None:
            stdout.write(f"Not imported: there is no folder {path} below {folder}.")
            continue
        call_command("import_changes", str(pages), vendor="microsoft", attribution=attribution, stdout=stdout)
