"""Pages that mean harm, or by accident look like it: refused or reported, quickly, and nothing else suffers."""

import os
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.programs.importers import read_paths
from community.programs.importers.files import MAX_BYTES

GOOD = '# March 2021\n\n## <a name="1"></a>Good\n\n### Categories\n\n- Date: 2021-03-15\n- X\n\n### Summary\n\nFine.\n'
SECRET = "top secret text of another folder"


def month_including(link: str) -> str:
    return (
        f"# May 2023\n\n<a name='2'></a>\n[!INCLUDE [x]({link})]\n\n____\n\n{GOOD[14:].replace('2021-03', '2023-05')}"
    )


def month_page(path):
    return next(page for page in read_paths([path]) if page.name == "2023-may")


@pytest.mark.parametrize(
    "link",
    [
        "../outside.md",
        "includes/../../outside.md",
        "..\\outside.md",
        "..%2Foutside.md",
        "/etc/passwd",
        "~/../outside.md",
        "file:///etc/passwd",
        "C:/outside.md",
        "//server/share.md",
        "https://example.com/x.md",
        "link.md",
        "linked/outside.md",
    ],
)
def test_include_cannot_leave_the_folder(link, folder, tmp_path):
    pages = folder({"2023-may.md": month_including(link)})
    (tmp_path / "outside.md").write_text(f"## {SECRET}\n\n- **Date:** May 3, 2023\n")
    (pages / "link.md").symlink_to(tmp_path / "outside.md")
    (pages / "linked").symlink_to(tmp_path)
    page = month_page(pages)
    assert page.keys == ["2023-may#1"]
    assert SECRET not in repr(page.announcements)
    assert [(problem.line, problem.severity) for problem in page.problems] == [(4, "lost")]


def test_linked_page_and_folder_are_reported_not_read(folder, tmp_path):
    pages = folder({"2021-march.md": GOOD})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "2021-april.md").write_text(GOOD.replace("Good", SECRET))
    (pages / "2021-april.md").symlink_to(elsewhere / "2021-april.md")
    (pages / "more").symlink_to(elsewhere)
    found = list(read_paths([pages]))
    assert SECRET not in repr(found)
    assert [page.name for page in found if page.announcements] == ["2021-march"]
    reasons = sorted(problem.reason for page in found for problem in page.problems)
    assert reasons == [
        "a linked folder is not followed",
        "the path “2021-april.md” points outside the imported folder; it was not read",
    ]


def test_link_inside_the_folder_is_fine(folder):
    pages = folder({"2023-may.md": month_including("link.md"), "real.md": "## Real\n\n- **Date:** May 3, 2023\n"})
    (pages / "link.md").symlink_to(pages / "real.md")
    assert "2023-may#2" in month_page(pages).keys


def test_includes_in_a_circle_end(folder):
    pages = folder(
        {"2023-may.md": month_including("a.md"), "a.md": "[!INCLUDE [b](b.md)]", "b.md": "[!INCLUDE [a](a.md)]"}
    )
    page = month_page(pages)
    assert page.keys == ["2023-may#1"]
    assert any("includes itself" in problem.reason for problem in page.problems)


def test_includes_that_multiply_end(folder):
    many = "\n".join(["[!INCLUDE [b](b.md)]"] * 1500)
    pages = folder(
        {
            "2023-may.md": month_including("a.md"),
            "a.md": many,
            "b.md": many.replace("b.md", "c.md"),
            "c.md": "x\n" * 500,
        }
    )
    start = time.process_time()
    page = month_page(pages)
    assert time.process_time() - start < 5
    assert "2023-may#1" in page.keys or any("left out" in problem.reason for problem in page.problems)
    assert any("more than" in problem.reason for problem in page.problems)


def test_file_over_the_limit_is_refused_and_the_rest_read(folder):
    pages = folder({"2021-march.md": GOOD, "2021-april.md": b"x" * (MAX_BYTES + 1)})
    april, march = read_paths([pages])
    assert (april.readable, [problem.reason for problem in april.problems]) == (False, ["larger than 2 MB"])
    assert march.keys == ["2021-march#1"]


