"""How the picture's process answers: a line of JSON, then the bytes."""

import json
from dataclasses import dataclass

from .limits import BROKEN, CannotTake


@dataclass(frozen=True)
class Picture:
    """A picture that we made: its bytes, what they are, and its size in pixels."""

    data: bytes
    kind: str  # "jpeg", "png" or "webp"
    width: int
    height: int


def pack(picture: Picture) -> bytes:
    """What the process writes of a picture that it made."""
    head = {"kind": picture.kind, "width": picture.width, "height": picture.height}
    return json.dumps(head).encode() + b"\n" + picture.data


def pack_refusal(sentence: str) -> bytes:
    """What the process writes instead."""
    return json.dumps({"refused": sentence}).encode() + b"\n"


def unpack(answer: bytes) -> Picture:
    """The picture again. Raises CannotTake."""
    head, newline, data = answer.partition(b"\n")
    if not newline:
        raise CannotTake(BROKEN)
    said = json.loads(head)
    if refusal := said.pop("refused", None):
        raise CannotTake(refusal)
    return Picture(data=data, **said)
