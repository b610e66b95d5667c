#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL the embedded PostgreSQL serves, started if need be."""

import os
import sys

NEEDS_NO_DATABASE = {
    "collectstatic", "compilemessages", "demo", "diffsettings", "findstatic", "help", "makemessages",
    "render_markdown", "version",
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
    from django.core.management import execute_from_command_line

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if os.environ.get("DATABASE_URL") or command in NEEDS_NO_DATABASE or "--help" in sys.argv:
        execute_from_command_line(sys.argv)
        return
    from community.core import embedded

    with embedded.server():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
