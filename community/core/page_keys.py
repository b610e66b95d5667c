"""Addresses of web pages: when two of them mean the same page."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# What mail tools and advertisements add to an address; the page is the same without it.
TRACKING = re.compile(r"(utm_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|mkt_tok|_hsenc|_hsmi|igshid|yclid|trk|wt\.mc_id)")
PLAIN_PORTS = {80, 443, None}
LONGEST = 500  # characters; more than any address that a form takes


def page_key(address: str) -> str:
    """The same text for all addresses of one page: "vendor.example/a?b=1"; empty if it is no web address.

    Scheme, "www.", the case of the host, plain ports, fragments, a slash at the end, the order of parameters and
    what only tracks the reader make no difference.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in host:
        return ""
    if port not in PLAIN_PORTS:
        host = f"{host}:{port}"
    kept = sorted((name, value) for name, value in _parameters(parts.query) if not TRACKING.fullmatch(name.lower()))
    query = f"?{urlencode(kept)}" if kept else ""
    return (host + parts.path.rstrip("/") + query)[:LONGEST]


def _parameters(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query[: 4 * LONGEST], keep_blank_values=True)
