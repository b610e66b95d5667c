"""Processes of our own for what somebody else made: they know no secrets, and the kernel ends them.

Imported by the processes themselves, so nothing but the standard library.
"""

import contextlib
import os
import resource
import signal
import sys


def command(module: str) -> list[str]:
    """What starts a module as such a process: without the machine's own packages."""
    return [sys.executable, "-S", "-P", "-m", module]


def environment() -> dict[str, str]:
    """Where to import from, and nothing else: no database address, no secret key."""
    return {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "LC_ALL": "C.UTF-8"}


def give_up_what_is_not_needed(*, memory: int) -> None:
    """Should its input take this process over, it may write no file, start no process and fill no memory.

    ``memory`` is its address space in bytes, Python and libraries included.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", 16),
    ):
        # A limit that this system does not know or that is lower already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def allow_processor_time(seconds: float) -> None:
    """The kernel ends this process when it has used that much; 0 allows any. A busy machine counts as nothing."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
