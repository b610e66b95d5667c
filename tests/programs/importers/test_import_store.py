"""Announcements in the database: one record each, however often and in whatever language they come."""

import datetime
import threading

import pytest
from django.db import connection, connections

from community.programs.importers import read_paths
from community.programs.importers.kinds import guess_kind
from community.programs.importers.store import import_page, import_paths
from community.programs.models import Change, ImportedItem, ImportedText, Vendor

pytestmark = pytest.mark.django_db

ENGLISH = """# March 2021 announcements

## <a name="2"></a>The regional price list moves to the portal

### Categories

- Date: 2021-03-29
- Offers/Markets

### Summary

The list is in the portal.

### Impacted audience

All resellers

### Details

The file is gone.

### Next steps

Tell your team.

## <a name="1"></a>A new interface for reports is available

### Categories

- Date: 2021-03-15
- Capabilities

### Summary

Reports come by interface.

### Impacted audience

Everybody
"""
GERMAN = """---
ms.contentlocale: de-DE
---
# <a name="march-2021-announcements"></a>Ankündigungen für März 2021

## <a name="the-regional-price-list-moves-to-the-portal"></a><a name="2"></a>Die regionale Preisliste zieht um

### <a name="categories"></a>Kategorien

- Datum: 29.03.2021
- Angebote/Märkte

### <a name="summary"></a>Zusammenfassung

Die Liste ist im Portal.

### <a name="impacted-audience"></a>Zielgruppe

Alle Händler
"""


@pytest.fixture
def vendor():
    return Vendor.objects.create(name="Brightwater", slug="brightwater")


@pytest.fixture
def bring(vendor, folder):
    """Import files: ``bring({"2021-march.md": ENGLISH})`` gives the report."""

    def bring_files(files, **options):
        return import_paths(vendor, [folder(files)], **options)

    return bring_files


def figures(report) -> tuple[int, ...]:
    return tuple(report.total(name) for name in ("read", "created", "updated", "unchanged", "needs_review"))


def contents():
    """Everything that an import may write, but for the time of the last look."""
    return [
        list(Change.objects.order_by("pk").values()),
        list(
            ImportedItem.objects.order_by("pk").values(
                "pk", "key", "change", "needs_review", "attribution", "missing_since"
            )
        ),
        list(ImportedText.objects.order_by("pk").values()),
    ]


def item(key="2021-march#2") -> ImportedItem:
    return ImportedItem.objects.get(key=key)


def test_announcement_becomes_a_draft_with_its_source(bring):
    report = bring(
        {"2021-march.md": ENGLISH}, attribution="By Brightwater, CC BY 4.0", base_url="https://docs.example/news"
    )
    assert figures(report) == (2, 2, 0, 0, 0)
    change = item().change
    assert (change.publication, change.state, change.direction) == ("draft", "announced", "neutral")
    assert change.title == "The regional price list moves to the portal"
    assert (change.announced_on, change.announced_precision) == (datetime.date(2021, 3, 29), "day")
    assert (change.summary, change.audience_note) == ("The list is in the portal.", "All resellers")
    assert (change.details, change.next_steps) == ("The file is gone.", "Tell your team.")
    assert change.summary_html == "<p>The list is in the portal.</p>"
    assert change.kind == "licence"
    assert item("2021-march#1").change.kind == "tool"
    source = change.sources.get()
    assert source.title == "Brightwater: March 2021 announcements, 2021-march.md #2"
    assert source.url == "https://docs.example/news/2021-march#2"
    assert source.attribution == item().attribution == "By Brightwater, CC BY 4.0"
    assert change.steps.get().happened_on == datetime.date(2021, 3, 29)


def test_second_import_changes_nothing(bring):
    bring({"2021-march.md": ENGLISH, "de-de/2021-march.md": GERMAN})
    before = contents()
    report = bring({})
    assert figures(report) == (3, 0, 0, 3, 0)
    assert contents() == before


def test_second_import_needs_few_queries(bring, django_assert_max_num_queries):
    bring({"2021-march.md": ENGLISH})
    with django_assert_max_num_queries(12):
        bring({})


def test_translation_joins_its_twin(bring):
    bring({"2021-march.md": ENGLISH})
    report = bring({"de-de/2021-march.md": GERMAN, "2021-march.md": ENGLISH})
    assert [(one.read, one.created, one.updated, one.unchanged) for one in report.files] == [(2, 0, 0, 2), (1, 0, 1, 0)]
    assert report.files[1].texts == {"created": 1, "updated": 0, "unchanged": 0}
    assert Change.objects.count() == 2
    assert set(item().texts.values_list("language", "title")) == {
        ("en", "The regional price list moves to the portal"),
        ("de", "Die regionale Preisliste zieht um"),
    }
    assert item().change.title == "The regional price list moves to the portal"


