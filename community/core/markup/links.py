"""Where a link may lead."""

import re
from urllib.parse import quote

import nh3

REL = "ugc nofollow noopener"  # what every link to another site says about itself


def safe_href(typed: str) -> str | None:
    """The address as it is written into the page, or None where a post may not link to it.

    Allowed: http and https with a plain host, mailto with one address, and on this site a path from
    the root or a fragment. Not allowed, because they deceive: a name before the host
    ("https://bank.example@evil.example"), "//host" and "/\\host" (other sites that look like paths), and
    any scheme that runs something.
    """
    typed = typed.strip()
    if typed.startswith("#") or (typed.startswith("/") and typed[1:2] not in ("/", "\\")):
        return _escape(typed)
    scheme, _, rest = typed.partition(":")
    if scheme.lower() in ("http", "https") and rest.startswith("//"):
        return _web(scheme.lower(), rest[2:])
    if scheme.lower() == "mailto" and _MAIL.fullmatch(rest):
        return f"mailto:{rest}"
    return None


def leads_outside(href: str) -> bool:
    return href.startswith(("http:", "https:"))


def _web(scheme: str, rest: str) -> str | None:
    end = _HOST_END.search(rest)
    host, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    name, _, port = host.partition(":")
    name = _host_name(name)
    if name is None or (port and not _is_port(port)):
        return None
    return f"{scheme}://{name}{':' + port if port else ''}{_escape(tail)}"


def _host_name(name: str) -> str | None:
    """The host in lower-case ASCII: other scripts as browsers send them, "xn--…", which cannot pose."""
    if not name.isascii():
        name = _punycode(name)
    name = name.lower()
    if not _HOST.fullmatch(name) or len(name) > 253:
        return None
    # Browsers read a host that ends in a number as an address, and "xn--" must decode: ask a real parser.
    if (name.rpartition(".")[2][:1].isdigit() or "xn--" in name) and not _parses(name):
        return None
    return name


def _punycode(name: str) -> str:
    if len(name) > 253:  # the codec takes quadratic time
        return ""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _parses(name: str) -> bool:
    return "href" in nh3.clean(f'<a href="https://{name}/">x</a>')


def _is_port(port: str) -> bool:
    return port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65_535


def _escape(tail: str) -> str:
    """Path, query and fragment with everything percent-encoded that is not plainly part of an address."""
    # "&copy;" inside an address would be read as an entity by bleach; only its semicolon makes it one.
    tail = _ENTITY_SHAPE.sub(r"\1%3B", tail)
    return quote(tail, safe="/?#:@!$&'()*+,;=~%-._[]|")


_HOST_END = re.compile(r"[/?#]")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62}){0,30}")
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]")
_ENTITY_SHAPE = re.compile(r"(&#?[A-Za-z0-9]+);")
