"""Reading a sample, and keeping it."""

import json
import os
from pathlib import Path

import pytest
from django.utils import timezone

from community.forum.importers import FORMATS, Reading, Report, UnreadableError
from community.forum.importers.arrange import arrange
from community.forum.importers.store import Wishes, import_discussions
from tests.forum.importing import samples

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def shared() -> Path:
    folder = Path(os.environ.get("BACKCHANNEL_SHARED") or REPOSITORY.parent / "shared") / "data"
    if not (folder / "wordpress-wxr").is_dir():
        pytest.skip("the real exports are not here; set BACKCHANNEL_SHARED to the folder that holds data/")
    return folder


@pytest.fixture
def write(tmp_path):
    """``write("a.xml", text)`` is the path of a file that says so."""

    def put(name: str, content) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


@pytest.fixture
def dump(write, tmp_path) -> Path:
    """A folder as Stack Exchange gives it."""
    for name, text in (("Users", samples.USERS), ("Posts", samples.POSTS), ("Comments", samples.COMMENTS)):
        write(f"se/{name}.xml", text)
    return tmp_path / "se"


class Read:
    """Threads with their posts in order, as a format finds them."""

    def __init__(self, kind: str, path: Path, **said):
        self.report = Report()
        self.refusal = ""
        self.threads = []
        self.posts = []
        try:
            for thread in FORMATS[kind].threads(Reading(path, self.report, **said)):
                self.threads.append(thread)
                self.posts.append(arrange(thread, self.report, now=timezone.now()))
        except UnreadableError as reason:
            self.refusal = str(reason)

    @property
    def tree(self) -> list[list[tuple[str, str]]]:
        """The keys of each thread's posts, each with that of its parent."""
        return [[(post.key, post.parent) for post in posts] for posts in self.posts]


@pytest.fixture
def read():
    return Read


@pytest.fixture
def keep(db):
    """``keep("mbox", path, source="Lists")`` imports, and gives the report."""

    def run(kind: str, path: Path, **said) -> Report:
        return import_discussions(Wishes(format=kind, path=path, **said))

    return run
