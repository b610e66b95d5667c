"""`make demo`: from nothing to a running site and back, whatever is in the way and whatever is killed."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid

import psutil
import pytest

from community.core import embedded
from community.core.embedded_places import BASE_DIR
from community.web import supervisor
from community.web.supervisor import Child, RefusalError

REFUSED = 1


class Demo:
    """Starts `manage.py demo` with a folder of its own for what it makes."""

    def __init__(self, var) -> None:
        self.var = var
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", "demo", *arguments]

    def environment(self, **changes: str) -> dict[str, str]:
        keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return keep | {"DEMO": "1", "VAR_DIR": str(self.var), "PORT": str(self.port)} | changes

    def start(self, **changes: str) -> str:
        """Start it and give what it has printed by the time that it serves."""
        self.process = subprocess.Popen(
            self.command(),
            cwd=BASE_DIR,
            env=self.environment(**changes),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        printed = ""
        for line in self.process.stdout:
            printed += line
            if line.startswith("Ctrl-C"):
                return printed
        pytest.fail(f"The demo ended:\n{printed}")

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        self.process.communicate(timeout=30)
        return self.process.returncode

    def refusal(self, *arguments: str, **changes: str) -> str:
        ran = subprocess.run(
            self.command(*arguments),
            cwd=BASE_DIR,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == REFUSED, ran.stdout + ran.stderr
        return ran.stderr.strip()

    def processes(self) -> list[psutil.Process]:
        """All that belong to a run, zombies aside: they have its folder in their environment or as an argument."""
        return [process for process in psutil.process_iter() if self._is_of_run(process)]

    def _is_of_run(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error, OSError):
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            if process.environ().get("VAR_DIR") == str(self.var):
                return True
            return str(embedded.home_folder(self.var) / "users.lock") in process.cmdline()
        return False

    def wait_until_gone(self) -> None:
        deadline = time.monotonic() + 15
        while found := self.processes():
            assert time.monotonic() < deadline, [(process.pid, process.cmdline()) for process in found]
            time.sleep(0.05)

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=10) as answer:
            return answer.status

    def child(self, word: str) -> psutil.Process:
        mine = (process for process in self.processes() if process.ppid() == self.process.pid)
        return next(process for process in mine if word in " ".join(process.cmdline()))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def loaded():
    """A folder in which the demo ran once, so that the community is loaded; and what that run printed."""
    var = embedded.var_folder() / f"demo-{uuid.uuid4().hex[:8]}"
    demo = Demo(var)
    printed = demo.start()
    status = demo.get("/")
    code = demo.stop()
    yield var, printed, status, code
    for process in demo.processes():
        process.kill()
    shutil.rmtree(embedded.home_folder(var), ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def demo(loaded):
    demo = Demo(loaded[0])
    yield demo
    if demo.process and demo.process.poll() is None:
        demo.stop()
    demo.wait_until_gone()


# --- Starting and ending ---------------------------------------------------------------------------


def test_the_first_start_prints_the_address_and_a_sign_in_per_role_and_serves(loaded):
    _, printed, status, code = loaded

    assert "Backchannel runs at http://localhost:" in printed
    for handle in ("carla", "nils", "bob", "alice", "mona", "ada"):
        assert f"{handle}@example.org" in printed
    assert (status, code) == (200, 0)


def processor_seconds(times) -> float:
    return times.user + times.system + times.children_user + times.children_system


def seconds_to_import_everything() -> float:
    """What a process of ours costs before it does anything, here and now: the measure for what it does then."""
    before = processor_seconds(psutil.Process().cpu_times())
    imports = "import django, django.urls; django.setup(); django.urls.get_resolver().url_patterns"
    subprocess.run(
        [sys.executable, "-c", imports],
        check=True,
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "community.settings", "DEMO": "1"},
    )
    return processor_seconds(psutil.Process().cpu_times()) - before


def test_the_second_start_only_starts_its_processes(demo):
    """Five seconds by the clock of an idle machine. Beside other tests: little more than its processes' imports."""
    before = seconds_to_import_everything()
    printed = demo.start()
    processes = demo.processes()
    spent = sum(processor_seconds(process.cpu_times()) for process in processes)
    after = seconds_to_import_everything()

    print(spent, before, after, len(processes), spent / max(before, after))
    assert spent < 6 * max(before, after)
    assert "The demo community is loaded already." in printed
    assert "Tables" not in printed
    assert "Static files" not in printed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_every_process_that_it_started(demo, number):
    demo.start()
    assert len(demo.processes()) >= 5  # itself, web server and its process, worker, database

    before = time.monotonic()
    assert demo.stop(number) == 0
    assert time.monotonic() - before < 5
    assert demo.processes() == []
    assert not (demo.var / "demo.json").exists()


