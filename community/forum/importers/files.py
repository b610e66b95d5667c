"""Opening what is imported: plain or gzip, a piece at a time."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from .base import UnreadableError

CHUNK = 64 * 1024
GZIP = b"\x1f\x8b"


class Opened:
    """A file that knows how much of it was read."""

    def __init__(self, path: Path):
        self.size = max(path.stat().st_size, 1)
        self.raw: BinaryIO = path.open("rb")
        packed = self.raw.read(2) == GZIP
        self.raw.seek(0)
        self.file: BinaryIO = gzip.GzipFile(fileobj=self.raw) if packed else self.raw

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_failure) -> None:
        self.file.close()
        self.raw.close()

    @property
    def part(self) -> float:
        """From 0 to 1, of the file as it is on disk."""
        return min(self.raw.tell() / self.size, 1.0)


def open_file(path: Path) -> Opened:
    """The file, unpacked if need be. Raises UnreadableError."""
    try:
        return Opened(path)
    except OSError as reason:
        raise UnreadableError(f"{path.name}: {reason.strerror or reason}") from None


def chunks(path: Path, tick: Callable[[float], None] = lambda part: None) -> Iterator[bytes]:
    """The bytes of a file. Raises UnreadableError, in the middle too: packed files can be cut off."""
    with open_file(path) as opened:
        try:
            while chunk := opened.file.read(CHUNK):
                yield chunk
                tick(opened.part)
        except (OSError, EOFError) as reason:
            raise UnreadableError(f"{path.name}: {reason}") from None


def files_in(path: Path, *endings: str) -> list[Path]:
    """The file itself, or those of a folder at any depth that end so, in the order of their names."""
    if not path.exists():
        raise UnreadableError(f"{path.name}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and one.name.lower().endswith(endings))
