"""The one way in for files that people send: pictures, made anew in a process of its own. No database.

    limits      what is taken, and the sentences for what is not
    intake      what the web server keeps of a file while it arrives
    pictures    bytes → a new picture without anything but what is seen
    child       the process that does it

See docs/decisions/0031-images.md.
"""

import logging
import subprocess
import threading

from community.core import apart

from .limits import BROKEN, MOST_BYTES, TOO_BUSY, TOO_COSTLY, TOO_LARGE, WALL_SECONDS, CannotTake
from .wire import Picture, unpack

__all__ = ["MOST_BYTES", "CannotTake", "Picture", "clean_picture"]

AT_ONCE = 2  # pictures of one web process: the others of its threads go on answering
PATIENCE = 1  # seconds for one of them to be done

log = logging.getLogger(__name__)
_places = threading.BoundedSemaphore(AT_ONCE)


def clean_picture(data: bytes) -> Picture:
    """The picture that is in a file, made anew: turned as it is seen, without metadata, in a format that we chose.

    Takes up to WALL_SECONDS and another process, so call it outside of transactions. Raises CannotTake, with the
    sentence that the member reads.
    """
    if len(data) > MOST_BYTES:
        raise CannotTake(TOO_LARGE)
    if not _places.acquire(timeout=PATIENCE):
        raise CannotTake(TOO_BUSY)
    try:
        return unpack(_made_anew(data))
    finally:
        _places.release()


def _made_anew(data: bytes) -> bytes:
    """What the process says; it is a fresh one for each picture, so none can leave anything behind for the next."""
    try:
        done = subprocess.run(
            apart.command(f"{__package__}.child"), input=data, capture_output=True, env=apart.environment(),
            timeout=WALL_SECONDS, start_new_session=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise CannotTake(TOO_COSTLY) from None
    if done.returncode:
        said = done.stderr[-300:].decode(errors="replace")
        log.warning("A picture's process ended with %s: %s", done.returncode, said)
        raise CannotTake(TOO_COSTLY if done.returncode < 0 else BROKEN)
    return done.stdout
