"""Sources read by the clock, from a real server on loopback that these tests alone may ask."""

import datetime as dt
import http.server
import ipaddress
import json
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.core.outgoing import Network, NotFetched
from community.core.refusals import Refused
from community.programs import actions
from community.programs.importers import run
from community.programs.importers.run import run_source
from community.programs.jobs import run_import_source, run_import_sources
from community.programs.models import ImportedItem, ImportSource
from tests import factories as make

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def feed(*titles: str) -> bytes:
    items = "".join(f"<item><title>{title}</title><guid>{title}</guid></item>" for title in titles)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked.append(self.headers.get("If-None-Match"))
        same = server.etag and self.headers.get("If-None-Match") == server.etag
        body = b"" if same else server.body
        self.send_response(304 if same else server.status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", server.etag)
        self.send_header("Content-Type", server.type)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.body, running.status, running.etag, running.type, running.asked = b"", 200, "", "text/xml", []
        running.port = running.server_address[1]
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def network(server):
    loopback = ipaddress.ip_address("127.0.0.1")
    return Network(resolve=lambda *_: [loopback], refuses=lambda _: "", ports=frozenset({server.port}))


@pytest.fixture
def source(server):
    return make.make_import_source(url=f"http://vendor.example:{server.port}/news")


def fresh(source) -> ImportSource:
    return ImportSource.objects.select_related("vendor").get(pk=source.pk)


# --- One run ------------------------------------------------------------------------------------------------


def test_feed_is_read_and_the_run_is_told_in_words(server, network, source):
    server.body, server.etag = feed("A fee goes up", "A tier ends"), '"1"'
    run_source(source, network=network)

    now = fresh(source)
    assert sorted(item.change.title for item in ImportedItem.objects.filter(source=source)) == [
        "A fee goes up", "A tier ends",
    ]  # fmt: skip
    assert (now.last_outcome, now.failures, now.problems, now.etag) == ("2 notices: 2 new.", 0, [], '"1"')
    assert now.last_good_at == now.last_run_at
    assert now.next_run_at - now.last_run_at == 24 * HOUR


def test_second_run_asks_whether_anything_is_new(server, network, source):
    server.body, server.etag = feed("A fee goes up"), '"1"'
    run_source(source, network=network)
    assert run_source(fresh(source), network=network) is None

    assert server.asked == [None, '"1"']
    assert fresh(source).last_outcome == "Nothing new since the last run."
    assert fresh(source).etag == '"1"'

    server.body, server.etag = feed("A fee goes up", "A tier ends"), '"2"'
    run_source(fresh(source), network=network)
    assert fresh(source).last_outcome == "2 notices: 1 new."


def test_json_without_an_ending_is_read_as_what_it_is(server, network, source):
    server.body = json.dumps([{"id": "MC1", "title": "A report ends", "lastModifiedDateTime": "", "body": {}}]).encode()
    server.type = "application/octet-stream"
    run_source(source, network=network)

    assert ImportedItem.objects.get().key == "message-centre#MC1"


@pytest.mark.parametrize(
    ("status", "body", "outcome", "problems"),
    [
        (404, b"", "Nothing was read: the server answered with status 404.", []),
        (500, b"<rss/>", "Nothing was read: the server answered with status 500.", []),
        (200, b"<html>Sign in</html>", "Nothing was read: none of the formats", [(0, "lost")]),
        (200, b'<rss version="2.0">\n<channel><item>', "Nothing was read: no feed that can be read", [(2, "lost")]),
    ],
)
def test_failed_run_says_why_and_keeps_what_was_there(server, network, source, status, body, outcome, problems):
    server.body, server.etag = feed("A fee goes up"), '"1"'
    run_source(source, network=network)
    server.status, server.body, server.etag = status, body, '"2"'
    assert not (report := run_source(fresh(source), network=network)) or not report.anything_read

    now = fresh(source)
    assert now.last_outcome.startswith(outcome)
    assert now.failures == 1
    assert [(one["line"], one["severity"]) for one in now.problems] == problems
    assert now.last_good_at < now.last_run_at
    assert ImportedItem.objects.filter(missing_since=None).count() == 1
    server.status = 200
    run_source(now, network=network)
    assert server.asked[-1] != '"2"', "what could not be read is not asked for by its mark"


def test_address_of_the_inside_is_a_failure_in_words(source):
    ImportSource.objects.update(url="http://169.254.169.254/latest/meta-data/")
    run_source(fresh(source))

    assert fresh(source).last_outcome == (
        "Nothing was read: 169.254.169.254 leads to an address that is never asked: link-local."
    )


def test_fault_of_ours_is_logged_and_told(source, monkeypatch, caplog):
    monkeypatch.setattr(run, "fetch", lambda *_args, **_more: 1 / 0)
    run_source(source)

    assert "fault of ours" in fresh(source).last_outcome
    assert "ZeroDivisionError" in caplog.text


@time_machine.travel("2027-03-01 12:00:00+00:00", tick=False)
def test_source_that_fails_is_asked_less_and_less_often(source, monkeypatch):
    def fail(*_args, **_more):
        raise NotFetched("the other side did not answer in time")

    monkeypatch.setattr(run, "fetch", fail)
    waits = []
    for _run in range(6):
        run_source(fresh(source))
        waits.append((fresh(source).next_run_at - timezone.now()) / HOUR)

    assert waits == [24, 48, 96, 168, 168, 168]
    actions.note_import_run(source, outcome="", good=True)
    assert (fresh(source).failures, fresh(source).next_run_at - timezone.now()) == (0, 24 * HOUR)


# --- Folders --------------------------------------------------------------------------------------------------


def test_folder_is_read_below_the_folder_for_imports_only(source, settings, tmp_path):
    settings.IMPORT_FOLDER = str(tmp_path / "imports")
    notice = '```json\n{"Title": "%s ends", "Timeline": []}\n```'
    for name in ("imports/owl/a.message", "imports/owl/b.message", "secret/c.message"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"MessageType: NewAzureDeprecationV1\n\n{notice % name[-9]}")
    ImportSource.objects.update(url="", folder="owl")
    run_source(fresh(source))
    assert fresh(source).last_outcome == "2 notices: 2 new."

    (tmp_path / "imports/owl/a.message").unlink()
    run_source(fresh(source))
    assert fresh(source).last_outcome == "1 notice: 1 no longer at the source."

    ImportSource.objects.update(folder="../secret")
    run_source(fresh(source))
    assert fresh(source).last_outcome == "Nothing was read: the folder lies outside the folder for imports."
    settings.IMPORT_FOLDER = ""
    run_source(fresh(source))
    assert fresh(source).last_outcome == "Nothing was read: no folder for imports is set on this machine."
    assert ImportedItem.objects.count() == 2


# --- By the clock -----------------------------------------------------------------------------------------------


def queued() -> list[dict]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return [job.args for job in ProcrastinateJob.objects.filter(task_name="programs.run_import_source").order_by("pk")]


def test_due_sources_are_queued_once(source):
    later = make.make_import_source(next_run_at=timezone.now() + HOUR)
    make.make_import_source(is_active=False)

    run_import_sources.func(timestamp=0)
    run_import_sources.func(timestamp=0)

    assert queued() == [{"source_id": source.pk}]
    assert fresh(later).next_run_at < fresh(source).next_run_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_queue_a_due_source_once(source):
    started = []

    def start():
        try:
            started.extend(actions.start_due_import_sources())
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert started == [source.pk]


def test_source_that_is_gone_is_no_error():
    run_import_source.func(source_id=987654321)


def test_jobs_run_one_source_at_a_time():
    assert run_import_source.lock == "programs.run_import_source"


# --- Keeping sources --------------------------------------------------------------------------------------------


def test_run_now_is_queued_and_not_twice_in_a_minute(source, mona):
    assert actions.run_import_source_now(source, by=mona) is True
    actions.note_import_run(source, outcome="", good=True)
    assert actions.run_import_source_now(source, by=mona) is False
    assert len(queued()) == 1


def test_new_address_is_read_from_the_beginning(source, mona):
    actions.note_import_run(source, outcome="", good=True, etag='"1"', last_modified="yesterday")

    assert actions.change_import_source(source, by=mona, name="Another name") is True
    assert fresh(source).etag == '"1"'
    assert actions.change_import_source(source, by=mona, url="https://new.example.org/feed") is True
    assert (fresh(source).etag, fresh(source).last_modified) == ("", "")
    assert actions.change_import_source(source, by=mona, url="https://new.example.org/feed") is False


def test_second_source_of_the_same_name_is_refused(source, mona):
    with pytest.raises(Refused, match="of that name"):
        actions.add_import_source(by=mona, vendor=source.vendor, name=source.name, url="https://x.example/feed")
    other = make.make_import_source(source.vendor)
    with pytest.raises(Refused, match="of that name"):
        actions.change_import_source(other, by=mona, name=source.name)


def test_members_keep_no_sources(source, bob):
    for act in (
        actions.trust_import_source, actions.distrust_import_source, actions.resume_import_source,
        actions.stop_import_source, actions.run_import_source_now,
    ):  # fmt: skip
        with pytest.raises(Refused):
            act(source, by=bob)
    with pytest.raises(Refused):
        actions.add_import_source(by=bob, vendor=source.vendor, name="Mine", url="https://x.example/feed")
    assert ImportSource.objects.count() == 1
