"""What all tests share: the cast. The settings, the database and the static files come from
``-p tests.plugins.embedded_database``, which must be loaded earlier than this file: see pyproject.toml.

Alice represents a vendor, Bob and Bea are partners of two companies, Nils is a partner whose first
posts are held, Carla is a consultant, Mona moderates, Ada administrates, Sam is suspended.
"""

import gc
from contextvars import ContextVar

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from community.forum.rules import without_limits
from tests import factories as make
from tests.clients import sign_in

pytest_plugins = ["tests.plugins.browser", "tests.plugins.emptied_tables"]

# How long examples take to make says more of the machine than of the examples.
settings.register_profile("any machine", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Of these every test is long, and any process may take it. They go first.
SPREAD = (
    "tests/leaks/", "tests/browser/test_every_page.py", "tests/browser/test_stories.py",
    "tests/web/test_query_counts.py", "tests/web/test_addresses.py",
)  # fmt: skip
# Then come the files that keep one process busy for long.
LONG = (
    "tests/web/test_demo_command.py", "tests/browser/", "tests/web/", "tests/notifications/", "tests/architecture/",
    "tests/live/", "tests/programs/importers/",
)  # fmt: skip


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage again and again took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: (not item.nodeid.startswith(SPREAD), not item.nodeid.startswith(LONG)))


class ByFile(LoadScopeScheduling):
    """The tests of a file run in one process, one after the other: some share what is slow to make."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(SPREAD) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


# On a machine busy with tests a text may take longer; the renderer's own tests keep the promise of a second.
PATIENCE_OF_RENDERER, PATIENT = "community.core.markup.workers.TOTAL_SECONDS", 20


@pytest.fixture(autouse=True)
def patient_renderer(request, monkeypatch):
    if "test_markup" not in request.node.nodeid:
        monkeypatch.setattr(PATIENCE_OF_RENDERER, PATIENT)


@pytest.fixture(autouse=True)
def nobody_asks_how_pages_were_made(request, monkeypatch):
    """Where thousands of pages are read, the test client does not keep a copy of each template's context."""
    if request.node.nodeid.startswith(SPREAD):
        monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)


@pytest.fixture(autouse=True)
def unhurried(request, monkeypatch):
    """A test writes faster than a person; the tests of the limits keep them."""
    if "test_limits" not in request.node.nodeid:
        monkeypatch.setattr("community.forum.rules.pace._lifted", ContextVar("lifted_in_tests", default=True))


@pytest.fixture(autouse=True)
def language_of_the_settings():
    """The language in which the test before was answered is not the one of this test."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request):
    """Flushing the database after a test that commits leaves alone what are no tables of Django's: the queue of jobs,
    and the cache, which counts who tried to sign in."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, cache CASCADE")


@pytest.fixture
def uploads(settings, tmp_path):
    """A folder of their own for the files that a test sends in."""
    folder = tmp_path / "uploads"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    }
    return folder


@pytest.fixture
def alice(db):
    return make.make_representative("alice")


@pytest.fixture
def bob(db):
    return make.make_partner("bob")


@pytest.fixture
def bea(db):
    return make.make_partner("bea")


@pytest.fixture
def nils(db):
    return make.make_partner("nils", trusted=False)


@pytest.fixture
def carla(db):
    return make.make_user("carla")


@pytest.fixture
def mona(db):
    return make.make_moderator("mona")


@pytest.fixture
def ada(db):
    return make.make_user("ada", role="admin")


@pytest.fixture
def sam(db):
    return make.make_partner("sam", is_active=False)


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def browse(db):
    """``browse(bob)`` is a client signed in as Bob; ``browse()`` is a visitor's."""
    return sign_in


@pytest.fixture
def work(db):
    """``work()`` does all queued jobs now, as the worker would, and returns their names in order.

    Those that are to wait too, unless ``scheduled`` is False.
    """
    return make_worker()


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """``once(make)`` makes what all tests of a file look at and none of them keeps changed.

    It lies in a transaction around all of them, which each test's own rolls back to. ``make`` is given ``work``.
    """
    with django_db_blocker.unblock(), transaction.atomic():

        def make_shared(make):
            with without_limits(), pytest.MonkeyPatch.context() as patch:
                patch.setattr(PATIENCE_OF_RENDERER, PATIENT)
                return make(make_worker())

        yield make_shared
        transaction.set_rollback(True)


def make_worker():
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    done: list[int] = []

    def run(*, scheduled: bool = True) -> list[str]:
        names = []
        todo = ProcrastinateJob.objects.filter(status="todo", **({} if scheduled else {"scheduled_at": None}))
        while jobs := list(todo.exclude(pk__in=done).order_by("pk")):
            for job in jobs:
                app.tasks[job.task_name].func(**job.args)
                done.append(job.pk)
                names.append(job.task_name)
        return names

    return run
