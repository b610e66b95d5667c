"""Which address answers what: every page, every misspelling, every nonsense."""

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import get_resolver, resolve

from tests import factories as make
from tests.pages import community

PUBLIC = [
    "/", "/changes/", "/changes/{change}/", "/vendors/", "/vendors/{vendor}/", "/vendors/{vendor}/{program}/", "/t/",
    "/t/{thread}/", "/tags/", "/tags/{tag}/", "/people/{handle}/", "/moderation/log/", "/about/", "/healthz",
    "/notice/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/",
]  # fmt: skip
MEMBERS = [
    "/inbox/", "/t/new/", "/changes/propose/", "/accounts/profile/", "/accounts/partner/", "/accounts/email/",
    "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/t/{thread}/1/reply/",
    "/t/{thread}/2/delete/", "/t/{thread}/1/report/", "/report/change/{change_id}/",
]  # fmt: skip
MODERATORS = ["/moderation/", "/moderation/posts/{post}/", "/t/{thread}/lock/"]
SAFE_ONLY = [
    "/", "/changes/", "/changes/{change}/", "/vendors/", "/vendors/{vendor}/", "/vendors/{vendor}/{program}/", "/t/",
    "/t/{thread}/", "/t/{thread}/1/", "/tags/", "/tags/{tag}/", "/people/{handle}/", "/moderation/log/", "/about/",
]  # fmt: skip
HREF = re.compile(r"""<a\s[^>]*?\bhref="([^"]*)""")


@pytest.fixture
def names(bob, bea):
    """The words that stand in the addresses, each of something that is there."""
    program, tag = make.make_program(), make.make_tag("renewals")
    change = make.make_change(vendor=program.vendor, programs=[program], tags=[tag])
    thread = make.make_thread(bob, title="What replaces the old portal?", tags=[tag])
    post = make.make_post(thread, bea)
    return {
        "change": change.get_absolute_url().split("/")[2], "vendor": program.vendor.slug, "program": program.slug,
        "thread": thread.slugged_id, "tag": "renewals", "handle": "bob", "post": post.pk,
        "change_id": change.pk, "thread_id": thread.pk,
    }  # fmt: skip


def test_every_public_page_answers_everybody(names, browse, bea, mona):
    for reader in (browse(), browse(bea), browse(mona)):
        wanted = [path for path in PUBLIC if reader.session.is_empty() or not path.startswith("/accounts/")]
        found = {path: reader.get(path.format(**names)).status_code for path in wanted}
        assert found == dict.fromkeys(wanted, 200)


def test_pages_of_members_send_visitors_to_the_sign_in_and_back(names, browse):
    for path in [*MEMBERS, *MODERATORS]:
        address = path.format(**names)
        answer = browse().get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


def test_pages_of_members_answer_members(names, browse, bea):
    bea.set_password(make.PASSWORD)
    bea.save()
    reader = browse(bea)

    assert {path: reader.get(path.format(**names)).status_code for path in MEMBERS} == dict.fromkeys(MEMBERS, 200)


def test_pages_of_moderators_exist_for_moderators_only(names, browse, bea, carla, mona, ada):
    for person, status in [(bea, 404), (carla, 404), (mona, 200), (ada, 200)]:
        found = {path: browse(person).get(path.format(**names)).status_code for path in MODERATORS}
        assert found == dict.fromkeys(MODERATORS, status)


@pytest.mark.parametrize("query", ["", "?view=flat&page=1", "?from=2&x=%C3%BC+%26", "?page=1&page=2"])
@pytest.mark.parametrize("wrong", ["", "-", "-wrong-slug", "-What-Replaces", "-what-replaces-the-old-portal-"])
def test_a_wrong_slug_is_sent_to_the_right_one_with_its_query(wrong, query, names, browse):
    for area, key in [("t", "thread"), ("changes", "change")]:
        answer = browse().get(f"/{area}/{names[f'{key}_id']}{wrong}/{query}")
        assert (answer.status_code, answer["Location"]) == (301, f"/{area}/{names[key]}/{query}")


def test_a_handle_in_capitals_is_sent_to_the_right_one(browse, bob):
    answer = browse().get("/people/BoB/")

    assert (answer.status_code, answer["Location"]) == (301, "/people/bob/")


@pytest.mark.parametrize(
    "path", ["/changes", "/t", "/vendors/{vendor}", "/t/{thread}", "/tags/renewals", "/people/bob"]
)
def test_a_missing_slash_is_added(path, names, browse):
    answer = browse().get(path.format(**names) + "?a=b")

    assert (answer.status_code, answer["Location"]) == (301, path.format(**names) + "/?a=b")


ABSURD = ["0", "-1", str(10**18), str(10**30), "9" * 5000, "٣", "1.5", "%00"]


@pytest.mark.parametrize("number", ABSURD, ids=lambda number: number[:20])
def test_absurd_numbers_in_paths_are_not_found(number, names, browse, mona):
    reader, thread = browse(mona), names["thread"]
    for path in [
        f"/changes/{number}/", f"/changes/{number}-a-change/", f"/t/{number}/", f"/t/{number}-a-thread/",
        f"/t/{thread}/{number}/", f"/t/{thread}/{number}/reply/", f"/t/{thread}/{number}/delete/",
        f"/t/{thread}/{number}/report/", f"/t/{number}/lock/", f"/posts/{number}/", f"/moderation/posts/{number}/",
        f"/moderation/applications/{number}/", f"/moderation/changes/{number}/", f"/tags/{number}/",
        f"/people/{number}/", f"/vendors/{number}/", f"/vendors/{names['vendor']}/{number}/",
    ]:  # fmt: skip
        assert (path, reader.get(path).status_code) == (path, 404)


