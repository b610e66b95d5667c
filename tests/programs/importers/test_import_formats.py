"""The five page formats, on the invented pages in ``fixtures``."""

import datetime

from community.programs.importers import read_paths


def page_of(folder, name="2021-march"):
    return next(page for page in read_paths([folder]) if page.name == name)


def by_key(page, language="en"):
    return {one.anchor: one for one in page.announcements if one.language == language}


def test_format_a_categories(fixtures):
    one = by_key(page_of(fixtures / "english"))["6"]
    assert one.title == "The regional price list moves to the portal"
    assert (one.date, one.date_precision) == (datetime.date(2021, 3, 29), "day")
    assert (one.category, one.status) == ("Offers/Markets", "Now available")
    assert one.audience == "All resellers in the harbor program"
    assert one.summary == "From April on the price list is in the portal. See the guide (`../price-guide.md`)."
    assert one.next_steps == "Tell your sales team."
    assert one.questions == "Ask your account manager."
    assert one.changelog == "- 2021-03-30: Link corrected."
    assert one.line == 16
    assert one.review == []


def test_details_keep_what_no_rule_knows(fixtures):
    assert by_key(page_of(fixtures / "english"))["6"].details.split("\n") == [
        "The file that we used to send is gone.",
        "",
        "> **Note**",
        ">",
        ">Keep a copy of the last one.",
        "",
        "|Region|Currency|",
        "|------|--------|",
        "|North; and islands|BRW &amp; EUR|",
        "",
        "### Additional resources",
        "",
        "- Questions and answers (`/harbor/faq`)",
        "- First level",
        "    - Second level",
        "",
        "- [Learn more](https://partners.brightwater.example/prices)",
    ]


def test_links_are_absolute_with_the_address_of_the_pages(fixtures):
    (page,) = read_paths([fixtures / "english"], base_url="https://docs.example/center/announcements")
    assert "[the guide](https://docs.example/center/price-guide)" in by_key(page)["6"].summary


def test_sections_a_level_too_high_do_not_split_an_announcement(fixtures):
    page = page_of(fixtures / "english")
    assert list(by_key(page)) == ["6", "5", "4.5", "12"]
    one = by_key(page)["5"]
    assert (one.details, one.next_steps, one.questions) == (
        "This heading is one level too high.",
        "So is this one.",
        "And this.",
    )


def test_anchors_in_every_position(fixtures):
    titles = {anchor: one.title for anchor, one in by_key(page_of(fixtures / "english")).items()}
    assert titles == {
        "6": "The regional price list moves to the portal",
        "5": "Titles with an empty anchor",
        "4.5": "An anchor around its title",
        "12": "Out of order, and without a line above",
    }


def test_audience_under_all_its_names(fixtures):
    audiences = {anchor: one.audience for anchor, one in by_key(page_of(fixtures / "english")).items()}
    assert audiences == {
        "6": "All resellers in the harbor program",
        "5": "- Resellers\n- Integrators",
        "4.5": "Service providers",
        "12": "Everybody.",
    }


def test_date_outside_the_month_is_kept_and_reported_with_its_line(fixtures):
    page = page_of(fixtures / "english")
    assert by_key(page)["12"].date == datetime.date(2020, 12, 31)
    assert [(problem.line, problem.severity) for problem in page.problems] == [(113, "review")]


def test_format_b_gives_both_languages(fixtures):
    page = page_of(fixtures / "bilingual")
    assert page.languages == ("en", "fr")
    assert page.keys == ["2021-march#6"]
    english, french = by_key(page)["6"], by_key(page, "fr")["6"]
    assert english.title == "The regional price list moves to the portal"
    assert french.title == "La liste de prix régionale passe au portail"
    assert english.date == french.date == datetime.date(2021, 3, 29)
    assert (english.audience, french.audience) == ("All resellers", "Tous les revendeurs")
    assert french.summary == (
        "La liste est dans le [portail](https://portal.brightwater.example). L'ancien fichier **disparaît**."
    )
    assert english.details.split("\n") == [
        "First line,",
        "second line.",
        "",
        "- [The guide](https://docs.brightwater.example/guide)",
        '- Use `<span class="x">`.',
        "",
        "|**Region**|Currency|",
        "|------|------|",
        "|North|EUR|",
        "",
        "```",
        "GET /prices <span>",
        "```",
    ]
    assert page.problems == []


