"""Reading settings from the environment, refusing nonsense at start.

Used by ``community.settings`` only, so it may not import anything of Django but its exception.
"""

import os
import re
from urllib.parse import urlsplit

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


# Sites that need no address and no name; whether their word is taken that an address is its owner's; whether PKCE is.
KNOWN_SITES = {
    "google": ("Google", "https://accounts.google.com", True, True),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/oauth", True, False),
    # Whoever runs an organisation there may write any address into it.
    "microsoft": ("Microsoft", "https://login.microsoftonline.com/common/v2.0", False, True),
}


def sign_in_sites(name: str, *, plain_http: bool) -> list[dict]:
    """The sites whose accounts sign in here, as allauth takes them.

    The variable ``name`` lists them: OIDC_SITES=google,firm. Each has OIDC_FIRM_CLIENT_ID and OIDC_FIRM_SECRET; all
    but those of ``KNOWN_SITES`` need OIDC_FIRM_URL and OIDC_FIRM_NAME too.

    Args:
        plain_http: whether addresses without TLS pass.
    """
    ids = words(name)
    if len(set(ids)) < len(ids) or not all(re.fullmatch("[a-z][a-z0-9]{1,19}", one) for one in ids):
        raise ImproperlyConfigured(f"{name} is {text(name)!r}. Write short names with commas: google,firm.")
    return [_sign_in_site(one, plain_http) for one in ids]


def _sign_in_site(one: str, plain_http: bool) -> dict:
    known_name, known_url, vouches_for_mail, pkce = KNOWN_SITES.get(one, ("", "", True, True))
    given = {key: text(f"OIDC_{one.upper()}_{key}") for key in ("CLIENT_ID", "SECRET", "NAME", "URL")}
    given["NAME"], given["URL"] = given["NAME"] or known_name, (given["URL"] or known_url).rstrip("/")
    for key, value in given.items():
        if not value:
            raise ImproperlyConfigured(f"OIDC_{one.upper()}_{key} is not set, and OIDC_SITES names {one}.")
    _check_site_address(f"OIDC_{one.upper()}_URL", given["URL"], plain_http)
    return {
        "provider_id": one, "name": given["NAME"], "client_id": given["CLIENT_ID"], "secret": given["SECRET"],
        "settings": {"server_url": given["URL"], "vouches_for_mail": vouches_for_mail, "oauth_pkce_enabled": pkce},
    }  # fmt: skip


def _check_site_address(name: str, url: str, plain_http: bool) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ({"https", "http"} if plain_http else {"https"}) and parts.hostname
        fine = fine and not (parts.query or parts.fragment or "@" in parts.netloc) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise ImproperlyConfigured(f"{name} is {url!r}. Write an address that begins with https://, without a query.")


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
