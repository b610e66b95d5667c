# ruff: noqa: E501 - samples as they are written at their sources
"""The formats of one file each, with invented samples: what is taken, what is doubted, what is left out."""

import datetime as dt
import json

import pytest

from community.programs.importers import FORMATS, NAMES, read_file, read_paths
from community.programs.importers.files import File
from community.programs.importers.formats import format_of

PRODUCT = b"""---
title: Kestrel Server
category: server-app
tags: kestrel bird-house
permalink: /kestrel-server
releasePolicyLink: https://kestrel.example/__RELEASE_CYCLE__
releaseLabel: "Kestrel __RELEASE_CYCLE__ {{nothing}}"
eolColumn: Security patches
eoasColumn: true
eoesColumn: End of paid patches

releases:
  - releaseCycle: "22.10"
    releaseDate: 2022-10-01
    eoas: 2025-10-01 # estimated
    eol: 2027-10-01
    eoes: false
  - releaseCycle: 22.10-lts
    releaseLabel: "22.10 (LTS)"
    eol: true
    eoes: 2030-01-31
    link: https://kestrel.example/lts
  - releaseCycle: "9"
    eol: false
  - releaseCycle: "8"
    eol: 2020-02-30
    discontinued: 2019-05-31
---
The policy in words.
"""
MESSAGE = {
    "id": "MC1", "title": "(Updated) A report is retired &amp; replaced", "category": "planForChange",
    "severity": "high", "tags": ["Retirement", "Updated message"], "isMajorChange": True,
    "services": ["Reports"], "startDateTime": "2027-01-31T23:57:12.4Z", "endDateTime": "2027-06-30T07:00:00Z",
    "lastModifiedDateTime": "2027-02-01T10:00:00.123Z", "actionRequiredByDateTime": "2027-05-31T00:00:00Z",
    "details": [{"name": "Summary", "value": "It goes."}, {"name": "Platforms", "value": "Web"}],
    "body": {"contentType": "html", "content": "<p>[When this will happen:]</p><p><font color='red'>In <b>May</b>.</font>"
             "<script>steal()</script><img src='https://x.example/p.gif' alt='A picture'></p>"
             "<table><tr><th>Old</th></tr><tr><td>New</td></tr></table><p>Write to jo@vendor.example</p>"},
}  # fmt: skip
NOTICE = """MessageType: NewAzureDeprecationV1

```json
{
    "Title": "Old queue is retired on 31 March 2028",
    "Impact": {"Description": "Use the `new` queue.", "Type": "MigrationRequired", "Area": "Sdk", "Cloud": "Public", "Services": ["ServiceBus"]},
    "Notice": {"OfficialReport": "> Words.\\r\\n> \\r\\n> More words.", "AdditionalInfo": "N/A", "Links": ["https://vendor.example/queue", "javascript:x"]},
    "RequiredAction": {"OfficialReport": "> Move.", "AdditionalInfo": ""},
    "Timeline": [
        {"Date": "2027-03-01T00:00:00+00:00", "Phase": "Announcement", "Description": "Said"},
        {"Date": "2028-03-31T00:00:00+00:00", "Phase": "Deprecation", "Description": "Ends | really", "IsDueDate": true}
    ]
}
```
"""
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News &amp; notes</title><link>https://vendor.example/</link>
<item><title>Fees &lt;b&gt;go up&lt;/b&gt;</title><link>https://vendor.example/fees</link><guid>7</guid>
<author>jo@vendor.example (Jo Smith)</author><description>&lt;p&gt;By &lt;i&gt;May&lt;/i&gt;.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description>
<pubDate>Tue, 05 Jan 2027 23:17:00 +0000</pubDate><category>Pricing</category></item>
<item><title>Second</title><guid>8</guid></item><item><title>Second again</title><guid>8</guid></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>urn:x</id>
<entry><id>urn:uuid:1</id><title>One</title><updated>2027-01-05T10:00:00Z</updated><author><name>Jo</name></author>
<content type="html">&lt;p&gt;Text&lt;/p&gt;</content><link href="javascript:alert(1)"/></entry></feed>"""


def page_of(name: str, content, wanted: str = ""):
    raw = content if isinstance(content, bytes) else content.encode()
    return read_file(File(name, name, raw), wanted)


def messages(*changes: dict):
    return page_of("messages.json", json.dumps([MESSAGE | change for change in changes]))


def told(page) -> list[tuple[int, str, str]]:
    return [(one.line, one.reason, one.severity) for one in page.problems]


# --- The interface ----------------------------------------------------------------------------------------


def test_formats_are_found_by_being_there():
    assert list(FORMATS) == [
        "azure-notices", "endoflife", "feed", "graveyard", "message-centre", "endoflife-release-data",
    ]  # fmt: skip
    assert NAMES[0] == "vendor-pages"


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("kestrel.md", PRODUCT, "endoflife"),
        ("messages.json", json.dumps([MESSAGE]).encode(), "message-centre"),
        ("answer.json", json.dumps({"value": [MESSAGE]}).encode(), "message-centre"),
        ("a.message", NOTICE.encode(), "azure-notices"),
        ("feed.xml", RSS, "feed"),
        ("feed.atom", ATOM, "feed"),
        ("feed.xml", RSS.decode().encode("utf-16"), "feed"),
        ("g.json", b'[{"name": "A", "dateOpen": "2001-01-01", "dateClose": "2002-01-01"}]', "graveyard"),
        ("k.json", b'{"releases": {}, "versions": {}}', "endoflife-release-data"),
        ("2021-march.md", b"---\ntitle: x\n---\n## <a name=\"1\"></a>T\n", None),
        ("package.json", b'{"name": "x"}', None),
        ("page.xml", b"<html></html>", None),
    ],
)  # fmt: skip
def test_file_is_recognised_by_what_stands_in_it(name, content, known):
    file = File(name, name, content)

    found = [one.NAME for one in FORMATS.values() if name.endswith(one.ENDINGS) and one.recognises(file)]

    assert found == ([known] if known else [])
    assert getattr(format_of(file, or_none=True), "NAME", None) == known


def test_folder_with_all_formats_loses_nothing_but_what_is_broken(folder, fixtures):
    page = (fixtures / "english" / "2021-march.md").read_bytes()
    where = folder({
        "2021-march.md": page, "deep/kestrel.md": PRODUCT, "deep/er/messages.json": json.dumps([MESSAGE]),
        "queue.message": NOTICE, "broken.message": NOTICE.replace('"Public",', '"Public",,'), "news.rss": RSS,
        "broken.json": '[\n{"id": "MC2",\n}]', "package.json": "{}", "LICENSE": "words", ".hidden.json": "{",
    })  # fmt: skip

    pages = {page.path.rpartition("/")[2]: page for page in read_paths([where])}

    counts = {name: len(page.announcements) for name, page in pages.items()}
    assert counts.pop("2021-march.md") > 0
    assert counts == {
        "kestrel.md": 3, "messages.json": 1, "queue.message": 1, "broken.message": 0, "news.rss": 2,
        "broken.json": 0, "package.json": 0,
    }  # fmt: skip
    assert told(pages["broken.json"])[0][::2] == (3, "lost")
    assert told(pages["broken.message"])[0][0] == 6
    assert told(pages["package.json"]) == [
        (0, "none of the formats that are read; name one with --format if it should be", "lost")
    ]


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}", b"\xff\xfe", b"\0\1\2", b"null", b""])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "vendor-pages"])
def test_no_format_raises_for_what_stands_in_a_file(name, raw):
    page = page_of("x.json", raw, name)

    assert page.announcements == []


# --- endoflife.date ---------------------------------------------------------------------------------------


def test_release_with_a_date_becomes_a_notice():
    page = page_of("kestrel.md", PRODUCT)

    found = [(one.key, one.title, one.effective, one.kind, one.line) for one in page.announcements]
    key = "endoflife.date/kestrel"
    assert found == [
        (
            f"{key}#22.10",
            "Kestrel Server Kestrel 22.10: Security patches ends",
            dt.date(2027, 10, 1),
            "end_of_life",
            13,
        ),
        (
            f"{key}#22.10-lts",
            "Kestrel Server 22.10 (LTS): End of paid patches",
            dt.date(2030, 1, 31),
            "end_of_life",
            18,
        ),
        (f"{key}#8", "Kestrel Server Kestrel 8: Sale ends", dt.date(2019, 5, 31), "end_of_life", 25),
    ]
    assert page.announcements[0].details.splitlines()[2:] == [
        "| Released | 2022-10-01 |", "| Security patches | 2027-10-01 |", "| Active support | 2025-10-01 |",
    ]  # fmt: skip
    assert [one.next_steps for one in page.announcements] == [
        "The vendor’s own page: <https://kestrel.example/22.10>",
        "The vendor’s own page: <https://kestrel.example/lts>",
        "The vendor’s own page: <https://kestrel.example/8>",
    ]
    assert page.attribution == "endoflife.date contributors, MIT"


def test_date_that_does_not_exist_and_releases_without_a_day_are_told():
    assert told(page_of("kestrel.md", PRODUCT)) == [
        (26, "eol is no date: “2020-02-30”", "review"),
        (13, "1 of 4 releases have no day on which something ends", "note"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"releases:\n", b"releases: [\n", (13, "not valid YAML")),
        (b"eol: false\n", b"eol: &a 2027-01-01\n    eoas: *a\n", (25, "not valid YAML: aliases are refused")),
        (b'- releaseCycle: "9"\n    eol', b"- eol", (23, "a release without a name")),
        (b'releaseCycle: "9"', b'releaseCycle: "8"', (25, "the release “8” stands twice")),
        (b"---\nThe policy", b"The policy", (1, "the front matter has no end")),
        (PRODUCT[PRODUCT.index(b"releases:"):PRODUCT.index(b"---\nThe")], b"releases: 7\n", (12, "“releases” is no list")),
    ],
)  # fmt: skip
def test_broken_product_is_told_with_its_line(old, new, problem):
    line, reason = problem

    assert [line for line, found, severity in told(page_of("k.md", PRODUCT.replace(old, new))) if reason in found] == [
        line
    ]


# --- The message centre -----------------------------------------------------------------------------------


def test_message_becomes_a_notice():
    (one,) = messages({}).announcements

    assert (one.key, one.title, one.date) == (
        "message-centre#MC1", "A report is retired & replaced", dt.date(2027, 1, 31)
    )  # fmt: skip
    assert (one.kind, one.direction, one.act_by) == ("end_of_life", "worse", dt.date(2027, 5, 31))
    assert one.category == "Plan for change, Major change, Severity high, Retirement"
    assert (one.audience, one.summary) == ("Reports · Web", "It goes.")
    assert one.details.startswith("### When this will happen\n\nIn **May**.A picture\n\n")
    assert "| Old |" in one.details
    assert "…@vendor.example" in one.details
    assert [word for word in ("script", "steal", "font", "jo@", "p.gif") if word in one.details] == []
    assert one.tags[-1] == "major-change"
    assert one.marks == {
        "title": "(Updated) A report is retired & replaced", "end": "2027-06-30T07:00:00Z",
        "modified": "2027-02-01T10:00:00.123Z",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "kind", "direction"),
    [
        ({"tags": ["New feature"]}, "tool", "better"),
        ({"tags": ["New feature", "Admin impact"]}, "tool", "neutral"),
        ({"tags": []}, "", "neutral"),
        ({"tags": [], "category": "preventOrFixIssue"}, "incident", "neutral"),
        ({"tags": [], "category": "preventOrFixIssue", "severity": "normal"}, "", "neutral"),
        ({"tags": "no list", "severity": 7, "services": None, "details": {}, "body": []}, "", "neutral"),
    ],
)
def test_kind_and_direction_come_from_what_the_message_says_of_itself(facts, kind, direction):
    (one,) = messages(facts).announcements

    assert (one.kind, one.direction) == (kind, direction)


@pytest.mark.parametrize("prefix", ["(Updated) ", "Updated: ", "[Updated] ", "(updated): ", ""])
def test_prefix_of_an_update_is_no_part_of_the_title(prefix):
    assert messages({"title": f"{prefix}Updates arrive"}).announcements[0].title == "Updates arrive"


def test_message_that_cannot_be_used_is_told_and_the_others_are_read():
    page = messages({"id": None}, {"title": ""}, {}, {}, {"id": "MC3", "startDateTime": "soon"})

    assert [one.anchor for one in page.announcements] == ["MC1", "MC3"]
    assert told(page) == [
        (0, "message 1 has no id", "lost"),
        (1, "the message MC1 has no title", "lost"),
        (1, "the message MC1 stands twice; the first is kept", "review"),
        (1, "the message MC3 has no day on which it begins: “soon”", "review"),
    ]


def test_first_part_of_a_long_answer_is_no_snapshot():
    assert page_of("a.json", json.dumps({"@odata.nextLink": "x", "value": [MESSAGE]})).shows_latest
    assert not page_of("a.json", json.dumps({"value": [MESSAGE]})).shows_latest


def test_html_nested_without_end_becomes_its_words():
    (one,) = messages({"body": {"contentType": "html", "content": "<div>" * 5000 + "words"}}).announcements

    assert one.details == "words"


# --- Azure notices ----------------------------------------------------------------------------------------


def test_notice_becomes_a_notice():
    page = page_of("Old queue's “end”.message", NOTICE)
    (one,) = page.announcements

    assert (one.date, one.effective, one.act_by) == (dt.date(2027, 3, 1), dt.date(2028, 3, 31), dt.date(2028, 3, 31))
    assert (one.category, one.audience) == ("Migration required, Sdk, Public", "Service bus")
    assert (one.summary, one.next_steps) == ("Use the `new` queue.", "> Move.")
    assert one.url == "https://vendor.example/queue"
    assert "| 2028-03-31 | Deprecation | Ends / really |" in one.details
    assert "javascript" not in one.details
    assert "\r" not in one.details
    assert page.problems == []


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"IsDueDate": true}\n    ]\n', '"IsDueDate": true},\n    ],\n', 12, "not valid JSON"),
        ("```json\n", "", 1, "no fenced JSON in it"),
        ('"Title": "Old queue is retired on 31 March 2028"', '"Title": ""', 5, "the notice has no title"),
        ('"Deprecation"', '"Later"', 9, "the timeline does not say when it ends"),
        ("2027-03-01T00", "spring T00", 10, "not understood as a date"),
    ],
)
def test_broken_notice_is_told_with_its_line(old, new, line, reason):
    (problem,) = page_of("a.message", NOTICE.replace(old, new)).problems

    assert (problem.line, problem.reason[: len(reason)]) == (line, reason)


# --- Feeds ------------------------------------------------------------------------------------------------


def test_entries_become_notices_without_their_authors():
    page = page_of("feed.xml", RSS)
    first, second = page.announcements

    assert (first.title, first.date, first.url) == ("Fees go up", dt.date(2027, 1, 5), "https://vendor.example/fees")
    assert (first.summary, first.category) == ("By *May*.", "Pricing")
    assert (second.title, second.date) == ("Second", None)
    assert "Smith" not in repr(page)
    assert "jo@" not in repr(page)
    assert [reason for _line, reason, _severity in told(page)] == [
        "the entry “Second again” stands twice; the first is kept"
    ]
    assert page.shows_latest


def test_entry_of_atom_keeps_no_address_that_runs_a_script():
    (one,) = page_of("feed.atom", ATOM).announcements

    assert (one.title, one.summary, one.url) == ("One", "Text", "")


def test_short_ids_of_two_feeds_are_two_notices():
    other = RSS.replace(b"https://vendor.example/<", b"https://other.example/<")

    names = {page_of("feed.xml", raw).announcements[0].anchor for raw in (RSS, other)}

    assert len(names) == 2


def test_id_that_is_an_address_is_the_same_wherever_the_feed_lies():
    named = RSS.replace(b"<guid>7<", b"<guid>https://vendor.example/7<")
    moved = named.replace(b"https://vendor.example/<", b"https://other.example/<")

    assert page_of("a.xml", named).announcements[0].anchor == page_of("a.xml", moved).announcements[0].anchor


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_feed_with_entities_of_its_own_is_refused(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>' + RSS.decode()[21:]
    page = page_of("feed.xml", bomb.replace("Second again", "&b;").encode(encoding))

    assert told(page) == [(1, "it declares entities of its own, which may be a trap", "lost")]


def test_feed_that_is_cut_off_is_told_with_its_line():
    page = page_of("feed.xml", RSS[: RSS.index(b"<item><title>Second")] + b"</wrong>")

    assert [one.title for one in page.announcements] == ["Fees go up"]
    assert [(line, severity) for line, _reason, severity in told(page)] == [(5, "review")]


# --- Lists of ended products, release data --------------------------------------------------------------------


def test_ended_products_become_notices():
    rows = [
        {"name": "Owl", "dateOpen": "2001-01-01", "dateClose": "2027-01-31", "description": "A mail.", "type": "app"},
        {"name": "Hen", "dateOpen": "2001-01-01", "dateClose": "soon"},
    ]
    page = page_of("graveyard.json", json.dumps(rows, indent=1))

    assert [(one.key, one.title, one.effective) for one in page.announcements] == [
        ("graveyard#owl-2027-01-31", "Owl is discontinued", dt.date(2027, 1, 31))
    ]
    assert told(page) == [(10, "a product without a name or a day of closing", "lost")]


def test_release_data_becomes_notices():
    releases = {"9": {"name": "9", "eol": "2030-05-31", "eoas": "later"}, "8": {"eol": False}}
    page = page_of("owl.json", json.dumps({"releases": releases, "versions": {}}))

    assert [(one.key, one.title) for one in page.announcements] == [("release-data/owl#9", "owl 9: Support ends")]
    assert told(page) == [(1, "eoas is no date: “later”", "review")]
