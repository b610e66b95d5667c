"""The process that makes one picture anew: the file on its standard input, the picture on its standard output.

Started by ``clean_picture``; needs no settings, no database, no secrets. The kernel ends it when the file costs more
than a picture can cost, inside a decoder too.
"""

import sys

from community.core import apart

from .limits import BROKEN, CPU_SECONDS, MEMORY_BYTES, CannotTake
from .pictures import made_anew
from .wire import pack, pack_refusal


def main() -> None:
    """Read, make, write."""
    apart.give_up_what_is_not_needed(memory=MEMORY_BYTES)
    apart.allow_processor_time(CPU_SECONDS)
    try:
        answer = pack(made_anew(sys.stdin.buffer.read()))
    except CannotTake as refusal:
        answer = pack_refusal(str(refusal))
    except Exception:  # whatever a decoder says of a file that it does not understand
        answer = pack_refusal(BROKEN)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
