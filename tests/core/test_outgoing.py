"""The one way out: what is refused before anything is asked, and what a real server on loopback gives.

The server is reached only because each test hands in a ``Network``; without one the same address is refused.
"""

import contextlib
import datetime as dt
import gzip
import http.server
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from community import settings as settings_module
from community.core import outgoing
from community.core.outgoing import Answer, Forbidden, Network, NotFetched, fetch

PUBLIC = ipaddress.ip_address("93.184.216.34")
LOOPBACK = ipaddress.ip_address("127.0.0.1")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages[self.path.partition("?")[0]]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    """``server.pages["/feed"] = (200, {}, b"…")``; ``server.asked`` are the paths with their headers."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.pages, running.asked = {}, []
        running.port = running.server_address[1]
        running.url = f"http://vendor.example:{running.port}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()


@pytest.fixture
def network(server):
    """Every name is this machine, which these tests may ask at this one port."""
    return Network(
        resolve=lambda host, port: [LOOPBACK],
        refuses=lambda address: "" if address == LOOPBACK else "not the server of this test",
        ports=frozenset({server.port}),
    )


@pytest.fixture
def raw_server():
    """A server that says what ``serve(say)`` writes to the connection."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve(say):
        def run():
            with contextlib.suppress(OSError):
                connection, _peer = listening.accept()
                with connection:
                    connection.recv(65536)
                    say(connection, stop)

        threading.Thread(target=run, daemon=True).start()
        port = listening.getsockname()[1]
        opened = Network(resolve=lambda *_: [LOOPBACK], refuses=lambda _: "", ports=frozenset({port}))
        return f"http://vendor.example:{port}/", opened

    yield serve
    stop.set()
    listening.close()


# --- What is asked, and how -----------------------------------------------------------------------------


def test_document_comes_with_its_headers(server, network):
    server.pages["/feed"] = (200, {"ETag": '"7"'}, b"words")

    answer = fetch(f"{server.url}/feed?page=1", network=network)

    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"words", '"7"')
    assert [path for path, _headers in server.asked] == ["/feed?page=1"]


def test_request_names_the_host_and_us_and_carries_no_cookie(server, network, settings):
    settings.SITE_URL = "https://partners.example"
    server.pages["/feed"] = (200, {"Set-Cookie": "seen=1"}, b"")

    fetch(f"{server.url}/feed", network=network, headers={"If-None-Match": '"6"'})
    fetch(f"{server.url}/feed", network=network)

    (_path, first), (_path, second) = server.asked
    assert first["Host"] == f"vendor.example:{server.port}"
    assert first["User-Agent"] == "Backchannel (+https://partners.example)"
    assert first["If-None-Match"] == '"6"'
    assert {"Cookie", "If-None-Match"} & set(second) == set()


def test_proxy_of_the_environment_is_not_used(server, network, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.pages["/feed"] = (200, {}, b"words")

    assert fetch(f"{server.url}/feed", network=network).body == b"words"


def test_answer_that_nothing_is_new_has_no_body(server, network):
    server.pages["/feed"] = (304, {"Content-Length": "0"}, b"")

    assert fetch(f"{server.url}/feed", network=network).status == 304


def test_letters_of_other_alphabets_are_written_as_addresses_write_them(server, network):
    server.pages["/%C3%BCbersicht"] = (200, {}, b"words")

    assert fetch(f"http://bücher.example:{server.port}/übersicht", network=network).body == b"words"
    assert server.asked[0][1]["Host"] == f"xn--bcher-kva.example:{server.port}"


# --- What is never asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://vendor.example/feed", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://vendor.example/", "only http and https"),
        ("//vendor.example/feed", "only http and https"),
        ("", "only http and https"),
        ("http:///feed", "no host"),
        ("http://[fe80::1%25eth0]/", "no host"),
        ("http://[::1/", "cannot be read"),
        ("http://vendor.example:99999/", "cannot be read"),
        ("http://user:secret@vendor.example/", "name or password"),
        ("http://@vendor.example/", "name or password"),
        ("http://vendor.example:22/", "port 22"),
        ("https://vendor.example:8443/", "port 8443"),
        ("http://vendor.example/a b", "characters"),
        ("http://vendor.example/\r\nHost: inside", "characters"),
        ("http://vendor.example\\@inside/", "characters"),
        ("http://vendor.example/" + "x" * 2000, "too long"),
        ("http://localhost/", "site's own"),
        ("http://localhost./", "site's own"),
    ],
)
def test_address_is_refused_without_asking(url, reason, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_more: pytest.fail("a name was looked up"))

    with pytest.raises(Forbidden, match=reason):
        fetch(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]",
     "169.254.169.254", "10.0.0.1", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)  # fmt: skip
