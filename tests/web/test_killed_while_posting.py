"""The web server is killed while replies are on their way to the database. Whoever sends the same form again, as the
page does with the text that it kept, has one post in the end."""

import contextlib
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

from community.core.embedded_places import BASE_DIR
from community.forum.models import Post
from community.web import supervisor
from tests import factories as make
from tests.live.lines import PATIENCE, database_url, free_port

KILLS = 6
HIDDEN = {name: re.compile(rf'name="{name}" value="([^"]+)"') for name in ("form_key", "csrfmiddlewaretoken")}
LATEST = 1.0  # seconds after the sending; the first reply of a fresh process is in the database after about half

pytestmark = pytest.mark.django_db(transaction=True)


class Web:
    """The web server as the demo runs it, on the tests' database."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    def start(self) -> None:
        command = supervisor.web_command("127.0.0.1", self.port)
        environment = os.environ | {"DATABASE_URL": database_url()}
        self.process = subprocess.Popen(
            [sys.executable, *command[1:]], cwd=BASE_DIR, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while self.ask("GET", "/healthz") != 200:
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> int | None:
        """The status; None if the line broke before it came."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            try:
                line.request(method, path, body, headers)
                return line.getresponse().status
            except (OSError, http.client.HTTPException):
                return None

    def read(self, path: str, cookie: str) -> tuple[str, str]:
        """The page as its reader's browser gets it, and the cookies with which that goes on."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            given = [text.partition(";")[0] for text in answer.headers.get_all("Set-Cookie", [])]
            return answer.read().decode(), "; ".join([cookie, *given])


@pytest.fixture
def web(transactional_db):
    web = Web()
    yield web
    web.kill()


def test_no_reply_is_lost_and_none_is_doubled(web, browse, capsys):
    dice, thread = random.Random(7), make.make_thread()
    page = thread.get_absolute_url()
    answers = []
    for number in range(KILLS):
        session = f"session={browse(make.make_partner()).cookies['session'].value}"
        read, cookies = web.read(page, session)
        key, token = (HIDDEN[name].search(read)[1] for name in ("form_key", "csrfmiddlewaretoken"))
        form = {"csrfmiddlewaretoken": token, "source": f"Reply {number}", "form_key": key}
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

        def send(form=form, headers=headers) -> None:
            answers.append(web.ask("POST", f"{page}replies/", urlencode(form), **headers))

        sending = threading.Thread(target=send)
        sending.start()
        time.sleep(dice.uniform(0, LATEST))
        web.kill()
        sending.join()
        web.start()
        send()

    assert answers[1::2] == [302] * KILLS
    assert set(answers[::2]) <= {None, 302}
    sources = Post.objects.filter(thread=thread, number__gt=1).order_by("number").values_list("number", "source")
    assert list(sources) == [(number + 2, f"Reply {number}") for number in range(KILLS)]
    thread.refresh_from_db()
    assert thread.post_count == KILLS + 1
    call_command("check_counters")
    assert "All counters equal their rows." in capsys.readouterr().out
