"""Records that look like the one that is being proposed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.core.page_keys import page_key
from community.programs import actions, queries
from community.programs.actions import Evidence
from community.programs.models import Change, ChangeSource, Vendor
from tests import factories as make

pytestmark = pytest.mark.django_db
SIMILAR = "/changes/similar/"
TITLE = "Free server-down cases end for Silver partners"


def titles(viewer, **typed) -> list[str]:
    return [change.title for change in queries.similar_changes(viewer, **typed)]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Vendor.Example/News/?utm_source=mail&b=2&a=1#top", "vendor.example/News?a=1&b=2"),
        ("http://vendor.example:80/News", "vendor.example/News"),
        ("https://vendor.example:8443/x/", "vendor.example:8443/x"),
        ("https://vendor.example", "vendor.example"),
        ("https://vendor.example/?gclid=1&fbclid=2&mc_eid=3", "vendor.example"),
        ("https://vendor.example/?q=a+b&q=a%20b", "vendor.example?q=a+b&q=a+b"),
        ("https://vendor.example/" + "x" * 900, "vendor.example/" + "x" * 485),
        ("ftp://vendor.example/x", ""), ("vendor.example/x", ""), ("https://[::1", ""),
        ("https://v.example:99999/", ""),
        ("", ""), ("'; DROP TABLE", ""), ("https:///x", ""), ("https://localhost/", ""),
    ],
)  # fmt: skip
def test_addresses_of_one_page_have_one_key(address, key):
    assert page_key(address) == key


@pytest.mark.parametrize(
    "typed",
    [
        "Free server-down cases end for Silver partners", "free SERVER-down cases",
        "Server down cases end for silver partner", "Free server-down cases will end for all Silver partners",
    ],
)  # fmt: skip
def test_a_title_is_recognised_while_it_is_typed(typed, visitor):
    make.make_change(title=TITLE)
    make.make_change(title="Certification exams move to another provider")

    assert titles(visitor, title=typed) == [TITLE]


@pytest.mark.parametrize(
    "typed",
    [
        "", "Free", "       a", "Quarterly rebates are paid later", "%%%%%%%%%%%%", "____________",
        "'; DROP TABLE x; --", "😀" * 40, "\\" * 30, "x" * 5000, "Ω≈ç√∫˜µ≤≥÷ æ…¬˚∆˙©ƒ∂ß",
    ],
)  # fmt: skip
def test_what_looks_like_nothing_finds_nothing(typed, visitor):
    make.make_change(title=TITLE)

    assert titles(visitor, title=typed) == []


def test_the_same_words_about_another_vendor_are_another_change(visitor):
    kestrel, heron = make.make_vendor("Kestrel"), make.make_vendor("Heron")
    make.make_change(title=TITLE, vendor=kestrel)

    assert [titles(visitor, title=TITLE, vendor=vendor) for vendor in (None, kestrel, heron)] == [[TITLE], [TITLE], []]


def test_the_same_source_is_found_however_its_address_is_written(visitor):
    make.make_change(title=TITLE, evidence=[Evidence("Page", "https://vendor.example/news/7/")])

    for address in ("http://www.vendor.example/news/7?utm_campaign=x", "https://VENDOR.example/news/7#end"):
        assert titles(visitor, title="Nothing like it at all", url=address) == [TITLE]
    assert titles(visitor, url="https://vendor.example/news/8") == []


def test_at_most_three_are_shown_each_once_with_the_same_source_first(visitor):
    vendor = make.make_vendor()
    for n in range(4):
        make.make_change(
            title=f"{TITLE} {n}", vendor=vendor, evidence=[Evidence("Page", f"https://vendor.example/{n}")]
        )

    found = titles(visitor, title=f"{TITLE} 3", url="https://vendor.example/1")
    assert (found[0], found[1], len(found), len(set(found))) == (f"{TITLE} 1", f"{TITLE} 3", 3, 3)


def test_only_what_the_viewer_may_see_is_found(visitor, carla, bob, bea, mona):
    make.make_rumour(title=f"{TITLE} rumour", evidence=[Evidence("Page", "https://vendor.example/r")])
    make.make_draft(title=f"{TITLE} draft", proposed_by=bea, evidence=[Evidence("Page", "https://vendor.example/d")])
    declined = make.make_draft(title=f"{TITLE} declined", proposed_by=bea)
    actions.decline_change(declined, by=mona, reason="No.")

    def found(viewer) -> list[str]:
        by_url = [*titles(viewer, url="https://vendor.example/r"), *titles(viewer, url="https://vendor.example/d")]
        return sorted({title.removeprefix(TITLE).strip() for title in [*titles(viewer, title=TITLE), *by_url]})

    assert [found(viewer) for viewer in (visitor, carla, bob, bea, mona)] == [
        [], [], ["rumour"], ["draft", "rumour"], ["draft", "rumour"]
    ]  # fmt: skip


def test_the_part_of_the_page_names_them_with_state_and_day(browse, bob):
    change = make.make_change(title=TITLE, effective=make.day("2099-01-01"))
    answer = browse(bob).get(SIMILAR, {"title": TITLE, "vendor": change.vendor.pk, "url": ""})

    for part in ("1 existing record looks like this:", TITLE, "Announced", "In force from 1 Jan 2099", 'name="anyway"'):
        assert part in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {}, {"title": "\x00" * 20}, {"title": "x" * 60_000}, {"vendor": "x"}, {"vendor": "9" * 400}, {"url": "\x00"},
        {"url": "https://["}, {"title": "\ud83d" * 3 + "long enough"}, {"vendor": "\x00", "title": TITLE},
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_nothing(typed, browse, bob):
    answer = browse(bob).get(SIMILAR, {name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()})

    assert (answer.status_code, "existing" in answer.text) == (200, False)


def test_visitors_are_asked_to_sign_in(browse):
    assert browse().get(SIMILAR, {"title": TITLE}).status_code == 302


@pytest.fixture
def proposal():
    make.make_tag("renewals")
    return {
        "vendor": make.make_vendor().pk, "kind": "fee", "direction": "worse", "title": TITLE, "state": "announced",
        "summary": "It ends.", "tags": ["renewals"], "source_title": "Letter", "source_url": "",
    }  # fmt: skip


def test_a_likeness_is_shown_once_before_the_proposal_is_taken(proposal, browse, bob):
    make.make_change(title="Free server-down cases end", vendor=_vendor(proposal))
    writer = browse(bob)
    first = writer.post("/changes/propose/", proposal)
    taken = writer.post("/changes/propose/", proposal | {"anyway": "on"})

    assert first.status_code == 422
    for part in (
        "Not handed in yet: this looks like an existing record.",
        "1 existing record looks like this:",
        'name="anyway"',
        "It ends.",
    ):
        assert part in first.text
    assert taken.status_code == 302
    assert [change.title for change in Change.objects.drafts()] == [TITLE]


def test_the_box_stays_ticked_while_something_else_is_wrong(proposal, browse, bob):
    make.make_change(title=TITLE, vendor=_vendor(proposal))
    answer = browse(bob).post("/changes/propose/", proposal | {"anyway": "on", "summary": ""})

    assert answer.status_code == 422
    assert '<input type="hidden" name="anyway" value="on">' in answer.text


def _vendor(proposal):
    return Vendor.objects.get(pk=proposal["vendor"])


def test_among_thousands_both_are_found_by_an_index(bob):
    vendor, now = make.make_vendor(), timezone.now()
    words = [
        "margin",
        "renewal",
        "portal",
        "badge",
        "rebate",
        "exam",
        "cloud",
        "licence",
        "hotline",
        "audit",
        "training",
    ]
    Change.objects.bulk_create(
        Change(
            vendor=vendor, kind="fee", state="announced", publication="published", published_at=now, moved_at=now,
            title=f"{words[n % 11]} {words[n // 11 % 11]} {words[n // 121 % 11]} of region {n}",
            summary="As long as real ones. " * 40, summary_html="As long as real ones. " * 40,
        )
        for n in range(5_000)
    )  # fmt: skip
    first = Change.objects.first()
    ChangeSource.objects.bulk_create(
        ChangeSource(change=first, title="Page", url=f"https://vendor.example/{n}", page_key=f"vendor.example/{n}",
                     captured_on=now.date())
        for n in range(5_000)
    )  # fmt: skip
    make.make_change(title=TITLE, vendor=vendor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('change_title_trigrams')")  # as VACUUM does
        cursor.execute("ANALYZE programs_change; ANALYZE programs_changesource")
    with CaptureQueriesContext(connection) as captured:
        found = queries.similar_changes(bob, title="Free server-down cases end", url="https://vendor.example/77")
    plans = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute("EXPLAIN " + query["sql"])
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    assert [change.title for change in found] == [first.title, TITLE]
    assert len(plans) == 2
    assert "source_page" in plans[0]
    assert "change_title_trigrams" in plans[1]
    assert not any("Seq Scan on programs_change " in plan for plan in plans)
