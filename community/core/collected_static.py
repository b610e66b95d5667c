"""Collecting static files only when one of them has changed, because collecting takes seconds."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected-from"


def collect_if_changed() -> bool:
    """Collect into STATIC_ROOT unless it was made from just these sources; True if it had to."""
    root, wanted = Path(settings.STATIC_ROOT), fingerprint()
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """Changes whenever a static file of the project or of a package is edited, added or removed."""
    seen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for path in sorted(_sources()):
        found = path.stat()
        seen.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:20]


def _sources() -> list[Path]:
    listed = (entry for finder in get_finders() for entry in finder.list([]))
    files = [Path(storage.path(name)) for name, storage in listed]
    # The code that turns sources into what is served is a source as well.
    return [*files, Path(__file__).with_name("staticfiles.py")]