def test_enormous_line_is_left_out_and_reported(read):
    page = read(GOOD + "\n### Details\n\n" + "x" * 1_500_000 + "\n\nThe rest.\n")
    assert page.announcements[0].details == "The rest."
    assert [(problem.line, problem.reason) for problem in page.problems] == [
        (16, "a line of 1,500,000 characters was left out")
    ]


def test_bytes_that_are_not_utf8_are_shown_and_reported(read):
    page = read(GOOD.encode().replace(b"Fine.", b"F\xe9in\xff."))
    assert page.announcements[0].summary == "F\ufffdin\ufffd."
    assert page.announcements[0].review == ["some characters of the file could not be read"]
    assert (12, "review") in [(problem.line, problem.severity) for problem in page.problems]


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace("Fine.", "Fi\0ne\x07\x1b.").encode(),
        GOOD.replace("Fine.", "Fi\ue000ne.").encode(),
    ],
    ids=["crlf", "cr", "bom", "utf-16", "control", "private"],
)
def test_other_ways_to_write_the_same_text(raw, read):
    page = read(raw)
    assert page.keys == ["2021-march#1"]
    assert page.announcements[0].summary == "Fine."
    assert page.announcements[0].date is not None


@pytest.mark.parametrize("raw", [b"\0" * 1000, bytes(range(256)) * 100, b"\x89PNG\r\n\x1a\n" + b"\0" * 500])
def test_what_is_no_text_is_refused(raw, read):
    page = read(raw)
    assert page.announcements == []
    assert page.problems


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_named_pipe_does_not_hang_the_import(folder):
    pages = folder({"2021-march.md": GOOD})
    os.mkfifo(pages / "2021-april.md")
    april, march = read_paths([pages])
    assert not april.readable
    assert march.keys == ["2021-march#1"]


def test_path_that_does_not_exist_is_reported():
    (page,) = read_paths(["no/such/place"])
    assert (page.exists, [problem.reason for problem in page.problems]) == (False, ["there is no such file or folder"])


def test_folder_with_the_name_of_a_page(folder):
    pages = folder({"2021-march.md": GOOD, "2021-april.md/2021-may.md": GOOD})
    assert sorted(page.name for page in read_paths([pages]) if page.announcements) == ["2021-march", "2021-may"]


def test_thousands_of_announcements_on_a_page_are_capped(read):
    page = read("# March 2021\n\n" + "".join(f'## <a name="{i}"></a>N\n\nDate: 2021-03-15\n\n' for i in range(5000)))
    assert len(page.announcements) == 500
    assert any("more than 500 announcements" in problem.reason for problem in page.problems)


PIECES = [
    "[", "](", "[a](", "<a ", '<a name="', '<span data-ttu-id="x">', "</span>", "<br>", "`", "``", "* ", "**a", "<!--",
    "-->", "<script", "&#", "a@a.", "|", "|-", "  - ", "> [!NOTE] ", "## ", "___", "![", "[!INCLUDE [", ":::image ",
    "Date: ", "2020-", "29. juni ", "\\", "(", "{#a}", "~~~", "<x-y>", "[!INCLUDE [a](b)]",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_long(piece, read):
    line = (piece * 9000)[:9000]
    start = time.process_time()
    read(GOOD + "\n### Details\n\n" + "\n".join([line] * 30))
    assert time.process_time() - start < 3


WORDS = st.sampled_from(
    [
        "## ",
        "### ",
        "# ",
        "#### ",
        '<a name="1"></a>',
        '<a name="details"></a>',
        "Title",
        "Categories",
        "Summary",
        "Next steps",
        "\n",
        "\n\n",
        "- ",
        "Date: ",
        "2021-03-15",
        "2021-02-30",
        "**",
        "*",
        "___\n",
        "---\n",
        "```\n",
        "<!--",
        "-->",
        "text ",
        "| ",
        "[a](b.md)",
        "&amp;",
        '<span data-ttu-id="1">',
        '<span class="sxs-lookup"><span data-stu-id="1">',
        "</span>",
        "[!INCLUDE [a](b.md)]",
        "title: x\n",
        "> [!NOTE]\n",
        "\t",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=60))
def test_any_page_is_read_without_an_exception(words, read):
    page = read("".join(words))
    keys = [(one.key, one.language) for one in page.announcements]
    assert len(keys) == len(set(keys))
    assert all(one.title for one in page.announcements)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(raw, read):
    read(raw)
    read(GOOD.encode() + raw)
