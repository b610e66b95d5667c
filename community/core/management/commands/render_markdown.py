"""``manage.py render_markdown < text.md``: what the site makes of a text."""

import sys

from django.core.management.base import BaseCommand

from community.core.markup import render_html


class Command(BaseCommand):
    help = "Read Markdown from standard input and write the HTML that a post with this text gets."
    requires_system_checks = []  # needs no database and no working configuration

    def handle(self, *args, **options) -> None:
        source = sys.stdin.buffer.read().decode("utf-8", errors="replace")
        self.stdout.write(render_html(source))
