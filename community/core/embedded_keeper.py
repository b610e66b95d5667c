"""Runs the embedded PostgreSQL and ends it when its last user is gone, however that user ended.

Started by ``embedded`` as: python -I embedded_keeper.py LOCK USER POSTGRES ARGUMENTS...

Every user of the server holds a shared lock on the file LOCK. The kernel lets go of it even for a process
that was killed, so the exclusive lock is had exactly when nobody uses the server any more.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys

FAST_SHUTDOWN = signal.SIGINT  # PostgreSQL's word for: roll back, write a checkpoint, end
PR_SET_PDEATHSIG = 1  # Linux: the signal that a process gets when its parent dies


def main(lock_path: str, user: str, *command: str) -> int:
    postgres = start(int(user), command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGCHLD, lambda *_: sys.exit())  # it ended by itself
    if postgres.poll() is not None:  # before anybody listened for that
        return postgres.returncode
    with open(lock_path) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
        finally:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            postgres.send_signal(FAST_SHUTDOWN)
            postgres.wait()
    return postgres.returncode


def start(user: int, command: tuple[str, ...]) -> subprocess.Popen:
    who = {"user": user, "group": user, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.Popen(command, preexec_fn=ending_with_parent(FAST_SHUTDOWN), umask=0o077, **who)


def ending_with_parent(signal_number: int):
    """For ``preexec_fn``: on Linux the new process gets the signal when its parent dies, even by kill -9."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask_kernel() -> None:
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, signal_number)

    return ask_kernel


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
