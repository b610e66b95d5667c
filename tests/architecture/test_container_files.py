"""The container files say what they should, and the commands that they run do run, with production settings.

No container engine is needed: the files are parsed, and their commands run here on a database of their own.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml
from psycopg import sql

from community.core.embedded_places import BASE_DIR as ROOT
from community.core.embedded_places import programs
from community.core.uploads.limits import MOST_BYTES
from community.web import supervisor

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
APP = ("migrate", "web", "live", "worker")
REQUIRED = {"SECRET_KEY", "POSTGRES_PASSWORD", "SITE_URL", "ALLOWED_HOSTS"}
OPTIONAL = {"SMTP_PASSWORD", *(f"OIDC_{site}_SECRET" for site in ("FIRM", "GOOGLE", "LINKEDIN", "MICROSOFT"))}
HOST = "community.example.org"
FILLED_IN = {
    "SECRET_KEY": "a-key-for-the-test-of-the-container-files-0123456789",
    "POSTGRES_PASSWORD": "secret",
    "SITE_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as pairs of keyword and the rest, continued lines joined."""
    lines = re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [tuple(line.strip().split(None, 1)) for line in lines if line.strip()]


def instruction(keyword: str) -> list[str]:
    return [rest for word, rest in instructions() if word == keyword]