def test_a_second_one_is_refused_with_the_address_of_the_first(demo):
    demo.start()

    assert Demo(demo.var).refusal() == (
        f"The demo of this folder already runs at http://localhost:{demo.port} (process {demo.process.pid}). "
        f"To end it, press Ctrl-C in its terminal or run: kill {demo.process.pid}"
    )
    assert demo.get("/healthz") == 200


def test_with_database_url_the_embedded_server_is_not_used(demo, loaded):
    server = embedded.Server(embedded.home_folder(demo.var))
    server.start()
    try:
        elsewhere = Demo(demo.var.with_name(demo.var.name + "-elsewhere"))
        printed = elsewhere.start(DATABASE_URL=server.url())
        assert elsewhere.stop() == 0
    finally:
        server.release()

    assert "Database: the one in DATABASE_URL" in printed
    assert not embedded.home_folder(elsewhere.var).exists()
    shutil.rmtree(elsewhere.var)


# --- Things that are killed --------------------------------------------------------------------------


def test_when_it_is_killed_its_processes_end_and_the_next_start_works(demo):
    demo.start()
    demo.stop(signal.SIGKILL)
    demo.wait_until_gone()

    assert "Backchannel runs at" in demo.start()


def test_what_a_killed_run_left_behind_is_ended_by_the_next_start(demo):
    """Killed together, web server and demo leave the web server's own process, which holds the port."""
    demo.start()
    web = demo.child("granian")
    orphan = web.children()[0]
    bystander = subprocess.Popen(["sleep", "60"], env=demo.environment())
    web.kill()
    demo.stop(signal.SIGKILL)
    assert orphan.is_running()

    try:
        assert f"Ended process {orphan.pid}, left over from an earlier run that was killed." in demo.start()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize("word", ["granian", "procrastinate"])
def test_a_child_that_ends_by_itself_is_started_again(demo, word):
    demo.start()
    killed = demo.child(word)
    killed.kill()

    deadline = time.monotonic() + 15
    while True:
        with contextlib.suppress(StopIteration, OSError, psutil.Error):
            if demo.child(word).pid != killed.pid and demo.get("/healthz") == 200:
                return
        assert time.monotonic() < deadline
        time.sleep(0.05)


# --- Refusals --------------------------------------------------------------------------------------


def test_a_port_in_use_is_refused_before_anything_starts(demo):
    with socket.create_server(("127.0.0.1", demo.port)):
        said = demo.refusal()

    assert said == f"Port {demo.port} is in use by another program. Choose another one: make demo PORT={demo.port + 1}"


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused(demo, port):
    assert demo.refusal(PORT=port).startswith(f"PORT is {port!r}. Write a number between 1 and 65535")


def test_an_import_that_is_not_there_is_refused(demo):
    assert demo.refusal("--import", "no/such/folder").startswith("There is nothing to import at no/such/folder.")


def test_production_is_refused(demo):
    said = demo.refusal(DEMO="0", SECRET_KEY="s" * 60, ALLOWED_HOSTS="localhost")

    assert said.startswith("This is for a machine that nobody else reaches.")


# --- The supervisor by itself ------------------------------------------------------------------------


def test_a_child_that_keeps_ending_ends_everything_with_its_last_words(tmp_path, capsys):
    ending = Child("worker", ["python", "-c", "print('no luck'); raise SystemExit(3)"], tmp_path / "w.log", {})
    lasting = Child("web server", ["sleep", "60"], tmp_path / "web.log", {})

    with pytest.raises(RefusalError, match="The worker keeps ending, so everything was stopped"):
        supervisor.supervise([lasting, ending], health="http://127.0.0.1:1/", ready=lambda: None, tick=lambda: None)

    assert "The worker ended by itself (exit code 3). Its last lines:\n  worker | no luck" in capsys.readouterr().out
    assert lasting.has_ended()


def test_a_child_that_does_not_end_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_TIMEOUT", 0.2)
    deaf = Child("worker", ["sh", "-c", "trap '' TERM; echo ready; sleep 60"], tmp_path / "w.log", {})
    deaf.start()
    while "ready" not in (tmp_path / "w.log").read_text():
        time.sleep(0.01)

    supervisor._end([deaf])
    assert deaf.has_ended()


@pytest.mark.parametrize("record", ["", "nonsense", "{}", json.dumps({"token": "of nobody"})])
def test_a_record_that_tells_nothing_ends_nothing(tmp_path, record):
    (tmp_path / "demo.json").write_text(record)

    assert supervisor.end_leftovers(tmp_path / "demo.json") == []
