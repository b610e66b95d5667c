"""Asking other machines over HTTP: the only way out of this product for addresses that somebody wrote.

A name is resolved once, every address behind it must be one that anybody can reach (``addresses``), and the
connection goes to exactly the address that was checked, so that a name server cannot answer differently the
second time. Redirects pass the same gate. No cookies, no proxies from the environment, no passwords in
addresses; limits on time and size, the latter after unpacking.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import psutil
from django.conf import settings

from community.core.addresses import Address, why_refused

CONNECT_SECONDS = 5
TOTAL_SECONDS = 15  # for everything, redirects and a trickling body included
MAX_BYTES = 2 * 1024 * 1024  # of the body as it is after unpacking
MAX_REDIRECTS = 3
MAX_URL = 2000  # characters
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}


class NotFetched(Exception):  # noqa: N818 - as Refused: what happened, not whose error it was
    """Nothing was got; the text says why, in words for the person who gave the address."""


class Forbidden(NotFetched):
    """The address leads to a place that this product never asks."""


@dataclass(frozen=True)
class Answer:
    """What the other machine said. ``url`` is where the redirects ended; names of headers are in small letters."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""


def _resolve(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(row[4][0]) for row in found))


def _not_public(address: Address) -> str:
    return why_refused(address) or ("this machine's own" if str(address) in _own_addresses() else "")


@dataclass(frozen=True)
class Network:
    """What may be asked. The default is the internet; nothing in the settings makes it anything else.

    Tests hand in another one to reach a server of their own, which is why it is an argument and no setting.
    """

    resolve: Callable[[str, int], list[Address]] = _resolve
    refuses: Callable[[Address], str] = _not_public  # what is wrong with an address; empty if nothing is
    ports: frozenset[int] = frozenset()  # empty: those of the settings
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass
class _Deadline:
    """The moment at which a request ends, whatever it is doing: its sockets are shut."""

    seconds: float
    ends: float = 0
    sockets: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> "_Deadline":
        self.ends = time.monotonic() + self.seconds
        self.timer = threading.Timer(self.seconds, self._cut)
        self.timer.daemon = True
        self.timer.start()
        return self

    def __exit__(self, *error) -> None:
        self.timer.cancel()

    @property
    def left(self) -> float:
        if self.ends - time.monotonic() <= 0:
            raise NotFetched(f"it took longer than {self.seconds:g} seconds")
        return self.ends - time.monotonic()

    def _cut(self) -> None:
        for one in self.sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def fetch(
    url: str, *, headers: dict[str, str] | None = None, network: Network | None = None,
    max_bytes: int = MAX_BYTES, seconds: float = TOTAL_SECONDS, redirects: int = MAX_REDIRECTS,
    form: bytes | None = None,
) -> Answer:  # fmt: skip
    """GET a document of somebody else's.

    Args:
        headers: besides our own; ``If-None-Match`` and ``If-Modified-Since`` may lead to status 304 without a body.
        redirects: how many are followed; 0 where the headers or the form are meant for that one address.
        form: is sent by POST.
    Raises:
        Forbidden: the address, or one that it redirects to, is none that may be asked.
        NotFetched: no answer, too late, too large, or not understood.
    """
    network = network or Network()
    with _Deadline(seconds) as deadline:
        for _hop in range(redirects + 1):
            parts = checked(url, network)
            answer = _ask(url, parts, headers or {}, network, deadline, max_bytes, form)
            if answer.status not in REDIRECTS or not answer.headers.get("location"):
                return answer
            following = urljoin(url, answer.headers["location"])
            if parts.scheme == "https" and urlsplit(following).scheme == "http":
                raise Forbidden("it redirects from https to http")
            url = following
        raise NotFetched(f"it redirects more than {redirects} times" if redirects else "it redirects")


def checked(url: str, network: Network | None = None) -> SplitResult:
    """The parts of an address that may be asked, as far as it can be told without asking.

    Raises:
        Forbidden: another scheme or port, a password, no host, our own host, characters that no address has.
    """
    if len(url) > MAX_URL or any(character <= " " or character == "\x7f" for character in url) or "\\" in url:
        raise Forbidden("the address is too long or has characters that no address has")
    try:
        parts = urlsplit(url)
        port, host = parts.port or PORTS.get(parts.scheme, 0), (parts.hostname or "").rstrip(".")
    except ValueError:
        raise Forbidden("the address cannot be read") from None
    if parts.scheme not in PORTS:
        raise Forbidden("only http and https addresses are asked")
    if "@" in parts.netloc:
        raise Forbidden("the address has a name or password in it")
    if port not in ((network and network.ports) or _allowed_ports()):
        raise Forbidden(f"port {port} is not asked")
    if not host or "%" in host:
        raise Forbidden("the address names no host")
    if host == urlsplit(settings.SITE_URL).hostname:
        raise Forbidden("the address is this site's own")
    return parts


