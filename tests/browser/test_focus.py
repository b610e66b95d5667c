"""What answers in place is pressed by keyboard alone: the focus stays where one goes on, the outcome is said once."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

# What a screen reader is told meanwhile: each text that came into a live region, once.
LISTEN = """() => {
    const said = window.said = [];
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) {
            const region = (node.parentElement ?? node).closest?.('[role=status], [role=alert], [aria-live=polite]');
            const text = node.textContent.trim().replace(/\\s+/g, ' ');
            if (region && text && region.getAttribute('aria-live') !== 'off') said.push(text);
        }
    }).observe(document.body, { childList: true, subtree: true });
}"""
HEARD = """() => new Promise((resolve) => {
    const look = () => said.length && !document.querySelector('.htmx-request, .htmx-settling, .htmx-swapping')
        ? resolve(said) : setTimeout(look, 20);
    look();
})"""
FOCUS = "() => document.activeElement.id || document.activeElement.outerHTML.slice(0, 90)"


@pytest.fixture
def press(enter):
    """``press(page, target, key)`` presses it there and gives back the id of what then has the focus."""

    def act(page, target, said, key="Enter"):
        page.evaluate("said.length = 0")
        target.focus()
        page.keyboard.press(key)
        assert page.evaluate(HEARD) == [said]
        return page.evaluate(FOCUS)

    return act


def test_in_a_thread(enter, press, bob, bea):
    thread = make.make_thread(bea, source="The old form is gone.")
    make.make_post(thread, bea, source="Use the new one.")
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    page.evaluate(LISTEN)
    second = page.locator("#p2")
    for name, said, after in [
        ("Helpful", "Marked as helpful.", "helpful-2"),
        ("Helpful", "No longer marked as helpful.", "helpful-2"),
        ("Same here", "Marked: same here.", "same-here-2"),
        ("Bookmark", "Bookmarked.", "bookmark-2"),
        ("Bookmarked", "No longer bookmarked.", "bookmark-2"),
    ]:
        assert press(page, second.get_by_role("button", name=name), said) == after
    watching = page.get_by_role("button", name="Watching")
    assert press(page, watching, "You hear of every new post.", "Space") == "watch-watching"
    assert press(page, second, "Bookmarked.", "b") == "p2"

    second.get_by_role("link", name="Reply #2").press("Enter")
    expect(page.get_by_label("Reply to #2")).to_be_focused()
    page.keyboard.type(" ")
    page.evaluate("document.querySelectorAll('[required]').forEach((field) => { field.required = false; })")
    second.get_by_role("button", name="Post reply").press("Enter")
    expect(second.get_by_role("alert")).to_be_focused()
    page.get_by_label("Reply to #2").focus()
    page.keyboard.type("In its place.")
    second.get_by_role("button", name="Post reply").press("Enter")
    expect(page.locator("#p3")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Posted as #3.")
    page.get_by_label("Reply to the thread").fill("**Strong**")
    preview = page.get_by_role("button", name="Preview")
    preview.press("Enter")
    expect(page.locator("[aria-live=polite] strong")).to_be_visible()
    expect(preview).to_be_focused()
    page.get_by_label("Reply to the thread").fill("")
    make.make_post(thread, bea)
    page.evaluate("document.dispatchEvent(new CustomEvent('live:replies', { detail: { numbers: [4] } }))")
    page.get_by_role("button", name="1 new reply").press("Enter")
    expect(page.locator("#p4")).to_be_focused()

    mark = page.locator("#mark-read")  # it stays, because one more has come meanwhile
    assert press(page, mark, "Everything up to #2 counts as read.") == "mark-read"
    press(page, mark, "Everything up to #4 counts as read.")
    expect(page.get_by_text("You have read everything.")).to_be_focused()


def test_what_a_page_says_when_it_opens_is_said_and_the_post_has_the_focus(enter, bob, bea):
    thread = make.make_thread(bea)
    make.make_post(thread, bob, source="Mine.")
    page = enter(bob)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {LISTEN})")
    page.goto(f"{thread.get_absolute_url()}2/delete/")
    page.get_by_role("button", name="Remove it").press("Enter")
    assert page.evaluate(HEARD) == ["Removed. Its number stays."]
    expect(page.locator("#p2")).to_be_focused()
    page.get_by_role("button", name="Bring it back").press("Enter")
    assert page.evaluate(HEARD) == ["The post is shown again."]
    expect(page.locator("#p2")).to_be_focused()
    page.keyboard.press("e")
    page.get_by_label("Text").fill("Mine, and better.")
    page.get_by_role("button", name="Save").press("Enter")
    assert page.evaluate(HEARD) == ["Saved."]
    expect(page.locator("#p2")).to_be_focused()


def test_on_the_page_of_a_change(enter, press, bob):
    change = make.make_change()
    make.make_question(change)
    make.make_playbook(change)
    page = enter(bob)
    page.goto(change.get_absolute_url())
    page.evaluate(LISTEN)
    by_name = lambda name: page.get_by_role("button", name=name, exact=True)  # noqa: E731 - one name for one call
    assert press(page, by_name("Watch"), "You hear of it now.").endswith("watch")
    assert press(page, by_name("Watching"), "You no longer hear of it.").endswith("watch")
    assert press(page, by_name("We are affected"), "Counted as affected.") == "affected-button"
    assert press(page, by_name("Affected"), "No longer counted.") == "affected-button"
    signed = "Signed. 8 more companies and the question is sent as it stands."
    assert press(page, by_name("Co-sign unnamed"), signed) == "sign-1"
    taken_back = "Taken back. Your company does not stand behind Q1 any more."
    assert press(page, by_name("Take the signature back"), taken_back) == "sign-1"
    tick = page.locator(".playbook__tick").first
    assert press(page, tick, "Ticked.", "Space").startswith("tick-")
    assert press(page, tick, "No longer ticked.", "Space").startswith("tick-")


def test_a_thread_as_it_is_heard(enter, bob, bea):
    """Headings, landmarks and names of what can be pressed, from the tree that the browser gives to screen readers."""
    thread = make.make_thread(bea, title="Where do refunds go after a merger")
    make.make_post(thread, bob, parent=thread.posts.get())
    page = enter(bob)
    page.goto(thread.get_absolute_url())
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = list(_in_order(nodes[0], {node["nodeId"]: node for node in nodes}))

    def all_of(*roles):
        return [name or role for role, name in heard if role in roles]

    footer = all_of("heading").index("Backchannel")
    assert all_of("heading")[:footer] == [
        thread.title, "Posts", f"Post 1 by {bea.name}", f"Reply 2 to 1 by {bob.name}", "This thread", "In this thread",
        "Who can help",
    ]  # fmt: skip
    assert all_of("article") == [f"Post 1 by {bea.name} just now", f"Reply 2 to 1 by {bob.name} just now"]
    assert all_of("banner", "main", "complementary", "contentinfo", "search", "navigation") == [
        "banner", "Main", "main", "You are here", "How to show it", "complementary", "search", "contentinfo",
    ]  # fmt: skip
    pressed = all_of("button")
    assert sorted(name for name in pressed if pressed.count(name) > 1) == []
    led = all_of("link")
    assert sorted({name for name in led if led.count(name) > 1}) == [
        bea.name, "Threads", "Vendors",
    ]  # fmt: skip  # each of them leads to one place
    assert [name for name in (*pressed, *led) if name in {"button", "link", "Reply", "Edit", "Report"}] == []


def _in_order(node, nodes):
    """Role and name of everything below a node, as it is read."""
    if not node.get("ignored"):
        yield node["role"]["value"], node.get("name", {}).get("value", "")
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _in_order(nodes[child], nodes)