def test_address_of_the_inside_is_refused_in_every_spelling(host):
    with pytest.raises(Forbidden, match="never asked"):
        fetch(f"http://{host}/")


def test_server_of_these_tests_is_out_of_reach_without_their_network(server):
    opened = Network(ports=frozenset({server.port}))  # the port alone opens nothing

    with pytest.raises(Forbidden, match="loopback"):
        fetch(f"http://127.0.0.1:{server.port}/feed", network=opened)
    assert server.asked == []


def test_no_setting_names_another_network():
    mine = [name for name in vars(settings_module) if name.isupper() and "OUTGOING" in name]

    assert mine == ["OUTGOING_PORTS"]


def test_one_inner_address_among_public_ones_is_enough_to_refuse(server):
    mixed = Network(resolve=lambda host, port: [PUBLIC, LOOPBACK], ports=frozenset({server.port}))

    with pytest.raises(Forbidden, match="loopback"):
        fetch(f"{server.url}/feed", network=mixed)
    assert server.asked == []


def test_address_of_this_machine_is_refused_even_if_it_is_public(monkeypatch):
    monkeypatch.setattr(outgoing, "_own_addresses", lambda: {str(PUBLIC)})

    with pytest.raises(Forbidden, match="this machine's own"):
        fetch("http://vendor.example/", network=Network(resolve=lambda host, port: [PUBLIC]))


def test_name_that_answers_differently_the_second_time_gains_nothing(monkeypatch):
    """DNS rebinding: public while it is checked, loopback when it is connected to."""
    answers, connected = iter([[PUBLIC], [LOOPBACK]]), []

    def connect(address, timeout):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(NotFetched, match="ConnectionRefusedError"):
        fetch("http://vendor.example/", network=Network(resolve=lambda host, port: next(answers)))

    assert connected == [(str(PUBLIC), 80)]
    assert next(answers) == [LOOPBACK], "the name was looked up once only"


# --- Redirects --------------------------------------------------------------------------------------------


def test_redirect_is_followed_and_said(server, network):
    server.pages["/old"] = (301, {"Location": "/new"}, b"")
    server.pages["/new"] = (200, {}, b"words")

    answer = fetch(f"{server.url}/old", network=network)
    straight = fetch(f"{server.url}/new", network=network)

    for one in (answer, straight):  # the second may be another one by now
        one.headers.pop("date")
    assert answer == straight == Answer(f"{server.url}/new", 200, straight.headers, b"words")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1:{port}/", "not the server of this test"),
        ("file:///etc/passwd", "only http and https"),
        ("http://vendor.example:25/", "port 25"),
        ("http://user:secret@vendor.example/", "name or password"),
    ],
)
def test_redirect_passes_the_same_gate(server, network, target, reason):
    def resolve(host, port):
        return [ipaddress.ip_address(host) if host[0].isdigit() else LOOPBACK]

    server.pages["/old"] = (302, {"Location": target.format(port=server.port)}, b"")
    stricter = Network(resolve=resolve, refuses=network.refuses, ports=network.ports)

    with pytest.raises(Forbidden, match=reason):
        fetch(f"{server.url}/old", network=stricter)
    assert [path for path, _headers in server.asked] == ["/old"]


def test_fourth_redirect_is_not_followed(server, network):
    server.pages["/round"] = (302, {"Location": "/round"}, b"")

    with pytest.raises(NotFetched, match="more than 3 times"):
        fetch(f"{server.url}/round", network=network)
    assert len(server.asked) == 4


# --- Size and time ----------------------------------------------------------------------------------------


