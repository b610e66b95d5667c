"""What goes wrong on real pages, and small deviations from the formats: nothing is lost, everything is said."""

import datetime

import pytest

from community.programs.importers import read_paths

NOTICE = """## {title}

### Categories

- Date: 2021-03-15
- Capabilities

### Summary

Summary of {title}.
"""


def notices(*titles: str) -> str:
    return "# March 2021 announcements\n\n" + "\n____\n\n".join(NOTICE.format(title=title) for title in titles)


def anchors(page) -> list[str]:
    return [one.anchor for one in page.announcements]


def test_title_without_an_anchor_is_known_by_its_words(read):
    page = read(notices("New prices & terms!", '<a name="1"></a>Other'))
    assert anchors(page) == ["new-prices--terms", "1"]
    assert page.announcements[0].review == ["no anchor: known by the words of its title, which may be changed"]


def test_title_without_a_number_meets_its_translation(read):
    english = read(notices("New prices"))
    german = read("---\nms.contentlocale: de-DE\n---\n" + notices('<a name="new-prices"></a>Neue Preise'))
    assert english.keys == german.keys


def test_anchor_used_twice_loses_no_announcement(read):
    page = read(notices('<a name="3"></a>One', '<a name="3"></a>Two', '<a name="3"></a>Two'))
    assert anchors(page) == ["3", "two", "two-2"]
    assert all("more than once" in one.review[0] for one in page.announcements)


def test_anchor_used_twice_gives_the_same_keys_in_a_translation(read):
    english = read(notices('<a name="3"></a>One', '<a name="3"></a>Two'))
    german = read(
        "---\nms.contentlocale: de-DE\n---\n"
        + notices('<a name="one"></a><a name="3"></a>Eins', '<a name="two"></a><a name="3"></a>Zwei')
    )
    assert english.keys == german.keys


@pytest.mark.parametrize(
    "title",
    [
        '<a name="7"></a>Title',
        '<a name="7"></a> Title ##',
        "<a id='7'></a>Title",
        '<a id="7"/>Title',
        '<a id="7"/></a>Title',
        '<a name="7">Title</a>',
        'Title <a name="7"></a>',
        '<a name="title"></a><a name="7"></a>Title',
        '<a name="7"></a><a name="title"></a>Title',
        '<A NAME="7"></A>Title',
        '<a name=7></a>Title',
        '<span id="7"></span>Title',
        "Title {#7}",
    ],
)  # fmt: skip
def test_anchor_of_a_title_in_any_position(title, read):
    page = read(notices(title))
    assert [(one.anchor, one.title.strip()) for one in page.announcements] == [("7", "Title")]


def test_anchor_on_a_line_above(read):
    page = read(notices("Title").replace("## Title", '<a name="7"></a>\n\n## Title'))
    assert anchors(page) == ["7"]


def test_long_anchor_is_cut_the_same_way_every_time(read):
    name = "very-" * 60
    first, second = (
        read(notices(f'<a name="{name}1"></a>A', f'<a name="{name}2"></a>B')),
        read(notices(f'<a name="{name}1"></a>A')),
    )
    assert len(set(anchors(first))) == 2
    assert anchors(first)[0] == anchors(second)[0]
    assert all(len(anchor) <= 80 for anchor in anchors(first))


def test_impossible_date_is_reported_and_the_announcement_imported(read):
    page = read(notices('<a name="1"></a>One').replace("2021-03-15", "2021-02-30"))
    (one,) = page.announcements
    assert (one.date, one.date_precision, one.date_text) == (None, "unknown", "2021-02-30")
    assert one.summary
    assert [(problem.line, problem.reason) for problem in page.problems] == [(7, "there is no such date: “2021-02-30”")]


def test_date_that_is_not_understood_is_reported_with_its_words(read):
    page = read(notices('<a name="1"></a>One').replace("2021-03-15", "when it is ready"))
    assert [(problem.line, problem.reason) for problem in page.problems] == [
        (7, "not understood as a date: “when it is ready”")
    ]


def test_broken_front_matter_costs_nothing_else(read):
    page = read('---\ntitle: "March\nms.contentlocale: de-DE\n---\n' + notices('<a name="1"></a>One'))
    assert page.languages == ("de",)
    assert anchors(page) == ["1"]
    assert "not valid YAML" in page.problems[0].reason


def test_level_two_heading_without_evidence_belongs_to_the_announcement_above(read):
    text = notices('<a name="2"></a>One', '<a name="1"></a>Two').replace(
        "\n____\n", "\n## What is this?\n\nWords.\n\n____\n", 1
    )
    page = read(text)
    assert anchors(page) == ["2", "1"]
    assert page.announcements[0].details == "### What is this?\n\nWords."


