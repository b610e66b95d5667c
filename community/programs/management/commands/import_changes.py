"""``manage.py import_changes [--vendor V] PATH…``: vendor announcements become draft records. See
docs/importing.md."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from community.core.markup import patiently
from community.programs.importers import NAMES
from community.programs.importers.files import StandardInput
from community.programs.importers.store import import_paths
from community.programs.models import Vendor


class Command(BaseCommand):
    help = "Import vendors' announcements from pages, data and feeds as draft records. Importing again is harmless."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
        parser.add_argument("--format", default="", choices=["", *NAMES], help="not needed: files tell it themselves")
        parser.add_argument("--vendor", default="", help="the vendor's name or slug; not needed if there is only one")
        parser.add_argument("--create-vendor", action="store_true", help="add the vendor if it does not exist yet")
        parser.add_argument("--name", default="", help="the file name of what comes on standard input: 2020-june.md")
        parser.add_argument("--base-url", default="", help="the web address of the folder the pages are published in")
        parser.add_argument("--attribution", default="", help="who is to be named under every record, and the licence")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    @patiently()
    def handle(self, *args, **options):
        paths = [self._source(path, options["name"]) for path in options["paths"]]
        self._check(options)
        vendor = self._vendor(options["vendor"], create=options["create_vendor"])
        report = import_paths(
            vendor,
            paths,
            attribution=options["attribution"],
            base_url=options["base_url"],
            wanted=options["format"],
            progress=self._progress if sys.stderr.isatty() else lambda one: None,
        )
        self.stdout.write(
            json.dumps(report.as_json(), ensure_ascii=False, indent=2) if options["json"] else report.as_text()
        )
        if not report.anything_read:
            raise CommandError("Nothing could be read.")
        if not all(one.exists for one in report.files):
            raise CommandError("Not every path exists; the others were imported.")

    def _progress(self, one) -> None:
        self.stderr.write(f"{one.path}: {one.read} read, {one.created} created, {one.updated} updated")

    def _source(self, path: str, name: str):
        if path != "-":
            return path
        if not name.strip():
            raise CommandError("Standard input needs a name for its page: --name 2020-june.md", returncode=2)
        return StandardInput(name if "." in name else f"{name}.md")

    def _check(self, options) -> None:
        if options["paths"].count("-") > 1:
            raise CommandError("Standard input can be read once only.", returncode=2)
        if options["base_url"] and not options["base_url"].startswith(("https://", "http://")):
            raise CommandError("--base-url must begin with https:// or http://", returncode=2)

    def _vendor(self, named: str, *, create: bool) -> Vendor:
        named = named.strip()
        if not named:
            return self._only_vendor()
        vendor = Vendor.objects.filter(name__iexact=named).first() or Vendor.objects.filter(slug=named).first()
        if vendor:
            return vendor
        if not create:
            raise CommandError(
                f"There is no vendor “{named}”. {_known()} Or add it with --create-vendor.", returncode=2
            )
        if len(named) > 60 or not slugify(named):
            raise CommandError("A vendor's name has at most 60 characters, and some letters.", returncode=2)
        return Vendor.objects.create(name=named, slug=slugify(named)[:60])

    def _only_vendor(self) -> Vendor:
        vendors = list(Vendor.objects.all()[:2])
        if len(vendors) == 1:
            return vendors[0]
        raise CommandError(f"Say whose announcements these are: --vendor NAME. {_known()}", returncode=2)


def _known() -> str:
    names = list(Vendor.objects.values_list("name", flat=True)[:20])
    return f"Known vendors: {', '.join(names)}." if names else "No vendor exists yet."
