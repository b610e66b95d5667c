"""Reading settings from the environment, refusing nonsense at start.

Used by ``community.settings`` only, so it may not import anything of Django but its exception.
"""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without surrounding white space."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else stops the start."""
    value = os.environ.get(name)
    if value is None:
        return default
    value = value.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")


def whole_number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """A whole number between ``least`` and ``most``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number.") from None
    if number < least or (most is not None and number > most):
        limits = f"at least {least}" if most is None else f"between {least} and {most}"
        raise ImproperlyConfigured(f"{name} is {number}. It must be {limits}.")
    return number


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def port_list(name: str, default: str) -> list[int]:
    """Numbers of ports, written with commas."""
    found = words(name, default)
    if not all(word.isascii() and word.isdigit() and 0 < int(word) < 65536 for word in found):
        raise ImproperlyConfigured(f"{name} is {text(name)!r}. Write numbers of ports with commas: 80,443.")
    return [int(word) for word in found]


def secret(name: str, *, development: str, debug: bool) -> str:
    """A secret that production must bring along; ``development`` serves only while DEBUG is on."""
    value = text(name)
    if value:
        if len(value) < 50 and not debug:
            raise ImproperlyConfigured(f"{name} is shorter than 50 characters. Make a longer one.")
        return value
    if debug:
        return development
    raise ImproperlyConfigured(
        f"{name} is not set. Set it to a long random text, for example the output of: "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )


def database(url: str, *, pool_size: int) -> dict:
    """Django's database settings from a ``postgresql://`` address, as libpq understands it.

    Raises:
        ImproperlyConfigured: the address is for another database, or names none.
    """
    from psycopg.conninfo import conninfo_to_dict

    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must start with postgresql://, for example postgresql://user:password@host/name."
        )
    try:
        parts = conninfo_to_dict(url)
    except Exception as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database. Add /name at its end.")
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    config = {setting: str(parts.pop(part, "") or "") for part, setting in known.items()}
    options = {key: value for key, value in parts.items() if value is not None}
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5}
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options, "CONN_HEALTH_CHECKS": True, **config}
