"""Several processes run as one: started together, restarted when they fail, ended together.

    with only_one(var, port) as run:                     # refuses a second one, ends what a killed one left
        supervise([Child("web", web_command(...)), …])   # until Ctrl-C or a signal

Children end with us even if we are killed: on Linux the kernel tells them, and what slips through (a
grandchild, another system) carries the run's token in its environment, by which the next start finds it.
"""

import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from community.core.embedded_keeper import ending_with_parent

TOKEN = "BACKCHANNEL_RUN"  # the variable that marks a run's processes
TICK = 0.2  # seconds between two looks at the children
READY_TIMEOUT = 60.0  # seconds; a cold disk and two slow cores
STOP_TIMEOUT = 8.0  # seconds for a request or job that is under way, then it is cut off
TRIES, TRIES_WITHIN = 3, 60.0  # a child that ends more often than that, in seconds, will not get better


class RefusalError(Exception):
    """We cannot run; the message is a sentence for the person at the terminal."""


def web_command(host: str, port: int | str) -> list[str]:
    """The web server. GRANIAN_WORKERS (default 1) says how many processes."""
    # Threads wait for the database, not for each other; fewer than DATABASE_POOL (8), so none waits for a connection.
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--blocking-threads", "4", "--no-ws"]
    return ["python", "-m", "granian", *options, "--log-level", "warning", "community.wsgi:application"]


def worker_command() -> list[str]:
    """The worker: mails, notifications, everything that comes after the answer."""
    return ["python", "manage.py", "procrastinate", "worker"]


def live_command(host: str, port: int | str) -> list[str]:
    """The process that streams to open pages: one for all of them. Lines that stay open are cut when it ends."""
    options = ["--interface", "asgi", "--host", host, "--port", str(port), "--workers", "1", "--no-ws"]
    # As many lines as granian lets in; it would stop at 1,024.
    options += ["--backlog", "4096", "--backpressure", "20000", "--workers-kill-timeout", "1"]
    return ["python", "-m", "granian", *options, "--log-level", "warning", "community.asgi:application"]


def front_command(port: int, web: int, live: int) -> list[str]:
    """What stands before the two in the demo, as a proxy does in production."""
    return ["python", "-m", "community.web.front", str(port), str(web), str(live)]


