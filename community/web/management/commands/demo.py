"""`make demo`: from nothing to a running community, and back to nothing with Ctrl-C."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.core import collected_static, embedded
from community.web import supervisor
from community.web.supervisor import Child, RefusalError, say


class Command(BaseCommand):
    help = "Prepare everything, load the demo community once, and serve it with a worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--import", dest="source", default="", help="also import these announcements")

    def handle(self, *, port, source, **options):
        supervisor.obey_signals()
        try:
            self.run(valid_port(port), valid_source(source))
        except RefusalError as refusal:
            sys.exit(str(refusal))
        except KeyboardInterrupt:
            say("\nEnded.")

    def run(self, port: int, source: str) -> None:
        if not settings.DEMO:
            raise RefusalError("This is for a machine that nobody else reaches. Use `make demo`, which sets DEMO=1.")
        with supervisor.only_one(settings.VAR_DIR, port), database() as server:
            prepare(source)
            supervisor.supervise(
                children(port, server),
                health=f"http://127.0.0.1:{port}/healthz",
                ready=lambda: welcome(port),
                tick=lambda: revive(server),
            )


def valid_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise RefusalError(f"PORT is {text!r}. Write a number between 1 and 65535, for example: make demo PORT=8001")
    return int(text)


def valid_source(text: str) -> str:
    if text and not Path(text).exists():
        raise RefusalError(f"There is nothing to import at {text}. Write the path of a folder or file: IMPORT=…")
    return text


@contextlib.contextmanager
def database() -> Iterator[embedded.Server | None]:
    """The embedded server; None if DATABASE_URL names another one."""
    if os.environ.get("DATABASE_URL"):
        say("Database: the one in DATABASE_URL")
        yield None
        return
    with embedded.server() as server:
        say(f"Database: PostgreSQL in {server.home}")
        os.environ["DATABASE_URL"] = server.url()  # for the children, who need not know whose it is
        yield server


def prepare(source: str) -> None:
    if migrations_are_missing():
        say("Tables: bringing them up to date")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if collected_static.collect_if_changed():
        say("Static files: collected")
    call_command("load_demo", *(["--import", source] if source else []))
    connection.close()


def migrations_are_missing() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def children(port: int, server: embedded.Server | None) -> list[Child]:
    logs = settings.VAR_DIR / "log"
    environment = {"DEMO": "1", "SITE_URL": os.environ.get("SITE_URL") or f"http://localhost:{port}"}
    # Should we be killed, the database stays until those who use it have ended in good order.
    users = (server.membership,) if server else ()
    web, live = supervisor.free_ports(2)
    return [
        Child("web server", supervisor.web_command("127.0.0.1", web), logs / "web.log", environment, users),
        Child("worker", supervisor.worker_command(), logs / "worker.log", environment, users),
        Child("streams", supervisor.live_command("127.0.0.1", live), logs / "live.log", environment, users),
        Child("front", supervisor.front_command(port, web, live), logs / "front.log", environment),
    ]


def revive(server: embedded.Server | None) -> None:
    if server and server.revive():
        say("The database ended by itself. It was started again.")


def welcome(port: int) -> None:
    say(f"\nBackchannel runs at http://localhost:{port}\n")
    call_command("load_demo", "--print-sign-ins")
    say(f"\nMail that it sends: {settings.EMAIL_FILE_PATH}\nLogs: {settings.VAR_DIR / 'log'}\nCtrl-C ends it.")