def _allowed_ports() -> frozenset[int]:
    return frozenset(settings.OUTGOING_PORTS)


def _ask(
    url, parts, headers: dict, network: Network, deadline: _Deadline, max_bytes: int, form: bytes | None
) -> Answer:  # fmt: skip
    host, port = _ascii(parts.hostname.rstrip(".")), parts.port or PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = _connect(host, port, parts.scheme, network, deadline)
        method = "GET" if form is None else "POST"
        connection.request(method, _target(parts), body=form, headers=_headers(parts, host, headers))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        with_body = response.status == 200
        body = _body(response, found, max_bytes, deadline) if with_body else b""
        deadline.left  # noqa: B018 - a shut socket looks like the end of a body without a length
        return Answer(url, response.status, found, body)
    except NotFetched:
        raise
    except TimeoutError:
        raise NotFetched("the other side did not answer in time") from None
    except ssl.SSLError as error:
        raise NotFetched(f"no safe connection: {getattr(error, 'verify_message', '') or error.reason}") from None
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        deadline.left  # noqa: B018 - says that it took too long, if that is why
        raise NotFetched(f"the connection failed ({type(error).__name__})") from None
    finally:
        connection.close()


def _connect(host: str, port: int, scheme: str, network: Network, deadline: _Deadline) -> socket.socket:
    """A connection to the very address that was checked, with the certificate of the name."""
    addresses = _looked_up(host, port, network, deadline)
    for address in addresses:
        if reason := network.refuses(address):
            raise Forbidden(f"{host} leads to an address that is never asked: {reason}")
    failure: Exception = OSError()
    for address in addresses[:2]:  # an old and a new one, if the first does not answer
        try:
            raw = socket.create_connection((str(address), port), timeout=min(CONNECT_SECONDS, deadline.left))
        except OSError as error:
            failure = error
            continue
        deadline.sockets.append(raw)
        if scheme == "https":
            raw = network.tls().wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
            deadline.sockets.append(raw)
            raw.do_handshake()
        raw.settimeout(deadline.left)
        return raw
    raise failure


def _looked_up(host: str, port: int, network: Network, deadline: _Deadline) -> list[Address]:
    pool = ThreadPoolExecutor(1)  # the system's resolver knows no time limit
    try:
        addresses = pool.submit(network.resolve, host, port).result(timeout=min(CONNECT_SECONDS, deadline.left))
    except TookTooLong:
        raise NotFetched(f"the name {host} could not be looked up in time") from None
    except (OSError, UnicodeError, ValueError):
        raise NotFetched(f"there is no host named {host}") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    if not addresses:
        raise NotFetched(f"there is no host named {host}")
    return addresses


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Forbidden("the host's name cannot be read") from None


def _target(parts: SplitResult) -> str:
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def _headers(parts: SplitResult, host: str, given: dict) -> dict[str, str]:
    name = f"[{host}]" if ":" in host else host
    usual = parts.port in (None, PORTS[parts.scheme])
    ours = {
        "Host": name if usual else f"{name}:{parts.port}",
        "User-Agent": f"Backchannel (+{settings.SITE_URL})",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    return given | ours


def _body(response, headers: dict, max_bytes: int, deadline: _Deadline) -> bytes:
    """The body, unpacked piece by piece so that a small one cannot become a huge one."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise NotFetched(f"the answer is packed as {encoding[:20]}, which was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
    body = b""
    while piece := response.read1(65536):
        deadline.left  # noqa: B018 - raises when there is none
        body += unpack.decompress(piece, max_bytes + 1 - len(body)) if unpack else piece
        if len(body) > max_bytes or (unpack and unpack.unconsumed_tail):
            raise NotFetched(f"the answer is larger than {max_bytes / 1024 / 1024:g} MB")
    if unpack and not unpack.eof:
        raise NotFetched("the answer ends in the middle")
    if response.length:
        raise NotFetched("the answer ends in the middle")
    return body


def _own_addresses() -> set[str]:
    return {one.address.partition("%")[0] for rows in psutil.net_if_addrs().values() for one in rows}
