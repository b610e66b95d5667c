"""``manage.py load_demo``: the demo community, once."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from community.web.demo import loader
from community.web.demo.announcements import import_announcements

CAST = [
    ("carla", "consultant: reads"),
    ("nils", "new partner: the first three posts wait"),
    ("bob", "partner: writes at once"),
    ("alice", "representative of Microsoft"),
    ("mona", "moderator: the queue and the log"),
    ("ada", "administrator"),
]


class Command(BaseCommand):
    help = "Loads the demo community once; says whether it did."

    def add_arguments(self, parser):
        parser.add_argument("--import", dest="folder", metavar="PATH", help="also import the announcements below PATH")
        parser.add_argument("--print-sign-ins", action="store_true", help="only print one sign-in per role")

    def handle(self, *, folder, print_sign_ins, **options):
        if print_sign_ins:
            self.stdout.write(sign_ins())
            return
        if loader.is_loaded():
            self.stdout.write("The demo community is loaded already.")
        else:
            loader.load()
            call_command("check_counters", stdout=self.stdout)
            self.stdout.write("The demo community is loaded.")
        if folder:
            import_announcements(Path(folder), self.stdout)


def sign_ins() -> str:
    rows = [f"  {handle + '@example.org':<20} {role}" for handle, role in CAST]
    return "\n".join([f"Sign in with the password {loader.PASSWORD} as", *rows])
