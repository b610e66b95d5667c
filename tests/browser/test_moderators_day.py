"""A day of a moderator, told through the pages: a full queue in the morning, an empty one in the evening."""

import re

import pytest
from playwright.sync_api import expect

from community.forum.models import Post
from community.moderation import actions
from community.moderation.models import Decision, ReasonTemplate
from tests import factories as make
from tests.browser.conftest import type_keys

pytestmark = pytest.mark.django_db(transaction=True)

RULE = "It quotes a paper under NDA. Say it in your own words, without the figures."


@pytest.fixture
def morning(bob):
    """What came in over night: seven posts of newcomers, a reported one, a reported thread and an application."""
    ReasonTemplate.objects.all().delete()
    ReasonTemplate.objects.create(kind="decline_post", title="Under NDA", text=RULE)
    titles = ["Good question", "Leaked paper", "One", "Two", "Three", "Four", "Five"]
    thread = make.make_thread(bob, title="Which fee applies to the renewal of a contract")
    held = {title: make.make_held_post(thread, source=f"{title}: what applies to us?") for title in titles}
    return {
        "held": held,
        "rude": make.make_post(thread, make.make_partner("rudi"), source="Only an idiot asks that."),
        "shop": make.make_thread(make.make_partner("stella"), title="Cheap keys for every server, delivered at once"),
    }


def row(page, words: str):
    return page.locator("li", has=page.locator(".queue-item", has_text=words))


def waiting(page) -> int:
    page.goto("/moderation/")
    return page.locator(".queue-item").count()


def test_a_day(enter, morning, mona, bea, ada, bob, work):
    actions.report(morning["rude"], reporter=bea, reason="unkind", note="He says that of everybody.")
    actions.report(morning["shop"], reporter=bea, reason="spam")
    page, of_ada = enter(mona), enter(ada)
    assert waiting(page) == 9

    # Nine cases. The first one is opened by keys, taken, and a colleague sees that.
    type_keys(page, "j")
    type_keys(page, "o")
    expect(page.get_by_role("heading", name="A held post")).to_be_visible()
    type_keys(page, "t")
    expect(page.get_by_text("You look at it, 30 minutes left.")).to_be_visible()
    of_ada.goto("/moderation/")
    expect(row(of_ada, "Good question")).to_contain_text("Mona looks at it, 30 minutes left")

    # It is approved by a key, and the queue says what came of it.
    type_keys(page, "a")
    expect(page.locator("#messages")).to_contain_text("is told in ten minutes.")
    expect(page.locator(".press")).to_contain_text("You approved a post.")
    assert Post.objects.get(pk=morning["held"]["Good question"].pk).is_published

    # The next one is declined, with a reason that is given often, after a look at what its author will read.
    type_keys(page, "n")
    expect(page.locator("article")).to_contain_text("Leaked paper")
    type_keys(page, "d")
    reasons = page.get_by_label("A reason that is given often")
    expect(reasons).to_be_focused()
    reasons.select_option("Under NDA")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#decision-preview")).to_contain_text(RULE)
    page.get_by_role("button", name="Decline and tell the author").click()
    expect(page.locator(".press").first).to_contain_text("You declined a post.")

    # Five at once, of which a colleague has taken one: that stands as it was, and is said.
    page.get_by_role("navigation", name="Kinds").get_by_role("link", name=re.compile("Held posts")).click()
    actions.claim_case(f"post-{morning['held']['Three'].pk}", moderator=ada)
    type_keys(page, "j")
    type_keys(page, "x")
    expect(page.locator("case-chooser output")).to_have_text("Chosen: 1")
    page.get_by_role("button", name="All shown").click()
    expect(page.locator("case-chooser output")).to_have_text("Chosen: 5")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#messages")).to_contain_text("Done: approved 4 posts.")
    expect(page.locator("#messages")).to_contain_text("is as it was. Ada looks at it, for another 30 minutes.")
    expect(page.locator(".queue-item")).to_have_count(1)

    # That was too quick: all four are back, and approved once more after a look.
    type_keys(page, "z")
    expect(page.locator("#messages")).to_contain_text("Taken back. It waits as it did, and nobody was told.")
    page.goto("/moderation/?kind=post")
    expect(page.locator(".queue-item")).to_have_count(5)
    for title in ("One", "Two", "Four", "Five"):
        row(page, f"{title}:").get_by_role("checkbox").check()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("#messages")).to_contain_text("Done: approved 4 posts.")

    # A reported post is hidden; who reported it hears, ten minutes later.
    page.goto("/moderation/?kind=report")
    type_keys(page, "j")
    type_keys(page, "o")
    expect(page.get_by_text("He says that of everybody.")).to_be_visible()
    type_keys(page, "h")
    expect(page.get_by_label("What the author will read")).to_be_focused()
    page.keyboard.type("Unkind to a person.")
    page.get_by_role("button", name="Hide and tell the author").click()
    expect(page.locator(".press").first).to_contain_text("You hid a post.")

    # A colleague decides about the thread while its page is open here: who, what and why, and nothing typed is lost.
    page.goto("/moderation/?kind=thing")
    type_keys(page, "j")
    type_keys(page, "o")
    expect(page.get_by_role("heading", name="A reported thread")).to_be_visible()
    actions.hide_reported(morning["shop"], moderator=ada, reason="Advertising.")
    page.get_by_label("What the author will read").fill("Keys of unknown origin.")
    page.get_by_role("button", name="Hide it and tell whose it is").click()
    decided = page.locator(".decided")
    expect(decided).to_contain_text("Decided meanwhile. What you pressed changed nothing.")
    expect(decided).to_contain_text("Ada hid a thread")
    expect(decided).to_contain_text("The reason: Advertising.")
    expect(decided.get_by_label("What you had written")).to_have_value("Keys of unknown origin.")

    # Ada decides about what she has taken, and the day is over.
    of_ada.goto("/moderation/")
    row(of_ada, "Three:").locator("a").click()
    expect(of_ada.get_by_role("heading", name="A held post")).to_be_visible()
    type_keys(of_ada, "a")
    expect(of_ada.locator("#messages")).to_contain_text("Approved.")
    type_keys(page, "gq")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert Decision.objects.filter(verb="undo").count() == 4

    work()
    of_bea = enter(bea)
    of_bea.goto("/inbox/")
    expect(of_bea.get_by_text("A moderator agreed with your report of a post and acted on it")).to_be_visible()
    expect(of_bea.get_by_text("A moderator agreed with your report of a thread and acted on it")).to_be_visible()


def test_without_scripts_several_are_decided_and_taken_back(enter, morning, mona):
    page = enter(mona, java_script_enabled=False)
    page.goto("/moderation/?kind=post")
    for title in ("One", "Two"):
        row(page, f"{title}:").get_by_role("checkbox").check()
    page.get_by_label("A reason that is given often").select_option("Under NDA")
    page.get_by_role("button", name="Decline").click()
    expect(page.locator("#messages")).to_contain_text("Done: declined 2 posts.")
    page.get_by_role("button", name="Undo until").click()
    expect(page.locator("#messages")).to_contain_text("Taken back.")
    assert Post.objects.filter(state="held").count() == 7