def test_no_separator_is_needed(read):
    page = read(notices('<a name="2"></a>One', '<a name="1"></a>Two').replace("____", ""))
    assert anchors(page) == ["2", "1"]


def test_titles_one_level_lower(read):
    text = notices('<a name="2"></a>One', '<a name="1"></a>Two').replace("### ", "#### ").replace("\n## ", "\n### ")
    assert anchors(read(text)) == ["2", "1"]


def test_title_that_sounds_like_a_part(read):
    page = read(notices('<a name="2"></a>Next steps for resellers', '<a name="1"></a>Details'))
    assert [one.title for one in page.announcements] == ["Next steps for resellers", "Details"]


def test_year_as_a_heading_is_no_announcement(read):
    text = notices('<a name="1"></a>One') + '\n### Details\n\n#### <a name="2020"></a>2020\n\nOld.\n'
    assert anchors(read(text)) == ["1"]


def test_notice_in_a_comment_is_not_published_yet(read):
    page = read(
        notices('<a name="2"></a>One') + "\n<!--\n" + NOTICE.format(title='<a name="1"></a>Hidden') + "-->\nMore."
    )
    assert anchors(page) == ["2"]
    assert page.announcements[0].summary.endswith("More.")


def test_comment_that_is_never_closed_hides_nothing(read):
    page = read(notices('<a name="2"></a>One') + "\n<!-- oops\n\n" + NOTICE.format(title='<a name="1"></a>Two'))
    assert anchors(page) == ["2", "1"]
    assert any("never closed" in problem.reason for problem in page.problems)


def test_heading_in_a_block_of_code_is_code(read):
    page = read(notices('<a name="1"></a>One') + "\n### Details\n\n```\n## <a>no</a>\n### Summary\n```\n")
    assert anchors(page) == ["1"]
    assert page.announcements[0].details == "```\n## <a>no</a>\n### Summary\n```"


def test_block_of_code_that_is_never_closed_swallows_nothing(read):
    page = read(
        notices('<a name="2"></a>One') + "\n```\n\n" + NOTICE.format(title='<a name="1"></a>Two') + "\n```\ncode\n```\n"
    )
    assert anchors(page) == ["2", "1"]


def test_empty_announcement_is_still_a_record(read):
    (one,) = read('# March 2021 announcements\n\n## <a name="1"></a>Nothing more\n').announcements
    assert one.title == "Nothing more"
    assert one.review == ["the announcement has no date", "the announcement has no text"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# Title\n\nText.",
        "Just text.",
        "# How to pay\n\n## Next steps\n\n## Questions?\n\n### Details\n",
        "___\n---\n***",
    ],
)
def test_page_without_announcements_is_read_without_a_problem(text, read):
    page = read(text, "how-to-pay.md")
    assert (page.announcements, page.problems, page.readable) == ([], [], True)


def test_heading_on_a_month_page_that_is_no_announcement_is_reported(read):
    page = read(
        "# March 2021 announcements\n\n## About this page\n\nText.\n\n" + NOTICE.format(title='<a name="1"></a>One')
    )
    assert anchors(page) == ["1"]
    assert [(problem.line, problem.severity) for problem in page.problems] == [(3, "lost")]


def test_another_date_is_not_taken_for_the_date_of_the_announcement(read):
    text = "# March 2021\n\n## <a name='1'></a>One\n\nDeadline: March 3, 2021\n\n### Summary\n\nText.\n"
    (one,) = read(text).announcements
    assert (one.date, one.details) == (None, "Deadline: March 3, 2021")


def test_bare_date_below_the_title_is_the_date(read):
    (one,) = read("# March 2021\n\n## <a name='1'></a>One\n\nMarch 3, 2021\n\n### Summary\n\nText.\n").announcements
    assert one.date == datetime.date(2021, 3, 3)


def test_list_with_dates_on_a_page_about_the_program_is_no_announcement(read):
    page = read("# Webinars\n\n## How to join\n\n- Deadline: June 1, 2021\n- Start: June 2, 2021\n", "webinars.md")
    assert page.announcements == []


# --- Labels instead of headings (format E), as other months and languages write them


LABELLED = """---
ms.topic: include
---
## New states

{summary}

{labels}

Text.
"""


def included(folder, summary: str, labels: str, language: str = "en"):
    pages = folder(
        {
            "2023-may.md": f"---\nms.contentlocale: {language}\n---\n# May 2023\n\n"
            "<a name='1'></a>\n[!INCLUDE [x](includes/x.md)]\n",
            "includes/x.md": LABELLED.format(summary=summary, labels=labels).replace(
                "ms.topic: include", f"ms.topic: include\nms.contentlocale: {language}"
            ),
        }
    )
    return next(page for page in read_paths([pages]) if page.name == "2023-may")