def test_format_c_has_the_key_of_its_english_twin(fixtures):
    pages = list(read_paths([fixtures / "localized"]))
    assert [(page.languages, page.keys) for page in pages] == [
        (("es",), ["2021-march#6"]),
        (("ko",), ["2021-march#6"]),
    ]
    for page in pages:
        (one,) = page.announcements
        assert one.date == datetime.date(2021, 3, 29)
        assert one.sections == {"categories", "summary", "audience", "details", "next_steps"}


def test_format_d_inline(fixtures):
    page = page_of(fixtures / "inline", "2022-october")
    one = by_key(page)["3"]
    assert (one.date, one.category, one.audience) == (datetime.date(2022, 10, 28), "Pricing", "Direct partners")
    assert one.details == (
        "> **Important**\n>\n> Replaces the announcement of September (`2022-september.md#4`).\n\n"
        "* From January on.\n\n#### What changes\n\nEverything."
    )
    assert one.next_steps == "Read the price list."
    assert by_key(page)["1"].details == "This sentence has no heading.\n\nMore text."


def test_announcement_without_a_date_is_read_and_reported(fixtures):
    page = page_of(fixtures / "inline", "2022-october")
    one = by_key(page)["2.5"]
    assert (one.date, one.date_precision) == (None, "unknown")
    assert one.review == ["the announcement has no date"]
    assert [(problem.line, problem.reason) for problem in page.problems] == [(45, "the announcement has no date")]


def test_format_e_reads_the_included_files(fixtures):
    page = page_of(fixtures / "included", "2023-may")
    assert page.keys == ["2023-may#3", "2023-may#1"]
    tax, states = by_key(page)["3"], by_key(page)["1"]
    assert tax.title == "Tax rules change for island partners"
    assert tax.summary == "We are going to collect the tax ourselves."
    assert (tax.date, tax.category, tax.audience) == (
        datetime.date(2023, 5, 27),
        "Billing",
        "Partners on the islands",
    )
    assert (tax.details, tax.next_steps, tax.questions) == (
        "Text about the tax (`../../../tax.md`).",
        "Check your invoices.",
        "Write to us.",
    )
    assert states.summary == "Orders get two more states."
    assert (states.date, states.date_precision) == (datetime.date(2023, 6, 1), "month")
    assert states.details == "### What they mean\n\nWaiting, and done.\n\n### Get support\n\nIn the portal."
    assert tax.path.endswith("includes/may-2023/tax-rules.md")


def test_missing_include_is_reported_and_the_rest_imported(fixtures):
    page = page_of(fixtures / "included", "2023-may")
    lost = [problem for problem in page.problems if problem.severity == "lost"]
    assert [(problem.line, problem.reason) for problem in lost] == [
        (17, "the included file “includes/may-2023/nobody-wrote-this.md” is missing")
    ]
    assert len(page.keys) == 2


def test_included_files_are_not_read_twice(fixtures):
    pages = {page.name: page for page in read_paths([fixtures / "included"])}
    month = str(fixtures / "included" / "2023-may.md")
    assert {name: page.through for name, page in pages.items()} == {
        "2023-may": "",
        "left-over": "",
        "new-states": month,
        "tax-rules": month,
    }
    assert pages["tax-rules"].announcements == []


def test_included_file_that_nobody_includes_is_reported(fixtures):
    page = page_of(fixtures / "included", "left-over")
    assert page.announcements == []
    assert [problem.severity for problem in page.problems] == ["lost"]
    assert "no imported page includes this file" in page.problems[0].reason


def test_single_file_of_a_folder_finds_its_includes(fixtures):
    (page,) = read_paths([fixtures / "included" / "2023-may.md"])
    assert page.keys == ["2023-may#3", "2023-may#1"]