def variables(text: str) -> dict[str, str]:
    """The names in ``${NAME:-default}`` or ``${NAME:?complaint}`` with the operator and what follows it."""
    return dict(re.findall(r"\$\{(\w+)(:[-?][^}]*)?\}", text))


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text as compose reads it.

    Raises:
        KeyError: a variable that must be set is not.
    """

    def value(match: re.Match) -> str:
        name, operator, rest = match.groups()
        if values.get(name):
            return values[name]
        if operator == ":-":
            return rest
        raise KeyError(name)

    return re.sub(r"\$\{(\w+)(:[-?])?([^}]*)\}", value, str(text))


# --- What the files say ------------------------------------------------------------------------------


def test_the_image_runs_the_web_server_as_make_demo_does():
    assert json.loads(instruction("CMD")[-1]) == supervisor.web_command("0.0.0.0", 8000)  # noqa: S104 - compared, nothing listens there


def test_compose_runs_the_worker_as_make_demo_does():
    assert SERVICES["worker"]["command"] == supervisor.worker_command()
    assert "command" not in SERVICES["web"]


def test_compose_runs_the_streams_as_make_demo_does():
    assert SERVICES["live"]["command"] == supervisor.live_command("0.0.0.0", 8001)  # noqa: S104 - compared, nothing listens there


def test_the_image_does_not_run_as_root():
    words = [word for word, _ in instructions()]

    assert instruction("USER") == ["10001:10001"]
    assert words.index("USER") < words.index("CMD")
    assert "RUN" not in words[words.index("USER") :]


def test_the_image_runs_the_python_that_the_project_supports():
    version = re.fullmatch(r"python:(3\.\d+)-slim-bookworm", instruction("FROM")[0])[1]

    assert f'requires-python = ">={version}"' in (ROOT / "pyproject.toml").read_text()


def test_the_image_holds_no_secret():
    assert not re.search(r"SECRET|PASSWORD", " ".join(instruction("ENV") + instruction("ARG")))


def test_what_the_image_copies_exists_and_is_sent_to_the_builder():
    sources = [source for rest in instruction("COPY") for source in rest.split()[:-1]]
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert {source.removeprefix("./") for source in sources} == sent
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_every_service_has_a_health_check_or_ends():
    assert SERVICES["database"]["healthcheck"]["test"][1] == "pg_isready"
    assert 'CMD ["python", "tools/healthy.py"]' in instruction("HEALTHCHECK")[0]
    assert SERVICES["worker"]["healthcheck"]["test"][1:] == ["python", "manage.py", "procrastinate", "healthchecks"]
    assert SERVICES["live"]["healthcheck"]["test"][1:] == ["python", "tools/healthy.py", "8001"]
    assert SERVICES["front"]["healthcheck"]["test"][-1].removeprefix("http://127.0.0.1:8000") == "/front-is-up"
    assert SERVICES["migrate"]["restart"] == "no"


def test_nothing_serves_before_the_tables_are_there():
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert {need["condition"] for need in SERVICES["front"]["depends_on"].values()} == {"service_healthy"}
    for name in ("web", "live", "worker"):
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_the_database_is_postgresql_18_with_its_data_in_a_named_volume():
    assert SERVICES["database"]["image"] == "postgres:18"
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql"]
    assert set(COMPOSE["volumes"]) == {"database", "uploads"}


def test_who_takes_images_in_and_who_removes_them_share_a_volume_that_they_may_write():
    assert [name for name, service in SERVICES.items() if "uploads:/uploads" in service.get("volumes", [])] == [
        "web", "worker"
    ]  # fmt: skip
    assert {SERVICES[name]["environment"]["UPLOADS_DIR"] for name in ("web", "worker")} == {"/uploads"}
    assert "install --directory --owner 10001 --group 10001 --mode 700 /uploads" in DOCKERFILE


def test_the_database_sorts_as_the_embedded_one_does():
    said = SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()

    for option in said:
        assert f'"{option}"' in (ROOT / "community/core/embedded.py").read_text()


def test_only_what_answers_browsers_is_reached_from_outside_and_by_default_only_from_this_machine():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["front"]
    assert filled_in(SERVICES["front"]["ports"][0], {}) == "127.0.0.1:8000:8000"
    assert SERVICES["front"]["networks"] == ["outside"]
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_the_way_in_leads_to_the_streams_and_to_the_pages_and_leaves_what_the_proxy_has_said():
    """nginx passes all headers of a request on but those that are set here."""
    said = COMPOSE["configs"]["front"]["content"].replace("$$", "$")
    places = dict(re.findall(r"location (\S+) \{\s*set \$\w+ (\S+);", said))

    assert SERVICES["front"]["configs"] == [{"source": "front", "target": "/etc/nginx/nginx.conf"}]
    assert places == {"/live/": "http://live:8001", "/": "http://web:8000"}
    assert re.findall(r"proxy_set_header (.+);", said) == ["Host $http_host", 'Connection ""']
    largest = int(re.search(r"client_max_body_size (\d+)m;", said)[1]) * 2**20
    assert largest > 5 * MOST_BYTES  # the sentence about a photograph that is too large is ours


@pytest.mark.parametrize("name", [*APP, "front"])
def test_a_process_of_ours_can_do_little_harm(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", ["database", "web", "live", "front", "worker"])
def test_what_ends_is_started_again(name):
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_secrets_have_no_default():
    used = variables((ROOT / "docker-compose.yml").read_text())

    assert {name for name, operator in used.items() if operator.startswith(":?")} == REQUIRED
    assert not {name for name in used if re.search(r"SECRET|PASSWORD", name)} - REQUIRED - OPTIONAL


def test_the_example_names_every_variable_of_compose_and_no_secret():
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    assert set(example) == set(variables((ROOT / "docker-compose.yml").read_text()))
    assert {name for name in REQUIRED | OPTIONAL if example[name]} == set()


def test_the_example_says_what_compose_takes_by_itself():
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    used = variables((ROOT / "docker-compose.yml").read_text())

    defaults = {name: operator[2:] for name, operator in used.items() if operator.startswith(":-")}
    assert {name: example[name] for name in defaults} == defaults


# --- What their commands do ------------------------------------------------------------------------


class Production:
    """The services of docker-compose.yml, started as plain processes on this machine."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.port, self.live_port = supervisor.free_ports(2)

    def environment(self, service: str) -> dict[str, str]:
        said = {name: filled_in(text, FILLED_IN) for name, text in SERVICES[service]["environment"].items()}
        here = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",  # `python` is ours
            "DATABASE_URL": self.database_url,
            "STATIC_ROOT": str(self.folder / "collected"),
            "VAR_DIR": str(self.folder),
            "UPLOADS_DIR": str(self.folder / "uploads"),
        }
        return said | here

    def command(self, service: str) -> list[str]:
        """The service's own command, or else the image's, with a port that is free and closed to the network."""
        command = SERVICES[service].get("command") or json.loads(instruction("CMD")[-1])
        other = {"0.0.0.0": "127.0.0.1", "8000": str(self.port), "8001": str(self.live_port)}  # noqa: S104 - compared, nothing listens there
        return [other.get(word, word) for word in command]

    def run(self, command: list[str], service: str, **changes: str | None) -> subprocess.CompletedProcess:
        changed = self.environment(service) | changes
        environment = {name: value for name, value in changed.items() if value is not None}
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    def collect(self) -> None:
        """What the Dockerfile does at its end, with the key that it uses for that."""
        line = next(rest for rest in instruction("RUN") if "collectstatic" in rest)
        settings, command = re.search(r"&& ((?:\w+=\S+\s+)+)(python manage.py collectstatic.*)", line).groups()
        given = dict(part.split("=", 1) for part in settings.split())
        environment = {name: self.environment("web")[name] for name in ("PATH", "STATIC_ROOT", "VAR_DIR")} | given
        subprocess.run(command.split(), cwd=ROOT, env=environment, check=True, timeout=60)

    @contextlib.contextmanager
    def start(self, service: str):
        log = self.folder / f"{service}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.command(service), cwd=ROOT, env=self.environment(service), stdout=output, stderr=output
            )
        try:
            yield process
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0, log.read_text()

    def is_healthy(self, service: str = "web") -> subprocess.CompletedProcess:
        port = {"web": self.port, "live": self.live_port}[service]
        return self.run(["python", "tools/healthy.py", str(port)], service)

    def get(self, path: str, **headers: str) -> tuple[int, Message, str]:
        url = f"http://127.0.0.1:{self.port}{path}"
        question = urllib.request.Request(url, headers={"Host": HOST, **headers})
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(question, timeout=10) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def empty_database(purpose: str):
    """The address of a database beside the tests' own."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"test_{os.environ['BACKCHANNEL_TEST_RUN']}_{os.environ.get('PYTEST_XDIST_WORKER', 'all')}_{purpose}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def database_url():
    with empty_database("production") as url:
        yield url


@pytest.fixture(scope="module")
def production(database_url, tmp_path_factory):
    """Migrated and collected as in the image, with web server and worker running."""
    production = Production(tmp_path_factory.mktemp("production"), database_url)
    production.collect()
    migrated = production.run(production.command("migrate"), "migrate")
    assert migrated.returncode == 0, migrated.stderr
    with production.start("web"), production.start("live"), production.start("worker") as worker:
        deadline = time.monotonic() + 60
        for service in ("web", "live"):
            while (health := production.is_healthy(service)).returncode:
                assert time.monotonic() < deadline, health.stderr
                time.sleep(0.1)
        production.worker = worker
        yield production
    shutil.rmtree(production.folder)


def test_the_image_s_health_check_is_content(production):
    assert '"database": "ok"' in production.is_healthy().stdout


def test_the_streams_listen_and_their_health_check_is_content(production):
    assert '"database": "ok"' in production.is_healthy("live").stdout
    asked = urllib.request.Request(f"http://127.0.0.1:{production.live_port}/live/", headers={"Host": HOST})
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own address
        assert answer.status == 204  # a visitor


def test_the_image_s_health_check_complains_when_nobody_answers(production):
    said = production.run(["python", "tools/healthy.py", str(free_port())], "web")

    assert said.returncode == 1
    assert "No answer" in said.stderr


def test_behind_its_proxy_it_serves_the_home_page_with_styles_that_may_be_kept_for_ever(production):
    status, _, page = production.get("/", **{"X-Forwarded-Proto": "https"})
    sheet = re.search(r'href="(/static/css/app\.[0-9a-f]+\.css)"', page)[1]

    assert status == 200
    status, headers, _ = production.get(sheet, **{"X-Forwarded-Proto": "https"})
    assert (status, "immutable" in headers["Cache-Control"]) == (200, True)


def test_without_https_it_sends_there(production):
    status, headers, _ = production.get("/")

    assert (status, headers["Location"]) == (301, f"https://{HOST}/")


def test_a_foreign_host_name_is_refused(production):
    status, _, page = production.get("/", Host="evil.example", **{"X-Forwarded-Proto": "https"})

    assert status == 400
    assert "Traceback" not in page


def test_the_worker_works_and_its_health_check_is_content(production):
    said = production.run(SERVICES["worker"]["healthcheck"]["test"][1:], "worker")

    assert said.returncode == 0, said.stderr
    assert production.worker.poll() is None


@pytest.mark.parametrize("service", APP)
def test_without_a_secret_key_nothing_starts(production, service):
    said = production.run(production.command(service), service, SECRET_KEY=None)

    assert said.returncode != 0
    assert "SECRET_KEY is not set. Set it to a long random text" in said.stdout + said.stderr


# --- Backup ----------------------------------------------------------------------------------------


def test_a_backup_can_be_restored(production, tmp_path):
    """With the options of docs/operations.md; a site without its tables, its triggers or its rows would tell."""
    told = (ROOT / "docs" / "operations.md").read_text()
    assert "pg_dump --username=backchannel --format=custom backchannel >" in told
    assert "pg_restore --username=backchannel --dbname=backchannel --exit-on-error <" in told
    backup = tmp_path / "backchannel.dump"
    with backup.open("wb") as file:
        dump = [programs() / "pg_dump", "--format=custom", production.database_url]
        subprocess.run(dump, stdout=file, check=True, timeout=60)

    with empty_database("restored") as restored, backup.open("rb") as file:
        restore = [programs() / "pg_restore", f"--dbname={restored}", "--exit-on-error"]
        subprocess.run(restore, stdin=file, check=True, timeout=60)
        assert inventory(restored) == inventory(production.database_url)


def inventory(url: str) -> list[tuple]:
    """Every table with its rows, every constraint, index and trigger. The worker goes on changing its own rows."""
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        count = sql.SQL("SELECT %s, count(*) FROM {}")
        counted = [
            connection.execute(count.format(sql.Identifier(name)), [name]).fetchone()
            for (name,) in tables
            if not name.startswith("procrastinate_")
        ]
        named = connection.execute(
            "SELECT conname FROM pg_constraint UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        )
        return tables + counted + named.fetchall()
