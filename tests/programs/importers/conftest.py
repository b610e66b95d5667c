"""Pages for the importer's tests: the invented ones in ``fixtures``, written ones, and the real ones if present."""

import io
import os
from pathlib import Path

import pytest

from community.programs.importers import read_paths
from community.programs.importers.files import StandardInput

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]


@pytest.fixture
def fixtures() -> Path:
    return HERE / "fixtures"


@pytest.fixture
def shared() -> Path:
    """The folder of real pages; see SOURCES.md there. They are not part of the repository."""
    folder = Path(os.environ.get("BACKCHANNEL_SHARED") or REPOSITORY.parent / "shared") / "data"
    if not (folder / "ms-partner-center-bilingual-de").is_dir():
        pytest.skip("the real pages are not here; set BACKCHANNEL_SHARED to the folder that holds data/")
    return folder


@pytest.fixture
def read():
    """Read a text as a page of that name: ``read("# …")``; gives the Page."""

    def read_text(text: str | bytes, name: str = "2021-march.md", **options):
        raw = text if isinstance(text, bytes) else text.encode()
        (page,) = read_paths([StandardInput(name, io.BytesIO(raw))], **options)
        return page

    return read_text


@pytest.fixture
def folder(tmp_path):
    """Write files and get their folder: ``folder({"2021-march.md": "…"})``."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, text in files.items():
            path = tmp_path / "pages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "pages"

    return write