class Child:
    """One process of ours, with its output in a file. It inherits the open files in ``keep_open``."""

    def __init__(
        self, name: str, command: list[str], log: Path, environment: dict[str, str], keep_open: tuple[int, ...] = ()
    ) -> None:
        self.name = name
        self.command = [sys.executable, *command[1:]] if command[0] == "python" else command
        self.log = log
        self.environment = environment
        self.keep_open = keep_open
        self.ends: list[float] = []
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb" if not self.ends else "ab") as output:
            self._process = subprocess.Popen(
                self.command,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=self.keep_open,
                start_new_session=True,  # Ctrl-C is ours: we end them in order
                preexec_fn=ending_with_parent(signal.SIGTERM),
            )

    def has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-15:]
        return "\n".join(f"  {self.name} | {line}" for line in lines)

    def restart(self) -> None:
        """Raises RefusalError if it has ended too often to try again."""
        now = time.monotonic()
        self.ends = [end for end in self.ends if now - end < TRIES_WITHIN] + [now]
        say(f"The {self.name} ended by itself (exit code {self._process.returncode}). Its last lines:")
        say(self.last_words())
        if len(self.ends) >= TRIES:
            raise RefusalError(f"The {self.name} keeps ending, so everything was stopped. Its log: {self.log}")
        say(f"Starting the {self.name} again.")
        self._signal(signal.SIGKILL)  # what is left of it may still hold the port
        self.start()

    def ask_to_end(self) -> None:
        self._signal(signal.SIGTERM)

    def wait_for_end(self, deadline: float) -> None:
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: int) -> None:
        """To the child and everything that it started: the child leads a process group of its own."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def supervise(children: list[Child], *, health: str, ready: Callable[[], None], tick: Callable[[], None]) -> None:
    """Start the children, call ``ready`` once ``health`` answers 200, then ``tick`` now and then; for ever.

    Ends by an exception only: ``RefusalError``, or ``KeyboardInterrupt`` for Ctrl-C. The children have then ended.
    """
    try:
        for child in children:
            child.start()
        _wait_for_health(health, children)
        ready()
        while True:
            time.sleep(TICK)
            tick()
            _restart_ended(children)
    finally:
        _end(children)


def _wait_for_health(url: str, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_TIMEOUT
    while not _answers(url):
        _restart_ended(children)
        if time.monotonic() > deadline:
            web = children[0]
            raise RefusalError(f"{url} did not answer within {READY_TIMEOUT:.0f} s.\n{web.last_words()}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _restart_ended(children: list[Child]) -> None:
    for child in children:
        if child.has_ended():
            child.restart()


def _end(children: list[Child]) -> None:
    with _deaf():
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + STOP_TIMEOUT
        for child in children:
            child.wait_for_end(deadline)


# --- One run at a time -----------------------------------------------------------------------------


@contextlib.contextmanager
def only_one(var: Path, port: int) -> Iterator[None]:
    """Hold this checkout's one place for a running demo; marks the processes started meanwhile.

    Raises:
        RefusalError: another one runs, or somebody else has the port.
    """
    record = var / "demo.json"
    var.mkdir(parents=True, exist_ok=True)
    with _place(var / "demo.lock", record):
        for leftover in end_leftovers(record):
            say(f"Ended {leftover}, left over from an earlier run that was killed.")
        refuse_taken_port(port)
        os.environ[TOKEN] = secrets.token_hex(16)
        record.write_text(json.dumps({"pid": os.getpid(), "port": port, "token": os.environ[TOKEN]}))
        try:
            yield
        finally:
            record.unlink(missing_ok=True)


@contextlib.contextmanager
def _place(lock_path: Path, record: Path) -> Iterator[None]:
    # The kernel lets go of the lock when its holder dies, so a lock is never stale.
    with lock_path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusalError(_who_runs(record)) from None
        yield


def _who_runs(record: Path) -> str:
    try:
        run = json.loads(record.read_text())
    except (FileNotFoundError, ValueError):
        return "Another `make demo` of this folder is starting or ending. Try again in a moment."
    return (
        f"The demo of this folder already runs at http://localhost:{run['port']} (process {run['pid']}). "
        f"To end it, press Ctrl-C in its terminal or run: kill {run['pid']}"
    )


def end_leftovers(record: Path) -> list[str]:
    """End the processes of the recorded run, which was killed; exactly those that carry its token."""
    try:
        token = json.loads(record.read_text())["token"]
    except (FileNotFoundError, ValueError, KeyError):
        return []
    leftovers = [process for process in psutil.process_iter() if _token(process) == token]
    for process in leftovers:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(leftovers, timeout=STOP_TIMEOUT)
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return [f"process {process.pid}" for process in leftovers]


def _token(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(TOKEN)
    except (psutil.Error, OSError):  # somebody else's, or gone
        return None


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody uses now."""
    with contextlib.ExitStack() as all_at_once:
        probes = [all_at_once.enter_context(socket.socket()) for _port in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise RefusalError(f"Port {port} is for root only. Choose one above 1023: make demo PORT=8001") from None
        except OSError:
            free = port + 1 if port < 65535 else 8000
            raise RefusalError(
                f"Port {port} is in use by another program. Choose another one: make demo PORT={free}"
            ) from None


# --- Small helpers ---------------------------------------------------------------------------------


def obey_signals() -> None:
    """SIGTERM and a closed terminal do what Ctrl-C does."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """A second Ctrl-C must not leave half of the children alive."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say(text: str) -> None:
    with contextlib.suppress(OSError):  # a closed terminal must not keep us from ending the children
        print(text, flush=True)
