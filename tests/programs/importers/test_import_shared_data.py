"""The real pages beside the repository, against the table in their SOURCES.md. Skipped where they are not."""

import datetime

import pytest

from community.programs.importers import read_paths

PARTS = ("date", "summary", "audience", "details", "next_steps", "questions")

# page: announcements, then how many have each of PARTS
TABLE = {
    "2020-january": (7, 7, 7, 7, 4, 4, 3),
    "2020-february": (9, 9, 9, 8, 3, 4, 0),
    "2020-march": (7, 7, 7, 7, 6, 6, 0),
    "2020-april": (14, 14, 14, 13, 9, 12, 10),
    "2020-may": (5, 5, 5, 5, 5, 5, 4),
    "2020-june": (6, 6, 6, 6, 5, 5, 0),
    "2020-july": (9, 9, 8, 9, 8, 9, 0),
    "2020-august": (8, 8, 5, 7, 7, 6, 0),
    "2020-september": (17, 17, 11, 17, 15, 16, 3),
    "2020-october": (18, 18, 12, 18, 18, 14, 7),
    "2020-november": (14, 14, 12, 13, 12, 11, 1),
    "2020-december": (13, 13, 7, 13, 12, 13, 5),
    "2022-november": (35, 34, 34, 35, 35, 35, 15),
    "2022-december": (12, 12, 12, 12, 12, 12, 3),
    "2023-april": (17, 17, 17, 17, 17, 17, 12),
}
FOLDERS = ("ms-partner-center-bilingual-de", "ms-partner-center-localized", "ms-partner-center-en-licence-unstated")


@pytest.fixture
def pages(shared):
    return list(read_paths([shared / name for name in FOLDERS]))


def in_language(pages, language):
    return [one for page in pages for one in page.announcements if one.language == language]


def counts(announcements) -> tuple[int, ...]:
    has = [[one.date is not None, *(part in one.sections for part in PARTS[1:])] for one in announcements]
    return (len(has), *map(sum, zip(*has, strict=True)))


def test_every_cell_of_the_table(pages):
    english = in_language(pages, "en")
    found = {name: counts([one for one in english if one.page == name]) for name in TABLE}
    assert found == TABLE
    assert len(english) == 127 + 64
    assert len({one.key for one in english}) == 127 + 64


def test_german_side_has_the_same_parts_as_the_english(pages):
    german = [one for one in in_language(pages, "de") if "bilingual" in one.path]
    for name in TABLE:
        if name.startswith("2020"):
            assert counts([one for one in german if one.page == name]) == TABLE[name]


def test_localized_months_have_the_keys_and_dates_of_their_twins(pages):
    english = {one.key: one.date for one in in_language(pages, "en")}
    for language in ("de", "ja"):
        localized = [one for one in in_language(pages, language) if "localized" in one.path]
        assert len(localized) == 19
        assert {one.key: one.date for one in localized} == {one.key: english[one.key] for one in localized}


def test_dates_are_exact_but_for_one(pages):
    english = in_language(pages, "en")
    inexact = [(one.key, one.date, one.date_precision) for one in english if one.date_precision != "day"]
    assert inexact == [
        ("2022-november#12", None, "unknown"),
        ("2023-april#13", datetime.date(2023, 6, 1), "month"),
    ]


def test_every_announcement_has_a_category_and_text(pages):
    for one in in_language(pages, "en"):
        assert one.category
        assert one.summary or one.details


def test_what_needs_a_look_is_what_the_notes_to_the_data_name(pages):
    doubted = {one.key for one in in_language(pages, "en") if one.review}
    assert doubted == {"2020-july#1", "2020-december#8", "2022-november#12", "2023-april#13"}
    assert [problem for page in pages for problem in page.problems if problem.severity == "lost"] == []


def test_pages_about_the_program_hold_no_announcements(pages):
    program = [page for page in pages if "program-pages" in page.path]
    assert len(program) == 13
    assert all(page.announcements == [] and page.problems == [] for page in program)


def test_nothing_of_the_notation_is_left(pages):
    for page in pages:
        for one in page.announcements:
            text = "\n".join([one.title, one.audience, one.summary, one.details, one.next_steps, one.questions])
            for trace in ("<span", "</span", "<a ", "</a>", "sxs-lookup", "[!", "<br", "\u00a0", "](../", "](/"):
                assert trace not in text, (one.key, trace)