def test_packed_body_is_unpacked(server, network):
    server.pages["/feed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"words" * 1000, mtime=0))

    assert fetch(f"{server.url}/feed", network=network).body == b"words" * 1000


def test_body_that_is_too_large_is_not_kept(server, network):
    server.pages["/feed"] = (200, {}, b"x" * 1001)

    with pytest.raises(NotFetched, match="larger than"):
        fetch(f"{server.url}/feed", network=network, max_bytes=1000)
    assert len(fetch(f"{server.url}/feed", network=network, max_bytes=1001).body) == 1001


def test_small_body_that_unpacks_to_a_huge_one_is_stopped(server, network):
    bomb = gzip.compress(b"\0" * 200_000_000, 1, mtime=0)
    server.pages["/feed"] = (200, {"Content-Encoding": "gzip"}, bomb)
    begun = time.monotonic()

    with pytest.raises(NotFetched, match="larger than 2 MB"):
        fetch(f"{server.url}/feed", network=network)
    assert len(bomb) < 2_000_000, "or the witness is none"
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"Content-Encoding": "br"}, b"words", "packed as br"),
        ({"Content-Encoding": "gzip"}, b"not packed at all", "connection failed"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"words" * 100, mtime=0)[:20], "ends in the middle"),
        ({"Content-Length": "100"}, b"words", "connection failed|ends in the middle"),
    ],
)
def test_body_that_is_not_whole_is_no_body(server, network, headers, body, reason):
    server.pages["/feed"] = (200, headers, body)

    with pytest.raises(NotFetched, match=reason):
        fetch(f"{server.url}/feed", network=network)


@pytest.mark.parametrize("begin", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_answer_that_trickles_is_cut_at_the_end_of_the_time(raw_server, begin):
    def trickle(connection, stop):
        connection.sendall(begin)
        while not stop.wait(0.02):
            connection.sendall(b"x")

    url, opened = raw_server(trickle)
    begun = time.monotonic()

    with pytest.raises(NotFetched, match=r"longer than 0\.4 seconds"):
        fetch(url, network=opened, seconds=0.4)
    assert time.monotonic() - begun < 2


def test_resolver_that_never_answers_is_not_waited_for():
    never = threading.Event()
    slow = Network(resolve=lambda host, port: never.wait(3) and [])

    with pytest.raises(NotFetched, match="looked up in time"):
        fetch("http://vendor.example/", network=slow, seconds=0.3)
    never.set()


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"])
def test_answer_that_is_none_is_a_reason_and_no_crash(raw_server, said):
    url, opened = raw_server(lambda connection, stop: connection.sendall(said))

    with pytest.raises(NotFetched, match="connection failed"):
        fetch(url, network=opened, seconds=3)


@pytest.fixture
def certified(server, tmp_path):
    """``certified("vendor.example")`` gives the server a certificate for that name, and a context that trusts it."""

    def certify(name: str):
        key = ec.generate_private_key(ec.SECP256R1())
        named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
            .serial_number(7).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )  # fmt: skip
        pem = tmp_path / "server.pem"
        pem.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + certificate.public_bytes(Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        return lambda: ssl.create_default_context(cafile=pem)

    return certify


def test_certificate_is_that_of_the_name_and_not_of_the_address(server, network, certified):
    server.pages["/feed"] = (200, {}, b"words")
    safe = replace(network, tls=certified("vendor.example"))

    assert fetch(f"https://vendor.example:{server.port}/feed", network=safe).body == b"words"
    with pytest.raises(NotFetched, match="no safe connection: Hostname mismatch"):
        fetch(f"https://other.example:{server.port}/feed", network=safe)
    assert len(server.asked) == 1


def test_certificate_of_a_stranger_is_refused(server, network, certified):
    certified("vendor.example")

    with pytest.raises(NotFetched, match="no safe connection: self-signed"):
        fetch(f"https://vendor.example:{server.port}/feed", network=network)
    assert server.asked == []


def test_redirect_from_https_to_http_is_refused(server, network, certified):
    server.pages["/feed"] = (302, {"Location": f"http://vendor.example:{server.port}/feed"}, b"")

    with pytest.raises(Forbidden, match="from https to http"):
        fetch(f"{server.url.replace('http', 'https')}/feed", network=replace(network, tls=certified("vendor.example")))


def test_host_without_a_certificate_for_its_name_is_refused(server, network):
    with pytest.raises(NotFetched):
        fetch(f"https://vendor.example:{server.port}/feed", network=network, seconds=3)
    assert server.asked == []


@pytest.mark.parametrize("answer", [OSError("no such name"), UnicodeError()])
def test_name_that_does_not_exist_is_said(answer):
    def resolve(host, port):
        raise answer

    with pytest.raises(NotFetched, match=r"no host named vendor\.example"):
        fetch("http://vendor.example/", network=Network(resolve=resolve))