@pytest.mark.parametrize("number", [*ABSURD, "", "x", "%ED%A0%80"], ids=lambda number: number[:20])
def test_absurd_numbers_in_queries_are_ignored_or_not_found(number, names, browse, mona):
    reader, thread = browse(mona), names["thread"]
    filters = ["vendor", "kind", "state", "direction", "tag", "since", "until", "after"]
    shown = {
        path: reader.get(path + number).status_code
        for path in [
            f"/t/{thread}/?view=tree&from=", "/t/?before=", "/t/?before=2026-01-01T00:00:00%2B00:00.", "/t/?kind=",
            "/changes/?" + "".join(f"{name}={number}&" for name in filters) + "x=", "/changes/?after=2026-01-01.",
            f"/vendors/{names['vendor']}/?after=.", "/tags/renewals/?after=", "/inbox/?before=", "/moderation/?kind=",
            "/moderation/log/?before=", f"/t/{thread}/?view=", "/changes/propose/?vendor=", "/t/new/?tag=",
        ]
    }  # fmt: skip

    assert shown == dict.fromkeys(shown, 200)
    assert reader.get(f"/t/{thread}/?view=flat&page={number}").status_code in {200, 404}


@pytest.mark.parametrize(
    "path",
    [
        "/changes/999999-a-change/", "/t/999999-a-thread/", "/t/{thread}/99/", "/vendors/nobody/",
        "/vendors/{vendor}/nothing/", "/vendors/nobody/{program}/", "/tags/nothing/", "/people/nobody/", "/nothing/",
        "/moderation/nothing/", "/accounts/nothing/", "/mail/", "/t/{thread}/nothing/", "/healthz/",
        "/index.php", "/.env", "/tags/Renewals/", "/vendors/{vendor}/{program}/more/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found_and_says_where_to_go(path, names, browse):
    address = path.format(**names)
    answer = browse().get(address)

    assert answer.status_code == 404
    assert "The line ends here" in answer.text
    assert address in answer.text
    assert 'href="/changes/"' in answer.text


def test_head_answers_like_get_without_a_body(names, browse):
    for path in [*PUBLIC, "/t/{thread}/2/"]:
        address = path.format(**names)
        get, head = browse().get(address), browse().head(address)
        assert (address, head.status_code, head.content) == (address, get.status_code, b"")
        assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_that_are_only_read_refuse_other_methods(method, names, browse, mona):
    reader = browse(mona)
    found = {path: getattr(reader, method)(path.format(**names)).status_code for path in SAFE_ONLY}

    assert found == dict.fromkeys(SAFE_ONLY, 405)


def test_forms_without_a_page_refuse_to_be_read(names, browse, mona):
    reader = browse(mona)
    forms = ["/t/{thread}/replies/", "/t/preview/", "/inbox/read/", "/language/"]
    forms += [f"/moderation/posts/{{post}}/{verb}/" for verb in ["approve", "decline", "hide", "restore", "keep"]]

    assert {path: reader.get(path.format(**names)).status_code for path in forms} == dict.fromkeys(forms, 405)


def test_all_links_of_all_pages_lead_somewhere(browse):
    """From the home page on, as a partner and as a moderator: no page links to one that is not there.

    Of each shape, by view and parameters, a few: the fifth thread of a list stands where the first does.
    """
    here = community()
    for person in (here.bob, here.mona):
        reader = browse(person)
        waiting, seen, walked = ["/"], {}, Counter()
        while waiting:
            path = waiting.pop(0)
            walked[shape := _shape(path)] += 1
            if walked[shape] > 4:
                continue
            answer = reader.get(path)
            seen[path] = answer.status_code
            assert len(seen) < 600, "The walk does not end."
            if answer.status_code in {301, 302}:
                found = [answer["Location"]]
            else:
                found = _links(answer.text) if "html" in answer["Content-Type"] else []
            waiting += [link for link in dict.fromkeys(found) if link not in seen and link not in waiting]

        assert {path: status for path, status in seen.items() if status not in {200, 301, 302}} == {}
        assert len(seen) > 40


def _shape(path: str) -> tuple:
    """By which view a page is made, and from what."""
    address = urlsplit(path)
    return resolve(address.path).view_name, *sorted(parse_qs(address.query))


def _links(text: str) -> list[str]:
    """Where the page leads within the site. The account pages are allauth's."""
    hrefs = [unescape(href).partition("#")[0] for href in HREF.findall(text)]
    return [href for href in hrefs if href.startswith("/") and not href.startswith(("/accounts/", "/admin/"))]


def test_every_address_of_ours_is_spelled_with_a_slash_at_its_end():
    parts = [part for part in get_resolver().url_patterns if str(part.pattern) == ""]
    patterns = [str(pattern.pattern) for part in parts for pattern in part.url_patterns]
    files = re.compile(r".*\.(csv|ics|md)")

    without = [pattern for pattern in patterns if pattern and not pattern.endswith("/")]
    assert [pattern for pattern in without if not files.fullmatch(pattern)] == ["healthz"]
