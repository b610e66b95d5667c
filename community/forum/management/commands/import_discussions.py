"""``manage.py import_discussions FORMAT PATH``: discussions of other communities become threads. See
docs/importing-discussions.md."""

import json
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.core.jobs import without_jobs
from community.core.markup import patiently
from community.forum.importers import FORMATS, Report, UnreadableError
from community.forum.importers.store import Wishes, import_discussions
from community.forum.models import Thread
from community.tags.models import MOST_TAGS, Tag

KINDS = (Thread.Kind.DISCUSSION.value, Thread.Kind.QUESTION.value)
WIDTH = 24  # of the bar, in characters


class Command(BaseCommand):
    help = "Import threads from another community. Broken off, it goes on where it was; importing again is harmless."

    def add_arguments(self, parser):
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("path", metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--source", default="", help="what the community is called: shown as “imported from …”")
        parser.add_argument("--url", default="", help="the address of its site, for links to the originals")
        parser.add_argument("--licence", default="", help="under which the texts may be shown here")
        parser.add_argument("--tag", action="append", default=[], help="for threads none of whose tags is one of ours")
        parser.add_argument("--kind", default="", choices=["", *KINDS], help="of the threads; the format knows it")
        parser.add_argument("--dry-run", action="store_true", help="read and count only")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    @patiently()
    def handle(self, *args, **options):
        wishes = self._wishes(options)
        bar = Bar(self.stderr)
        try:
            with without_jobs():
                report = import_discussions(wishes, tick=bar.show)
        except UnreadableError as reason:
            raise CommandError(str(reason)) from None
        finally:
            bar.end()
        self.stdout.write(
            json.dumps(report.as_json(), ensure_ascii=False, indent=2) if options["json"] else report.as_text()
        )
        if report.failures:
            raise CommandError("Not everything could be read; what could be is here.")

    def _wishes(self, options) -> Wishes:
        if options["url"] and not options["url"].startswith(("https://", "http://")):
            raise CommandError("--url must begin with https:// or http://", returncode=2)
        names = list(dict.fromkeys(options["tag"]))
        tags = list(Tag.objects.filter(name__in=names))
        unknown = sorted(set(names) - {tag.name for tag in tags})
        if unknown:
            raise CommandError(f"There is no tag “{unknown[0]}”. Add it in the administration first.", returncode=2)
        if len(tags) > MOST_TAGS:
            raise CommandError(f"A thread has at most {MOST_TAGS} tags.", returncode=2)
        return Wishes(
            format=options["format"], path=Path(options["path"]), source=options["source"].strip(), url=options["url"],
            licence=options["licence"].strip(), kind=options["kind"], tags=tags, only_look=options["dry_run"],
        )  # fmt: skip


class Bar:
    """How far it is, on one line of a terminal; into a file a line now and then."""

    def __init__(self, stream):
        self.stream = stream
        self.is_terminal = sys.stderr.isatty()
        self.pause = 0.2 if self.is_terminal else 10.0  # seconds
        self.begun = self.last = time.monotonic()
        self.is_shown = False

    def show(self, stage: str, part: float, report: Report) -> None:
        now = time.monotonic()
        if now - self.last < self.pause:
            return
        self.last = now
        full = round(part * WIDTH)
        per_second = report.posts / max(now - self.begun, 0.001)
        line = (
            f"[{'#' * full}{'.' * (WIDTH - full)}] {part:4.0%} {stage[:30]}: {report.threads_read:,} threads,"
            f" {report.posts_read:,} posts, {report.posts:,} new ({per_second:,.0f}/s)"
        )
        self.stream.write(f"\r{line:<110}" if self.is_terminal else line, ending="" if self.is_terminal else "\n")
        self.stream.flush()
        self.is_shown = True

    def end(self) -> None:
        if self.is_shown and self.is_terminal:
            self.stream.write("")