@pytest.mark.parametrize(
    "labels",
    [
        "- **Date:** May 3, 2023\n- **Workspace:** Orders\n- **Impacted audience:** Everybody",
        "- **Date**: May 3, 2023\n- **Workspace**: Orders\n- **Impacted audience**: Everybody",
        "* __Date:__ May 3, 2023\n* __Workspace:__ Orders\n* __Affected audience:__ Everybody",
        "- Date: May 3, 2023\n- Workspace: Orders\n- Impacted audience: Everybody",
        "- **Date: May 3, 2023**\n- **Workspace: Orders**\n- **Audience: Everybody**",
        "- **Workspace:** Orders\n- **Date:** 3 May 2023\n- **Impacted audience:** Everybody",
        "- **Date:** May 3, 2023\n\n- **Workspace:** Orders\n\n- **Impacted audience:** Everybody",
        "- **Date:** May 3, 2023\n- **Workspace:** Orders\n- **Impacted audience:**\n  Everybody",
    ],
)
@pytest.mark.parametrize("summary", ["*Two more states.*", "_Two more states._", "Two more states."])
def test_labels_in_every_way_of_writing(summary, labels, folder):
    (one,) = included(folder, summary, labels).announcements
    assert (one.date, one.category, one.audience) == (datetime.date(2023, 5, 3), "Orders", "Everybody")
    assert (one.summary, one.details) == ("Two more states.", "Text.")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("de-DE", "- **Datum**: 3. Mai 2023\n- **Arbeitsbereich**: Orders\n- **Betroffene Zielgruppe**: Everybody"),
        ("fr-FR", "- **Date :** 3 mai 2023\n- **Espace de travail :** Orders\n- **Audience concernée :** Everybody"),
        ("ja-JP", "- **日付**: 2023 年 5 月 3 日\n- **ワークスペース**: Orders\n- **対象者**: Everybody"),
        ("mt-MT", "- **Data**: 3/5/2023\n- **Spazju tax-xogħol**: Orders\n- **Udjenza**: Everybody"),
    ],
)
def test_labels_in_other_languages_are_told_by_their_order(language, labels, folder):
    (one,) = included(folder, "*Summary.*", labels, language).announcements
    assert (one.date, one.category, one.audience) == (datetime.date(2023, 5, 3), "Orders", "Everybody")


def test_bilingual_include_on_an_english_list_gives_both_languages(folder):
    def pair(a, b):
        return f'<span data-ttu-id="1">{a}</span><span class="sxs-lookup"><span data-stu-id="1">{b}</span></span>'

    include = (
        "---\nms.topic: include\nms.contentlocale: de-DE\n---\n"
        f"## {pair('Neue Zustände', 'New states')}\n\n*{pair('Zwei mehr.', 'Two more.')}*\n\n"
        f"- **{pair('Datum', 'Date')}**: {pair('3. Mai 2023', 'May 3, 2023')}\n"
    )
    pages = folder(
        {"2023-may.md": "# May 2023\n\n<a name='1'></a>\n[!INCLUDE [x](includes/x.md)]\n", "includes/x.md": include}
    )
    page = next(page for page in read_paths([pages]) if page.name == "2023-may")
    assert [(one.key, one.language, one.title) for one in page.announcements] == [
        ("2023-may#1", "en", "New states"),
        ("2023-may#1", "de", "Neue Zustände"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "includes/x.md",
        "./includes/x.md",
        "includes\\x.md",
        "Includes/X.md",
        "includes/../includes/x.md",
        "~/includes/x.md",
        'includes/x.md "a title"',
        "<includes/x.md>",
    ],
)
def test_include_links_in_every_way_of_writing(link, folder):
    pages = folder(
        {
            "2023-may.md": f"# May 2023\n\n<a name='1'></a>\n[!include[x [y]]({link})]\n",
            "includes/x.md": LABELLED.format(summary="*S.*", labels="- **Date:** May 3, 2023"),
        }
    )
    page = next(page for page in read_paths([pages]) if page.name == "2023-may")
    assert page.keys == ["2023-may#1"]
    assert page.problems == []


def test_shared_snippet_in_the_middle_of_an_announcement(folder):
    pages = folder(
        {
            "2021-march.md": notices('<a name="1"></a>One')
            + "\n### Details\n\nBefore.\n\n[!INCLUDE [x](includes/note.md)]\n\nAfter.\n",
            "includes/note.md": "> [!NOTE]\n> Shared.\n",
        }
    )
    page = next(page for page in read_paths([pages]) if page.name == "2021-march")
    assert page.announcements[0].details == "Before.\n\n> **Note**\n>\n> Shared.\n\nAfter."


def test_include_that_is_not_understood_is_reported(read):
    page = read(notices('<a name="1"></a>One') + "\n[!INCLUDE oops]\n")
    assert [problem.reason for problem in page.problems] == ["an include that cannot be understood: “[!INCLUDE oops]”"]
