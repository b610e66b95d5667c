"""Two people in one thread: what one writes, the other hears of without a reload and without losing the place."""

import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from community.core.embedded_places import BASE_DIR
from community.moderation import actions as moderation
from community.web import supervisor
from tests import factories as make
from tests.live.lines import live_process, wait_until_nobody_listens

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def streams(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), live_process() as port:
        yield port


@pytest.fixture
def site(site, streams):
    """The site with its streams behind the demo's front, as one origin."""
    (port,) = supervisor.free_ports(1)
    command = supervisor.front_command(port, urlsplit(site).port, streams)
    front = subprocess.Popen([sys.executable, *command[1:]], cwd=BASE_DIR)
    yield f"http://localhost:{port}"
    front.terminate()
    assert front.wait(timeout=10) == 0
    wait_until_nobody_listens(streams)


@pytest.fixture
def thread(db):
    thread = make.make_thread(make.make_partner("tom"))
    for _post in range(6):
        make.make_post(thread)
    return thread


def _open(page, address: str) -> None:
    """Go there and wait until the line is open: its first word is how much is in the inbox."""
    with page.expect_response(lambda answer: "/live/" in answer.url and answer.status == 200):
        page.goto(address)


def _place(page, post: str) -> float:
    return page.locator(post).bounding_box()["y"]


def test_new_replies_are_announced_and_put_in_without_moving_what_is_read(enter, bob, bea, thread):
    page = enter(bob)
    _open(page, thread.get_absolute_url())
    page.get_by_label("Reply to the thread").fill("Half a thought")
    page.locator("#p5").evaluate("post => post.scrollIntoView()")
    make.make_post(thread, bea, parent=thread.posts.get(number=1))
    expect(page.get_by_role("status").get_by_role("button", name="1 new reply")).to_be_visible()
    make.make_post(thread, bea)
    button = page.get_by_role("button", name="2 new replies")
    expect(button).to_be_visible()
    expect(page.locator(".post")).to_have_count(7)
    before = _place(page, "#p5")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator("[data-new] .post")).to_have_count(2)
    numbers = page.locator(".thread-tree .post").evaluate_all("posts => posts.map(post => post.id)")
    assert numbers == ["p1", "p8", "p2", "p3", "p4", "p5", "p6", "p7", "p9"]
    assert abs(_place(page, "#p5") - before) < 1
    expect(page.locator("#p8")).to_be_focused()
    expect(button).to_be_hidden()
    expect(page.get_by_label("Reply to the thread")).to_have_value("Half a thought")
    page.get_by_role("link", name="Go to #8").click()
    expect(page.locator("#p8")).to_be_in_viewport()


def test_replies_that_stand_on_another_page_are_a_page_away(enter, bob, bea, thread):
    for _post in range(14):
        make.make_post(thread)
    page = enter(bob)
    _open(page, f"{thread.get_absolute_url()}?view=flat")
    post = make.make_post(thread, bea)
    page.get_by_role("button", name="1 new reply").click()

    page.wait_for_url(f"**#p{post.number}")
    expect(page.locator(f"#p{post.number}")).to_be_in_viewport()


def test_one_s_own_reply_is_no_news_on_the_page_that_shows_it_but_is_on_the_others(enter, bob, bea, thread):
    writing, reading = enter(bob), enter(bea)
    _open(reading, thread.get_absolute_url())
    _open(writing, thread.get_absolute_url())
    writing.get_by_label("Reply to the thread").fill("What everybody has waited for.")
    writing.get_by_role("button", name="Post reply").click()

    expect(reading.get_by_role("button", name="1 new reply")).to_be_visible()
    expect(writing.get_by_text("What everybody has waited for.")).to_be_visible()
    expect(writing.get_by_role("button", name="1 new reply")).to_be_hidden()


def test_the_number_beside_the_inbox_moves(enter, work, bob, mona, thread):
    page = enter(bob)
    _open(page, "/about/")
    mark = page.locator("[data-live-inbox]")
    expect(mark).to_be_hidden()
    moderation.hide_post(make.make_post(thread, bob), moderator=mona, reason="Off topic.")
    work()

    expect(mark).to_have_text("1 new")
    expect(page.get_by_role("link", name="Inbox 1 new")).to_be_visible()


def test_a_page_that_was_out_of_sight_is_told_what_it_missed(enter, bob, bea, thread):
    page = enter(bob)
    _open(page, thread.get_absolute_url())
    hide = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
    page.evaluate(f"{hide} document.dispatchEvent(new Event('visibilitychange')); }}", True)
    make.make_post(thread, bea)
    time.sleep(1)
    expect(page.get_by_role("button", name="1 new reply")).to_be_hidden()
    page.evaluate(f"{hide} document.dispatchEvent(new Event('visibilitychange')); }}", False)

    expect(page.get_by_role("button", name="1 new reply")).to_be_visible()


def test_a_visitor_s_page_opens_no_line(enter, thread):
    page, asked = enter(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(thread.get_absolute_url())
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if "/live" in url] == []


def test_where_nothing_streams_the_page_works_and_asks_ever_more_seldom(enter, bob, thread):
    page, asked = enter(bob), []
    page.route("**/live/**", lambda route: asked.append(time.monotonic()) or route.fulfill(status=404))
    page.goto(thread.get_absolute_url())
    page.get_by_label("Reply to the thread").fill("As ever.")
    page.wait_for_timeout(6_000)
    assert 2 <= len(asked) <= 5  # at once, then after about 1, 2 and 4 seconds
    page.get_by_role("button", name="Post reply").click()

    expect(page.get_by_text("As ever.")).to_be_visible()
