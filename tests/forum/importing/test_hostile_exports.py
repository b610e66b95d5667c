"""Files that mean harm, or were written by programs that did not care."""
# ruff: noqa: E501 - attacks have long lines

import datetime as dt
import json
import tracemalloc

import pytest

from community.forum.importers import FoundPost, FoundThread, Person, Report
from community.forum.importers.arrange import arrange
from tests.forum.importing.samples import MAILS, comment, item, topic, wxr

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        (LAUGHS, "it declares entities of its own"),
        ('<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>', "it declares entities of its own"),
        ('<!DOCTYPE x SYSTEM "http://169.254.169.254/x.dtd">', "its document type lies elsewhere"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>', "it declares entities of its own"),
    ],
)
@pytest.mark.parametrize("kind", ["wordpress", "stackexchange"])
def test_entities_and_files_from_elsewhere_end_the_reading(read, write, tmp_path, kind, declared, sentence):
    if kind == "wordpress":
        path = write("a.xml", wxr(item(1, text="]]>&leak;&c;<![CDATA[")).replace("?>", f"?>{declared}", 1))
    else:
        write(
            "dump/Posts.xml", f'<?xml version="1.0"?>{declared}<posts><row Id="1" PostTypeId="1" Title="&c;"/></posts>'
        )
        path = tmp_path / "dump"

    found = read(kind, path)

    assert found.threads == []
    assert any(sentence in failure for failure in found.report.failures)


def test_a_thousand_levels_end_the_reading(read, write):
    found = read("wordpress", write("a.xml", wxr(item(1), "<b>" * 1000)))

    assert [thread.key for thread in found.threads] == ["item:1"]
    assert "nested more than 100 deep" in found.report.failures[0]


def test_characters_that_no_xml_may_hold_are_left_out(read, write):
    text = wxr(item(1, text="be\x00fo\x0bre &#0;&#x1f; after\ud800".encode("utf-8", "replace").decode()))

    found = read("wordpress", write("a.xml", text))

    assert (found.posts[0][0].text.split(), found.report.failures) == (["before", "after?"], [])


@pytest.mark.parametrize("said", ["windows-1252", "iso-8859-15", "utf-16", "shift_jis", "x-unheard-of", "base64"])
def test_files_are_read_in_the_encoding_that_they_name(read, write, said):
    word = "日本" if said == "shift_jis" else "Café"
    text = wxr(item(1, text=word)).replace('encoding="UTF-8"', f'encoding="{said}"')
    data = text.encode(said if said not in ("x-unheard-of", "base64") else "utf-8")

    found = read("wordpress", write("a.xml", data))

    assert found.posts[0][0].text == word
    assert len(found.report.noted) == (said in ("x-unheard-of", "base64"))


def test_a_large_file_is_read_a_piece_at_a_time(read, write):
    rows = "".join(
        f'<row Id="{n}" PostTypeId="2" ParentId="0" Body="{"x" * 5000}"/>' for n in range(1, 2_500)
    )  # fmt: skip
    path = write("dump/Posts.xml", f"<posts>{rows}</posts>")
    tracemalloc.start()

    found = read("stackexchange", path)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.report.skipped["answers whose question is not in the dump"] == 2_499
    assert (path.stat().st_size > 10_000_000, most < 8_000_000) == (True, True)


