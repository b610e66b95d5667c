"""``manage.py vendor_record [vendor]``: recompute the records of vendors from the event history, and compare."""

from dataclasses import fields

from django.core.management.base import BaseCommand, CommandError

from community.programs import queries
from community.programs.models import Vendor


class Command(BaseCommand):
    help = "Recomputes vendor records from the event history; fails if a page shows something else."

    def add_arguments(self, parser):
        parser.add_argument("vendor", nargs="?", help="the slug of one vendor; without it all")

    def handle(self, *args, vendor: str | None = None, **options):
        vendors = Vendor.objects.filter(slug=vendor) if vendor else Vendor.objects.all()
        if vendor and not vendors:
            raise CommandError(f"No vendor has the slug “{vendor}”.")
        differing = [found.slug for found in vendors if not self._compare(found)]
        if differing:
            raise CommandError(f"The page differs from the history for: {', '.join(differing)}")

    def _compare(self, vendor: Vendor) -> bool:
        shown, recomputed = queries.vendor_record(vendor), queries.vendor_record_from_history(vendor)
        self.stdout.write(
            f"{vendor.slug}: {recomputed.changes} changes, median notice {_said(recomputed.median_notice)} days"
            f" (n {len(recomputed.notices)}), {recomputed.slips} slips in {recomputed.slipped} changes,"
            f" {recomputed.withdrawn} withdrawn, {recomputed.answered} of {recomputed.sent} questions answered,"
            f" median {_said(recomputed.median_answer_days)} working days to an answer"
            f" (n {len(recomputed.answer_days)})"
        )
        for field in fields(shown):
            on_page, in_history = getattr(shown, field.name), getattr(recomputed, field.name)
            if on_page != in_history:
                self.stderr.write(f"  {field.name}: page {on_page}, history {in_history}")
        return shown == recomputed


def _said(number) -> str:
    return "too few to say:" if number is None else str(number)