def test_translation_that_comes_first_gives_way_to_english(bring):
    bring({"de-de/2021-march.md": GERMAN})
    assert item().change.title == "Die regionale Preisliste zieht um"
    report = bring({"2021-march.md": ENGLISH})
    assert report.total("created") == 1
    assert Change.objects.count() == 2
    assert item().change.title == "The regional price list moves to the portal"
    assert item().needs_review == ""


def test_bilingual_page_counts_once_and_keeps_both_texts(vendor, fixtures):
    report = import_paths(vendor, [fixtures / "bilingual"])
    assert figures(report) == (1, 1, 0, 0, 0)
    assert report.files[0].texts == {"created": 2, "updated": 0, "unchanged": 0}
    assert set(item("2021-march#6").texts.values_list("language", flat=True)) == {"en", "fr"}


def test_all_folders_together_make_one_record_for_one_notice(vendor, fixtures):
    import_paths(vendor, [fixtures / "bilingual", fixtures / "localized"])
    assert ImportedItem.objects.count() == 1
    assert set(ImportedText.objects.values_list("language", flat=True)) == {"en", "fr", "es", "ko"}


def test_edit_changes_only_what_changed(bring):
    bring({"2021-march.md": ENGLISH, "de-de/2021-march.md": GERMAN})
    other = Change.objects.filter(pk=item("2021-march#1").change_id).values().get()
    german = item().texts.get(language="de")
    report = bring({"2021-march.md": ENGLISH.replace("The file is gone.", "The file is gone for good.")})
    assert figures(report) == (3, 0, 1, 2, 0)
    assert item().change.details == "The file is gone for good."
    assert item().change.details_html == "<p>The file is gone for good.</p>"
    assert Change.objects.filter(pk=other["id"]).values().get() == other
    assert item().texts.get(language="de").imported_at == german.imported_at


def test_moved_date_is_carried_over(bring):
    bring({"2021-march.md": ENGLISH})
    bring({"2021-march.md": ENGLISH.replace("2021-03-29", "2021-03-30")})
    assert item().change.announced_on == datetime.date(2021, 3, 30)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The file is gone.", "The  file\nis gone.  "),
        ("The file is gone.", "The **file** is gone."),
        ("The file is gone.", "The file is\\\ngone."),
        ("- Offers/Markets", "* Offers/Markets"),
        ('## <a name="2"></a>The', '<a name="2"></a>\n\n## The'),
    ],
)
def test_cosmetic_edit_makes_no_noise(bring, old, new):
    bring({"2021-march.md": ENGLISH})
    before = contents()
    assert figures(bring({"2021-march.md": ENGLISH.replace(old, new)})) == (2, 0, 0, 2, 0)
    assert contents() == before


def test_published_record_is_not_overwritten(bring):
    bring({"2021-march.md": ENGLISH})
    change = item().change
    change.publication, change.published_at = "published", change.created_at
    change.save()
    report = bring({"2021-march.md": ENGLISH.replace("The file is gone.", "The file stays.")})
    assert figures(report) == (2, 0, 1, 1, 1)
    assert item().change.details == "The file is gone."
    assert item().texts.get().details == "The file stays."
    assert "has changed since" in item().needs_review


def test_declined_record_is_not_overwritten(bring):
    bring({"2021-march.md": ENGLISH})
    Change.objects.update(publication="declined", declined_reason="no")
    bring({"2021-march.md": ENGLISH.replace("The file is gone.", "The file stays.")})
    assert item().change.details == "The file is gone."
    assert "has changed since" in item().needs_review


def test_draft_that_a_person_edited_is_not_overwritten(bring):
    bring({"2021-march.md": ENGLISH})
    Change.objects.filter(pk=item().change_id).update(summary="Better words.")
    bring({"2021-march.md": ENGLISH.replace("The file is gone.", "The file stays.")})
    change = item().change
    assert (change.summary, change.details) == ("Better words.", "The file is gone.")
    assert item().texts.get().details == "The file stays."
    assert "has changed since" in item().needs_review


