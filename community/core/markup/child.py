"""The rendering process: reads texts from its socket, answers with HTML, dies when a text costs too much.

Started by ``workers``; needs no settings, no database, no secrets. The kernel ends it when one text has used
CPU_SECONDS (even inside a regular expression, where Python cannot be interrupted) and it ends itself when
the web process goes away.
"""

import contextlib
import resource
import signal
import socket

from .characters import clean_text
from .dialect import parse
from .gates import through_both
from .limits import GATES_DISAGREE, MAX_GROWTH, MAX_HTML, TOO_COMPLICATED, CannotRender
from .tree import tidy, write
from .wire import receive, send

# Of processor time for one text. The longest ordinary post (32,000 characters) takes 0.06 to 0.2, the densest markup
# 0.45 on a slow machine and more beside a busy neighbour; what needs longer would break the promise of a second.
CPU_SECONDS = 0.6
MEMORY_BYTES = 512 * 1024 * 1024  # address space; 100 MB are Python and its libraries


def main() -> None:
    """Answer on the socket that is our standard input until the other side closes it."""
    _give_up_what_is_not_needed()
    connection = socket.socket(fileno=0)
    send(connection, {"ready": True})
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            request = receive(connection)
            # Counts our processor time only: a busy machine makes nobody's text too complicated.
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
            answer = _answer(**request)
            signal.setitimer(signal.ITIMER_PROF, 0)
            send(connection, answer)


def _give_up_what_is_not_needed() -> None:
    """Should a text take this process over, it may write no file, start no process and fill no memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for name, most in (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", 16),
    ):
        # A limit that this system does not know or that is lower already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _answer(source: str, handles: list[str] | None) -> dict:
    try:
        return _rendered(source, None if handles is None else frozenset(handles))
    except CannotRender as error:
        return {"refused": str(error)}
    except MemoryError:
        raise SystemExit(1) from None  # the next process starts with all its memory
    except Exception:  # RecursionError, or a bug of a parser that some text has found
        return {"refused": TOO_COMPLICATED}


def _rendered(source: str, handles: frozenset[str] | None) -> dict:
    root = parse(clean_text(source), handles)
    mentions = tidy(root)
    written = write(root, max_length=min(MAX_HTML, 1_000 + MAX_GROWTH * len(source)))
    agreed = through_both(written)
    if agreed is None:
        return {"held": GATES_DISAGREE}
    return {"html": agreed, "mentions": mentions}


if __name__ == "__main__":
    main()
