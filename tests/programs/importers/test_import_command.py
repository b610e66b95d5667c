"""``manage.py import_changes``: what it asks for, what it says, how it ends."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from community.programs.models import Change, ImportedItem, Vendor

pytestmark = pytest.mark.django_db


def run(*paths, **options) -> str:
    out = io.StringIO()
    call_command("import_changes", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def refused(*paths, **options) -> CommandError:
    with pytest.raises(CommandError) as caught:
        run(*paths, **options)
    return caught.value


@pytest.fixture
def vendor():
    return Vendor.objects.create(name="Bright Water", slug="bright-water")


def test_report_for_people(vendor, fixtures, folder):
    pages = fixtures / "included"
    text = run(pages, vendor="bright-water")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert lines[:4] == [
        "file read created updated unchanged needs review languages",
        f"{pages}/2023-may.md 2 2 0 0 1 en",
        "total 2 2 0 0 1",
        "2 announcements of Bright Water",
    ]
    assert f"{pages}/2023-may.md: 2 included files were read with it" in lines
    assert (
        f"{pages}/2023-may.md:17: the included file “includes/may-2023/nobody-wrote-this.md” is missing [left out]"
        in lines
    )
    assert f"{pages}/includes/may-2023/new-states.md:9: only a month is known: “Mid-June 2023”" in lines


def test_report_for_programs(vendor, fixtures):
    report = json.loads(run(fixtures / "bilingual", fixtures / "localized", vendor="Bright Water", json=True))
    assert (report["vendor"], report["records"]) == ("Bright Water", 1)
    assert report["total"] == {"read": 3, "created": 1, "updated": 2, "unchanged": 0, "needs_review": 0}
    assert report["texts"] == {"created": 4, "updated": 0, "unchanged": 0}
    assert [(one["page"], one["languages"]) for one in report["files"]] == [
        ("2021-march", ["en", "fr"]),
        ("2021-march", ["es"]),
        ("2021-march", ["ko"]),
    ]
    assert report["files"][0]["parts"]["fr"] == {
        "announcements": 1,
        "date": 1,
        "category": 1,
        "audience": 1,
        "summary": 1,
        "details": 1,
        "next_steps": 1,
        "questions": 0,
    }
    assert report["problems"] == []


def test_problems_in_json_name_file_line_and_reason(vendor, fixtures):
    report = json.loads(run(fixtures / "inline", vendor="Bright Water", json=True))
    assert report["problems"] == [
        {
            "path": str(fixtures / "inline" / "2022-october.md"),
            "line": 45,
            "reason": "the announcement has no date",
            "severity": "review",
        }
    ]


def test_page_without_announcements_is_no_error(vendor, folder):
    text = run(folder({"README.md": "# Read me\n\nWords.\n"}), vendor="Bright Water")
    assert text.splitlines()[0] == "No announcements were read."
    assert "README.md: read, no announcements" in text


def test_standard_input(vendor, fixtures, monkeypatch):
    raw = (fixtures / "english" / "2021-march.md").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    run("-", vendor="Bright Water", name="2021-march.md")
    assert ImportedItem.objects.filter(key="2021-march#6").exists()


def test_standard_input_needs_a_name(vendor):
    error = refused("-", vendor="Bright Water")
    assert (error.returncode, "--name" in str(error)) == (2, True)


@pytest.mark.parametrize("named", ["bright-water", "Bright Water", "bright WATER", " Bright Water "])
def test_vendor_by_slug_or_name(vendor, fixtures, named):
    run(fixtures / "bilingual", vendor=named)
    assert Change.objects.get().vendor == vendor


def test_only_vendor_need_not_be_named(vendor, fixtures):
    run(fixtures / "bilingual")
    assert Change.objects.get().vendor == vendor


def test_unknown_vendor_is_a_clear_sentence(vendor, fixtures):
    error = refused(fixtures / "bilingual", vendor="Nobody")
    assert error.returncode == 2
    assert str(error) == "There is no vendor “Nobody”. Known vendors: Bright Water. Or add it with --create-vendor."
    assert Change.objects.count() == 0


def test_vendor_is_created_on_request(fixtures):
    run(fixtures / "bilingual", vendor="Nobody & Sons", create_vendor=True)
    assert Change.objects.get().vendor.slug == "nobody-sons"


def test_vendor_must_be_named_where_it_cannot_be_known(fixtures):
    error = refused(fixtures / "bilingual")
    assert (error.returncode, str(error)) == (
        2,
        "Say whose announcements these are: --vendor NAME. No vendor exists yet.",
    )


def test_path_that_does_not_exist_ends_with_1_and_the_rest_is_imported(vendor, fixtures):
    error = refused("no/such/place", fixtures / "bilingual", vendor="Bright Water")
    assert (error.returncode, str(error)) == (1, "Not every path exists; the others were imported.")
    assert Change.objects.count() == 1


def test_nothing_readable_ends_with_1(vendor):
    assert refused("no/such/place", vendor="Bright Water").returncode == 1


def test_bad_file_among_good_ones_is_no_failure(vendor, folder, fixtures):
    good = (fixtures / "english" / "2021-march.md").read_bytes()
    text = run(folder({"2021-march.md": good, "2021-april.md": b"\0" * 100}), vendor="Bright Water")
    assert "2021-april.md: not a text file [left out]" in text
    assert Change.objects.count() == 4


def test_base_url_must_be_an_address(vendor, fixtures):
    assert refused(fixtures / "bilingual", vendor="Bright Water", base_url="javascript:x").returncode == 2
