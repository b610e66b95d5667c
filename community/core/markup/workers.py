"""The web process's side of rendering: two processes that are kept, timed, killed and replaced.

python-markdown can be driven into minutes by hostile text, inside regular expressions that no Python code can
interrupt, and a web server's threads cannot use alarms. A process can be killed at any point.
"""

import atexit
import contextlib
import contextvars
import logging
import os
import queue
import signal
import socket
import subprocess
import time

from community.core import apart

from .limits import TOO_BUSY, TOO_COMPLICATED, CannotRender
from .wire import receive, send

TOTAL_SECONDS = 0.85  # for a whole call, waiting and starting included; the promise is one second
PATIENT_SECONDS = 60  # where nobody waits for a page: in jobs and commands
WORKERS = 2  # so that one hostile text does not make everybody wait

log = logging.getLogger(__name__)
_patient: contextvars.ContextVar[bool] = contextvars.ContextVar("patient_renderer", default=False)


@contextlib.contextmanager
def patiently():
    """A busy machine makes no text unreadable in here: for jobs and commands, where nobody waits for a page.

    What one text may cost of processor time stays as it is.
    """
    token = _patient.set(True)
    try:
        yield
    finally:
        _patient.reset(token)


class Pool:
    """The rendering processes of this web process. Safe in threads and after a fork."""

    def __init__(self) -> None:
        self._fill()

    def ask(self, source: str, handles: list[str] | None, images: dict[str, tuple[int, int]]) -> dict:
        """The answer of ``child`` about one text, within TOTAL_SECONDS unless ``patiently``. Raises CannotRender."""
        patience = PATIENT_SECONDS if _patient.get() else TOTAL_SECONDS
        deadline = time.monotonic() + patience
        try:
            worker = self.idle.get(timeout=patience)
        except queue.Empty:
            raise CannotRender(TOO_BUSY) from None
        try:
            return worker.ask_twice({"source": source, "handles": handles, "images": images}, deadline)
        finally:
            self.idle.put(worker)

    def stop(self) -> None:
        """Kill the processes; the next text starts new ones."""
        for worker in self.workers:
            worker.stop()

    def after_fork(self) -> None:
        """In the forked process: leave the parent's processes to the parent and start with none."""
        for worker in self.workers:
            worker.forget()
        self._fill()

    def _fill(self) -> None:
        # Last in, first out: the second process is only started when two texts come at once.
        self.idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self.workers = [Worker() for _ in range(WORKERS)]
        for worker in self.workers:
            self.idle.put(worker)


class Worker:
    """One rendering process, started when first needed. One thread at a time: it comes from a queue."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None
        self.connection: socket.socket | None = None
        self.ready = False

    def ask_twice(self, request: dict, deadline: float) -> dict:
        """The answer, from a second process if the first was killed from outside. Raises CannotRender."""
        for _attempt in range(2):
            try:
                return self._ask(request, deadline)
            except TimeoutError:
                self._replace()
                raise CannotRender(TOO_BUSY) from None
            except (EOFError, OSError):
                ended_by = self._replace()
                if ended_by == signal.SIGPROF:
                    raise CannotRender(TOO_COMPLICATED) from None
                log.warning("A rendering process ended unasked (signal %s)", ended_by)
            except BaseException:
                self.stop()  # or this text's answer would be taken for the next one's
                raise
        raise CannotRender(TOO_COMPLICATED)

    def stop(self) -> int:
        """Kill the process. Gives the number of the signal that ended it."""
        if self.process is None:
            return 0
        self.connection.close()
        for patience in (0.002, 0.05):  # seconds; the first for one that is just ending itself
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
            self.process.kill()
        ended_by = -(self.process.returncode or 0)
        self.process = self.connection = None
        return ended_by

    def forget(self) -> None:
        """Close our copy of the socket of a process that is not ours."""
        if self.process is not None:
            self.connection.close()
            self.process.returncode = 0  # or Python would wait for its end
        self.process = self.connection = None

    def _ask(self, request: dict, deadline: float) -> dict:
        if self.process is None:
            self._start()
        if not self.ready:
            self._receive(deadline)
            self.ready = True
        self._set_timeout(deadline)
        send(self.connection, request)
        return self._receive(deadline)

    def _replace(self) -> int:
        """Kill the process, start the next, so that nobody waits for it later. Gives what ended the old."""
        ended_by = self.stop()
        with contextlib.suppress(OSError):
            self._start()
        return ended_by

    def _start(self) -> None:
        """Start the process without waiting for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                apart.command(f"{__package__}.child"),
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                env=apart.environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for us
            )
        self.connection = ours
        self.ready = False

    def _receive(self, deadline: float) -> dict:
        self._set_timeout(deadline)
        return receive(self.connection)

    def _set_timeout(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connection.settimeout(left)


pool = Pool()
os.register_at_fork(after_in_child=pool.after_fork)
atexit.register(pool.stop)
