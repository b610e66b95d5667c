"""The real files of the other formats beside the repository, against the counts in their SOURCES.md. Skipped where
they are not."""

import time

import pytest

from community.programs.importers import read_paths
from community.programs.importers.store import import_paths
from community.programs.models import Change, ImportedItem, ImportedUpdate, ImportSource
from tests import factories as make

MESSAGES = "ms365-message-center/service-messages.2025-{}-01.json"


def test_every_product_and_release_of_endoflife_date(shared):
    pages = list(read_paths([shared / "endoflife-date" / "products"]))
    notices = [one for page in pages for one in page.announcements]
    silent = sum(int(one.reason.split()[0]) for page in pages for one in page.problems if "no day" in one.reason)

    assert len(pages) == 40
    assert len(notices) + silent == 963
    assert sum("eol" in one.marks for one in notices) == 885
    assert [one for page in pages for one in page.problems if one.severity != "note"] == []
    assert {(one.page, one.anchor) for one in notices} >= {("endoflife.date/ubuntu", "22.04")}
    assert [one.title for one in notices if "__" in one.title or "{{" in one.title] == []


def test_every_file_of_release_data(shared):
    pages = list(read_paths([shared / "endoflife-date" / "release-data"]))

    assert [page.readable for page in pages] == [True] * 6
    assert [one for page in pages for one in page.problems] == []


def test_every_azure_notice_but_the_broken_one(shared):
    pages = list(read_paths([shared / "azure-deprecation-notices"]))
    notices = [one for page in pages for one in page.announcements]

    (broken,) = [one for page in pages for one in page.problems]
    assert (len(pages), len(notices)) == (76, 75)
    assert broken.path.endswith("Update your Azure SDK libraries by 31 March 2023.message")
    assert (broken.line, broken.severity) == (21, "lost")
    assert broken.reason.startswith("not valid JSON: ")
    assert [one for one in notices if not (one.date and one.effective)] == []


def test_every_ended_product(shared):
    (page,) = read_paths([shared / "killed-by-google"])

    assert (len(page.announcements), page.problems) == (307, [])


def test_feed_of_another_project(shared):
    (page,) = read_paths([shared / "forum-format-fixtures" / "rss"])

    assert (len(page.announcements), page.shows_latest) == (30, True)


@pytest.mark.django_db
def test_both_snapshots_of_the_message_centre_one_after_the_other(shared):
    vendor = make.make_vendor("Message centre")
    source = ImportSource.objects.create(vendor=vendor, name="Messages", url="https://vendor.example/messages.json")
    begun, worked = time.monotonic(), time.process_time()
    first = import_paths(vendor, [shared / MESSAGES.format(10)], source=source)
    took, worked = time.monotonic() - begun, time.process_time() - worked
    print(f"the first snapshot took {took:.1f} s, of which this process worked {worked:.1f}")
    in_hand = ImportedItem.objects.get(key="message-centre#MC1003344").change
    Change.objects.filter(pk=in_hand.pk).update(publication="published", published_at=in_hand.created_at)

    second = import_paths(vendor, [shared / MESSAGES.format(11)], source=source)
    third = import_paths(vendor, [shared / MESSAGES.format(11)], source=source)

    assert (first.total("read"), first.total("created"), dict(first.moved)) == (814, 814, {})
    assert (second.total("read"), second.total("created")) == (844, 247)
    assert second.total("read") - second.total("created") == 597
    assert len(second.no_longer_at_source) == 217
    assert dict(second.moved) == {"modified": 90, "title": 29, "end": 60}
    assert (third.total("unchanged"), third.no_longer_at_source, dict(third.moved)) == (844, [], {})
    assert ImportedItem.objects.filter(missing_since=None).count() == 844
    assert ImportedItem.objects.count() == Change.objects.count() == 814 + 247
    assert Change.objects.filter(title__startswith="(Updated)").count() == 0
    assert second.total("updated") <= 90 + 6, "six differ in their details only, without a new date of change"
    assert ImportedUpdate.objects.count() <= 1
    assert worked < 40, "of the minute that it may take; the database and the renderer have the rest"
