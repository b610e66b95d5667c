"""The rendering process: reads texts from its socket, answers with HTML, dies when a text costs too much.

Started by ``workers``; needs no settings, no database, no secrets. The kernel ends it when one text has used
CPU_SECONDS (even inside a regular expression, where Python cannot be interrupted) and it ends itself when
the web process goes away.
"""

import contextlib
import socket

from community.core import apart

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
    apart.give_up_what_is_not_needed(memory=MEMORY_BYTES)
    connection = socket.socket(fileno=0)
    send(connection, {"ready": True})
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            request = receive(connection)
            apart.allow_processor_time(CPU_SECONDS)
            answer = _answer(**request)
            apart.allow_processor_time(0)
            send(connection, answer)


def _answer(source: str, handles: list[str] | None, images: dict[str, list[int]]) -> dict:
    try:
        return _rendered(source, None if handles is None else frozenset(handles), images)
    except CannotRender as error:
        return {"refused": str(error)}
    except MemoryError:
        raise SystemExit(1) from None  # the next process starts with all its memory
    except Exception:  # RecursionError, or a bug of a parser that some text has found
        return {"refused": TOO_COMPLICATED}


def _rendered(source: str, handles: frozenset[str] | None, images: dict[str, list[int]]) -> dict:
    root = parse(clean_text(source), handles)
    mentions = tidy(root, images)
    written = write(root, max_length=min(MAX_HTML, 1_000 + MAX_GROWTH * len(source)))
    agreed = through_both(written)
    if agreed is None:
        return {"held": GATES_DISAGREE}
    return {"html": agreed, "mentions": mentions}


if __name__ == "__main__":
    main()