def test_kind_that_a_person_chose_stays(bring):
    bring({"2021-march.md": ENGLISH})
    Change.objects.filter(pk=item().change_id).update(kind="fee")
    bring({"2021-march.md": ENGLISH.replace("The file is gone.", "The file stays.")})
    assert (item().change.kind, item().change.details) == ("fee", "The file stays.")


def test_translation_never_touches_a_published_record(bring):
    bring({"2021-march.md": ENGLISH, "de-de/2021-march.md": GERMAN})
    Change.objects.update(publication="declined")
    bring({"de-de/2021-march.md": GERMAN.replace("Alle Händler", "Alle")})
    assert item().needs_review == ""
    assert item().texts.get(language="de").audience == "Alle"


def test_reasons_for_a_look_are_kept_one_a_line_and_taken_back_when_mended(bring):
    bring({"2021-march.md": ENGLISH.replace("2021-03-29", "2021-02-30")})
    assert item().needs_review == "there is no such date: “2021-02-30”"
    assert (item().change.announced_on, item().change.announced_precision) == (None, "unknown")
    bring({"2021-march.md": ENGLISH})
    assert item().needs_review == ""


def test_date_of_a_translation_that_differs_is_pointed_out(bring):
    bring({"2021-march.md": ENGLISH, "de-de/2021-march.md": GERMAN.replace("29.03.2021", "28.03.2021")})
    assert item().needs_review == "[de] the date is 2021-03-28 here and 2021-03-29 in “en”"


def test_look_that_a_person_has_taken_is_not_asked_for_again(bring):
    text = ENGLISH.replace("2021-03-29", "2021-04-29")
    bring({"2021-march.md": text})
    ImportedItem.objects.update(needs_review="")
    assert figures(bring({"2021-march.md": text})) == (2, 0, 0, 2, 0)


def test_notice_that_vanished_is_marked_and_its_record_stays(bring):
    bring({"2021-march.md": ENGLISH})
    report = bring({"2021-march.md": ENGLISH[: ENGLISH.index('## <a name="1"')]})
    assert report.no_longer_at_source == ["2021-march#1"]
    gone = item("2021-march#1")
    assert gone.missing_since is not None
    assert gone.change.state == "announced"
    assert bring({}).no_longer_at_source == []
    bring({"2021-march.md": ENGLISH})
    assert item("2021-march#1").missing_since is None


def test_translation_that_lags_behind_makes_nothing_vanish(bring):
    bring({"2021-march.md": ENGLISH})
    report = bring({"2021-march.md": "# Nothing", "de-de/2021-march.md": GERMAN})
    assert report.no_longer_at_source == []


def test_page_of_which_something_was_lost_makes_nothing_vanish(bring):
    files = {
        "2023-may.md": "# May 2023\n\n<a name='2'></a>\n[!INCLUDE [x](includes/x.md)]\n\n____\n"
        "<a name='1'></a>\n[!INCLUDE [y](includes/y.md)]\n",
        "includes/x.md": "---\nms.topic: include\n---\n## Something is new\n\n- **Date:** May 3, 2023\n\nText.\n",
        "includes/y.md": "---\nms.topic: include\n---\n## Something is old\n\n- **Date:** May 2, 2023\n\nText.\n",
    }
    assert figures(bring(files)) == (2, 2, 0, 0, 0)
    report = bring({"2023-may.md": files["2023-may.md"].replace("includes/y.md", "includes/z.md")})
    assert report.no_longer_at_source == []
    assert len(report.problems) == 2  # the include that is missing, and the file that nobody includes now


def test_same_notice_in_two_files_is_stored_once_and_reported(bring):
    other = ENGLISH.replace("The file is gone.", "Something else.")
    report = bring({"a/2021-march.md": ENGLISH, "b/2021-march.md": other})
    assert ImportedItem.objects.count() == 2
    assert item().change.details == "The file is gone."
    assert [problem.reason for problem in report.problems] == [
        f"the notice “2021-march#2” also stands in {report.files[0].path} with another text; that one was kept"
    ]
    assert figures(bring({})) == (4, 0, 0, 4, 0)


def test_two_vendors_may_have_the_same_page(bring, folder):
    bring({"2021-march.md": ENGLISH})
    other = Vendor.objects.create(name="Other", slug="other")
    assert figures(import_paths(other, [folder({})])) == (2, 2, 0, 0, 0)


def test_licence_of_the_folder_is_the_attribution(bring):
    bring({"2021-march.md": ENGLISH, "LICENSE": "Attribution 4.0 International\n\n=====\n"})
    assert item().attribution == "Announcements by Brightwater, CC BY 4.0"


