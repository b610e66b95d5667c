"""One style sheet from many files, collected once."""

import os

import pytest
from django.conf import settings

from community.core import collected_static
from community.core.staticfiles import bundle_sheet, squeeze


def test_imports_are_written_out_in_their_layers():
    parts = {"reset.css": "/* why */\n* {\n  margin: 0;\n}\n", "parts/post.css": ".post { color: red }"}
    source = '@layer reset, parts;\n@import "reset.css" layer(reset);\n@import "parts/post.css" layer(parts);\n'

    assert bundle_sheet(source, parts.__getitem__) == (
        "@layer reset, parts;\n@layer reset {*{margin:0}}\n@layer parts {.post{color:red}}\n"
    )


def test_selectors_and_values_keep_the_space_that_means_something():
    source = '.a :is(b, .c:hover) > d { margin: 0 calc(1px + 2px); content: " <" attr(x); }'

    assert squeeze(source) == '.a :is(b,.c:hover) > d{margin:0 calc(1px + 2px);content:" <" attr(x)}'


def test_what_is_no_import_stays():
    assert bundle_sheet("a { color: red }", {}.__getitem__) == "a { color: red }"


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.INSTALLED_APPS = ["django.contrib.staticfiles"]
    sheet = tmp_path / "sources" / "css" / "app.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text('@layer base;\n@import "base.css" layer(base);\n')
    sheet.with_name("base.css").write_text("body { color: black }\n" * 50)
    return settings.STATIC_ROOT


def test_files_are_collected_once_and_again_when_a_source_changes(collected, tmp_path):
    did = [collected_static.collect_if_changed(), collected_static.collect_if_changed()]
    base = tmp_path / "sources" / "css" / "base.css"
    base.write_text(base.read_text().replace("black", "white"))
    os.utime(base, (1, 1))
    did.append(collected_static.collect_if_changed())

    assert did == [True, False, True]
    assert "white" in (collected / "css" / "app.css").read_text()
    assert "@import" not in (collected / "css" / "app.css").read_text()


def test_the_collected_sheet_has_a_hashed_name_and_is_compressed(collected):
    collected_static.collect_if_changed()

    hashed = [path.name for path in (collected / "css").glob("app.*.css")]
    assert len(hashed) == 1
    assert (collected / "css" / f"{hashed[0]}.gz").exists()


def test_the_site_has_one_sheet_that_imports_nothing():
    sheets = list((settings.STATIC_ROOT / "css").glob("app.*.css"))

    assert len(sheets) == 1
    assert "@import" not in sheets[0].read_text()
    assert "url(http" not in sheets[0].read_text()