def chain(*posts: tuple) -> FoundThread:
    """A thread of (key, parent, year or None, reason to skip)."""
    return FoundThread("t", "A thread", [
        FoundPost(key, Person(), year and dt.datetime(year, 1, 1, tzinfo=dt.UTC), "text", "html", parent=parent, skip=skip)
        for key, parent, year, skip in posts
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("posts", "expected", "noted"),
    [
        # Dates put in order, and nobody answers what was not said yet.
        ([("o", "", 2010, ""), ("c", "b", 2011, ""), ("b", "", 2012, "")], [("o", ""), ("b", ""), ("c", "b")], {}),
        # The opening post opens, whatever its date.
        ([("o", "", 2012, ""), ("b", "", 2010, "")], [("o", ""), ("b", "")], {}),
        # Circles.
        (
            [("o", "", 2010, ""), ("a", "b", 2011, ""), ("b", "c", 2012, ""), ("c", "a", 2013, ""), ("d", "d", 2014, "")],
            [("o", ""), ("a", ""), ("c", "a"), ("b", "c"), ("d", "")],
            {"they answer each other in a circle: it was opened": 2},
        ),
        # A parent that is missing, a parent that is left out, one after the other.
        (
            [("o", "", 2010, ""), ("a", "gone", 2011, ""), ("b", "a", 2012, "spam"), ("c", "b", 2013, "spam"),
             ("d", "c", 2014, "")],
            [("o", ""), ("a", ""), ("d", "a")],
            {"what it answers is not there: it stands on the first level": 1},
        ),
        # The opening post is left out.
        ([("o", "", 2010, "spam"), ("a", "o", 2011, "")], [("a", "")], {}),
    ],
)  # fmt: skip
def test_threads_are_put_in_order(posts, expected, noted):
    report = Report()

    ordered = arrange(chain(*posts), report, now=NOW)

    assert [(post.key, post.parent) for post in ordered] == expected
    assert dict(report.noted) == noted


def test_who_says_no_date_or_an_impossible_one_has_that_of_the_post_before():
    report = Report()

    ordered = arrange(
        chain(("o", "", None, ""), ("a", "", 2010, ""), ("b", "", 2087, ""), ("c", "", 1, ""), ("d", "", 2011, "")),
        report, now=NOW,
    )  # fmt: skip

    assert [(post.key, post.written_at.year) for post in ordered] == [
        ("o", 2010), ("a", 2010), ("b", 2010), ("c", 2010), ("d", 2011),
    ]  # fmt: skip
    assert dict(report.noted) == {
        "no date: it has that of the post beside it": 1,
        "a date in the future or before 1980: it has that of the post beside it": 2,
    }


def test_a_post_that_stands_there_twice_is_one():
    report = Report()

    ordered = arrange(chain(("o", "", 2010, ""), ("a", "", 2011, ""), ("a", "", 2012, "")), report, now=NOW)

    assert ([post.key for post in ordered], dict(report.skipped)) == (["o", "a"], {"posts that stand there twice": 1})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, null, {}]", "[" * 100_000, '{"post_stream": {"posts": [1, {}]}}', '{"post_stream": 7, "title": []}',
     json.dumps(topic(id={}, title=None, tags=[{}, 5], post_stream={"posts": [{"post_number": True, "cooked": 5}]}))],
)  # fmt: skip
def test_strange_json_is_told_or_read_but_never_raises(read, write, text):
    found = read("discourse", write("a.json", text))

    assert found.refusal == ""
    assert found.report.failures or found.posts


@pytest.mark.parametrize(
    "text",
    [
        "", "\x00\xff", "no mail at all", "From \n\n", "From a at b Mon Mar  7 10:00:00 2016\n",
        MAILS.replace("boundary=\"b\"", "boundary=" + "b" * 5000), MAILS.replace("Subject:", "Subject: =?utf-8?b?////?="),
        "From a Mon Mar  7 10:00:00 2016\nContent-Type: multipart/mixed; boundary=a\n\n" + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        MAILS.replace("Date: Mon", "Date: Mon, 99 Foo 99999999999 99:99"), MAILS.replace("kim at", "\u202ekim\x00 at"),
    ],
)  # fmt: skip
def test_strange_mails_are_told_or_read_but_never_raise(read, write, text):
    found = read("mbox", write("a.mbox", text))

    assert found.refusal == ""


def test_one_comment_a_thousand_times_below_itself_is_a_tree_of_some_depth(read, write):
    text = wxr(item(1, *(comment(n, parent=n - 1) for n in range(1, 1001))))

    found = read("wordpress", write("a.xml", text))

    assert len(found.posts[0]) == 1001
    assert found.tree[0][1000] == ("comment:1000", "comment:999")