def test_folder_without_a_licence_is_noted(bring):
    report = bring({"2021-march.md": ENGLISH})
    assert item().attribution == ""
    assert "no licence is stated" in report.notes[0]


def test_attribution_that_comes_later_is_added(bring):
    bring({"2021-march.md": ENGLISH})
    bring({}, attribution="By Brightwater")
    assert item().attribution == item().change.sources.get().attribution == "By Brightwater"


def test_attribution_of_a_translation_stands_beside_that_of_the_text(vendor, folder, tmp_path):
    import_paths(vendor, [folder({"2021-march.md": ENGLISH})], attribution="By Brightwater")
    (tmp_path / "2021-march.md").write_text(GERMAN)
    for _again in range(2):
        import_paths(vendor, [tmp_path / "2021-march.md"], attribution="By translators")
        import_paths(vendor, [folder({})], attribution="By Brightwater")
    assert item().attribution == "By Brightwater; By translators"


def test_texts_too_long_for_a_record_are_cut_and_pointed_out(bring):
    title = "A title of very many words " * 30
    text = ENGLISH.replace("A new interface for reports is available", title).replace(
        "Reports come by interface.", "word " * 4000
    )
    bring({"2021-march.md": text})
    found = item("2021-march#1")
    assert len(found.change.title) <= 255
    assert len(found.change.summary) <= 8000
    assert found.change.summary.endswith("word …")
    assert found.needs_review.split("\n") == [
        "the title is longer than 255 characters and was cut",
        "the summary is longer than 8000 characters and was cut",
    ]
    assert figures(bring({"2021-march.md": text})) == (2, 0, 0, 2, 1)


def test_incident_begins_open(bring):
    bring({"2021-march.md": ENGLISH.replace("A new interface for reports is available", "The connector isn't working")})
    assert (item("2021-march#1").change.kind, item("2021-march#1").change.state) == ("incident", "open")


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Retirement of the support plan", "", "end_of_life"),
        ("Tax rules on the islands", "Billing", "legal"),
        ("The enrolment fee rises", "", "fee"),
        ("Changes to your benefits", "", "benefit"),
        ("New requirements for the gold level", "", "tier"),
        ("Support plan experience", "", "support"),
        ("Price list for March", "", "licence"),
        ("SDK release 3.1", "", "tool"),
        ("Something else entirely", "Capabilities", "tool"),
        ("Something else entirely", "Membership", "tier"),
        ("Something else entirely", "", "licence"),
        ("A lawn mower taxonomy", "", "licence"),
    ],
)
def test_kind_is_guessed_from_plain_words(title, category, kind):
    assert guess_kind(title, category) == kind


def test_nothing_of_a_file_stays_if_its_import_fails(vendor, folder, monkeypatch):
    from community.programs.importers import store

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(store.ImportedText.objects, "bulk_create", fail)
    (page,) = read_paths([folder({"2021-march.md": ENGLISH})])
    with pytest.raises(RuntimeError):
        import_page(vendor, page)
    assert (Change.objects.count(), ImportedItem.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_make_no_second_record(folder):
    vendor = Vendor.objects.create(name="Brightwater", slug="brightwater")
    pages = folder({"2021-march.md": ENGLISH, "de-de/2021-march.md": GERMAN})
    reports, errors, start = [], [], threading.Barrier(3)

    def run():
        try:
            start.wait()
            reports.append(import_paths(vendor, [pages]))
        except Exception as error:  # shown below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert connection.vendor == "postgresql"
    assert (Change.objects.count(), ImportedItem.objects.count(), ImportedText.objects.count()) == (2, 2, 3)
    assert sum(report.total("created") for report in reports) == 2


FOLDERS = ("ms-partner-center-bilingual-de", "ms-partner-center-localized", "ms-partner-center-en-licence-unstated")


def test_real_pages_make_a_record_each_and_the_second_run_changes_nothing(vendor, shared):
    paths = [shared / name for name in FOLDERS]
    first = import_paths(vendor, paths)
    assert first.records == first.total("created") == ImportedItem.objects.count() == 127 + 64
    assert ImportedText.objects.filter(language="en").count() == 127 + 64
    assert ImportedText.objects.filter(language="de").count() == 127
    assert ImportedText.objects.filter(language="ja").count() == 19
    before = contents()
    for order in (paths, paths[::-1], *[[path] for path in paths]):
        again = import_paths(vendor, order)
        assert (again.total("created"), again.total("updated"), again.no_longer_at_source) == (0, 0, [])
    assert contents() == before
