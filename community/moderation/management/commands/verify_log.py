"""``manage.py verify_log``: whether every decision of the log is there as it was written."""

from django.core.management.base import BaseCommand, CommandError

from community.moderation.queries import check_log


class Command(BaseCommand):
    help = "Walks the moderation log and names the first decision that was removed, changed or put in (exit code 1)."

    def add_arguments(self, parser):
        parser.add_argument("--known", default="", metavar="COUNT:HASH", help="an earlier head that must still be met")

    def handle(self, *, known, **options):
        found = check_log(known)
        if found.fault:
            raise CommandError(found.fault)
        self.stdout.write(f"The log is whole: {found.count} decisions. Its head is {found.head}.")
