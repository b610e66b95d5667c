"""The demo's front: each request reaches the one whom it is for, whole, and each line ends with its answer."""

import contextlib
import http.client
import http.server
import socket
import subprocess
import sys
import threading
import time

import pytest

from community.core.embedded_places import BASE_DIR
from community.web import supervisor


def _server(name: str):
    """A server that answers with its name and what it was sent."""

    class Echo(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = ",".join(self.headers.get_all("Connection", []))
            body = f"{name} {self.command} {self.path} {self.headers['Host']} {asked} {len(sent)}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = asked == "close"

        do_POST = do_GET  # noqa: N815 - its name in the library

        def log_message(self, *_) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def front():
    web, live = _server("web"), _server("live")
    with _running(web.server_port, live.server_port) as port:
        yield port
    for server in (web, live):
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def _running(web: int, live: int):
    (port,) = supervisor.free_ports(1)
    command = supervisor.front_command(port, web, live)
    process = subprocess.Popen([sys.executable, *command[1:]], cwd=BASE_DIR)
    deadline = time.monotonic() + 20
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield port
    process.terminate()
    assert process.wait(timeout=10) == 0


def _ask(port: int, path: str, method: str = "GET", body: bytes | None = None) -> str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(asked):
        asked.request(method, path, body, headers={"Connection": "keep-alive", "Host": "localhost:1"})
        return asked.getresponse().read().decode()


@pytest.mark.parametrize(
    ("path", "server"),
    [("/", "web"), ("/live/", "live"), ("/live/?thread=1", "live"), ("/t/1-live/", "web"), ("/lively/", "web"),
     ("/live/else", "web"), ("/?next=/live/", "web")],
)  # fmt: skip
def test_each_request_reaches_the_one_whom_it_is_for_and_keeps_no_line(front, path, server):
    assert _ask(front, path) == f"{server} GET {path} localhost:1 close 0"


def test_what_is_sent_arrives_whole(front):
    assert _ask(front, "/t/1/replies/", "POST", b"x" * 900_000) == "web POST /t/1/replies/ localhost:1 close 900000"


def test_many_at_once_get_each_their_own(front):
    answers: list[str] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(_ask(front, f"/{n}"))) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == sorted(f"web GET /{n} localhost:1 close 0" for n in range(40))


def test_while_a_server_is_away_it_says_so_and_a_browser_that_leaves_cuts_the_line():
    (nobody,) = supervisor.free_ports(1)
    with socket.create_server(("127.0.0.1", 0)) as silent, _running(nobody, silent.getsockname()[1]) as port:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/")
        assert asked.getresponse().status == 503
        asked.close()

        browser = socket.create_connection(("127.0.0.1", port), timeout=10)
        browser.sendall(b"GET /live/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        line, _ = silent.accept()
        line.settimeout(10)
        assert line.recv(1000).startswith(b"GET /live/ HTTP/1.1\r\nConnection: close\r\n")
        browser.close()
        assert line.recv(1000) == b""
        line.close()
