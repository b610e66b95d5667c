"""Pages of threads, and writing in them through forms."""

import html
import itertools

import pytest
from django.utils import timezone

from community.forum import actions
from community.forum.models import Post, Thread
from tests import factories as make
from tests.pages import parse

pytestmark = pytest.mark.django_db

SAFE = "Something is not right yet. Your text is safe."


def shown(answer) -> list[str]:
    """The ids of the posts and stubs on a page, in the order in which they stand there."""
    return [e.get("id") for e in parse(answer.text).iter() if (e.get("class") or "") in {"post", "post-stub"}]


def typed(answer) -> str:
    """What the one text field of the page holds."""
    fields = list(parse(answer.text).iter("textarea"))
    assert len(fields) == 1
    return (fields[0].text or "").removeprefix("\n")


def hidden(answer, name: str) -> list[str]:
    fields = parse(answer.text).iter("input")
    return [field.get("value") for field in fields if (field.get("type"), field.get("name")) == ("hidden", name)]


@pytest.fixture
def long_thread(bob, bea):
    """45 posts: the opening, twenty answers to it, a reply to each of the first ten, and fourteen on their own."""
    thread = make.make_thread(bob)
    first = thread.posts.get()
    answers = [make.make_post(thread, bea, parent=first) for _n in range(20)]
    for answer in answers[:10]:
        make.make_post(thread, bob, parent=answer)
    for _n in range(14):
        make.make_post(thread, bea)
    return thread


# --- reading ------------------------------------------------------------------------------------------


def test_reading_on_shows_every_post_once_in_tree_order(long_thread, browse):
    visited, address = [], long_thread.get_absolute_url()
    while address:
        answer = browse().get(address)
        assert len(shown(answer)) <= 20
        visited += shown(answer)
        on = [a.get("href") for a in parse(answer.text).iter("a") if a.get("rel") == "next"]
        address = long_thread.get_absolute_url() + on[0] if on else ""

    order = long_thread.posts.order_by("path").values_list("number", flat=True)
    assert visited == [f"p{number}" for number in order]
    assert len(visited) == 45
    assert visited != sorted(visited, key=lambda name: int(name[1:]))


def test_flat_pages_are_walked_by_their_numbers(long_thread, browse):
    address = long_thread.get_absolute_url()
    pages = [shown(browse().get(f"{address}?view=flat&page={page}")) for page in (1, 2, 3)]

    assert [*pages[0], *pages[1], *pages[2]] == [f"p{number}" for number in range(1, 46)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert browse().get(f"{address}?view=flat&page=4").status_code == 404
    assert shown(browse().get(f"{address}?view=flat")) == pages[0]


def test_a_permalink_lands_on_a_page_that_holds_the_post(long_thread, browse):
    for number, view in itertools.product((1, 2, 20, 21, 22, 31, 32, 45), ("", "?view=flat")):
        answer = browse().get(f"/t/{long_thread.pk}-wrong-slug/{number}/{view}", follow=True)
        target, _hash, anchor = answer.redirect_chain[0][0].partition("#")

        assert answer.status_code == 200
        assert [status for _url, status in answer.redirect_chain] == [302]
        assert target.startswith(long_thread.get_absolute_url())
        assert anchor == f"p{number}"
        assert anchor in shown(answer)
        assert ("view=flat" in target) == bool(view)


def test_a_permalink_of_a_stub_lands_on_the_stub(long_thread, browse):
    actions.hide_post(long_thread.posts.get(number=33), reason="Quotes a confidential letter.")
    answer = browse().get(f"{long_thread.get_absolute_url()}33/", follow=True)

    assert "p33" in shown(answer)
    assert "#33 hidden by a moderator" in answer.text
    assert "Quotes a confidential letter." in answer.text


def test_from_every_page_the_way_to_the_reply_box_ends_there(long_thread, browse, bea):
    """The newest post may stand in the middle of the tree, so its permalink is not the end of the thread."""
    newest = make.make_post(long_thread, parent=long_thread.posts.get(number=2))
    reader, address = browse(bea), long_thread.get_absolute_url()
    for page in (address, f"{address}?from={newest.number}", f"{address}?view=flat", f"{address}?view=flat&page=3"):
        answer = reader.get(page)
        if not _reply_box(answer):
            ways = [a.get("href") for a in parse(answer.text).iter("a") if "Go to the end" in "".join(a.itertext())]
            assert len(ways) == 1, page
            way = ways[0] if ways[0].startswith("/") else address + ways[0]
            answer = reader.get(way, follow=True)
        assert _reply_box(answer), page


def _reply_box(answer) -> bool:
    return any(form.get("id") == "reply" for form in parse(answer.text).iter("form"))


def test_held_and_removed_words_are_on_no_page_of_others(browse, bob, bea, nils, mona):
    thread = make.make_thread(bob, title="A thread with secrets in it")
    make.make_held_post(thread, nils, source="LEAK held")
    make.make_hidden_post(thread, bea, source="LEAK hidden", reason="Rule 2.")
    deleted = make.make_post(thread, bea, source="LEAK deleted")
    actions.delete_post(deleted, by=bea)
    address = thread.get_absolute_url()
    pages = [address, f"{address}?view=flat", f"{address}?from=2", "/", "/t/", "/people/bea/", "/people/nils/",
             "/moderation/log/", f"{address}1/reply/"]  # fmt: skip

    for reader in (browse(), browse(bob)):
        texts = [reader.get(page, follow=True).text for page in pages]
        assert [page for page, text in zip(pages, texts, strict=True) if "LEAK" in text] == []
    assert "LEAK held" in browse(nils).get(address).text
    assert "LEAK held" in browse(mona).get(address).text


def test_a_waiting_thread_is_absent_for_others(browse, bob, nils, mona):
    thread = make.make_thread(nils, title="A thread that waits for Mona")

    assert [browse(person).get(thread.get_absolute_url()).status_code for person in (None, bob, nils, mona)] == [
        404, 404, 200, 200,
    ]  # fmt: skip
    assert [thread.title in browse(person).get("/t/").text for person in (None, bob, mona)] == [False] * 3


@pytest.mark.parametrize(
    ("kind", "found"), [("question", ["q"]), ("discussion", ["d"]), ("soup", ["d", "q"]), ("", ["d", "q"])]
)
def test_the_list_of_threads_is_narrowed_by_kind(kind, found, browse, bob):
    titles = {"q": "A question about renewals", "d": "A discussion about renewals"}
    make.make_thread(bob, title=titles["q"])
    make.make_thread(bob, title=titles["d"], kind="discussion")
    page = parse(browse().get(f"/t/?kind={kind}").text)

    heads = ["".join(h3.itertext()).strip() for h3 in page.iter("h3")]
    assert heads == [titles[name] for name in found]


# --- replying -----------------------------------------------------------------------------------------


def reply(client, thread, source: str, **fields):
    return client.post(f"{thread.get_absolute_url()}replies/", {"source": source, **fields}, follow=True)


def test_a_reply_leads_to_itself(browse, bob, bea):
    thread = make.make_thread(bob)
    answer = reply(browse(bea), thread, "The desk answers until noon.")

    post = thread.posts.get(number=2)
    assert answer.redirect_chain == [
        (f"{thread.get_absolute_url()}2/", 302), (f"{thread.get_absolute_url()}?from=2#p2", 302),
    ]  # fmt: skip
    assert (post.author, post.source, post.parent) == (bea, "The desk answers until noon.", None)
    assert "The desk answers until noon." in answer.text


def test_an_answer_stands_below_what_it_answers(browse, bob, bea):
    thread = make.make_thread(bob)
    make.make_post(thread)

    reply(browse(bea), thread, "To the first.", parent="1")
    assert (thread.posts.get(number=3).parent.number, thread.posts.get(number=3).depth) == (1, 1)


def test_a_reply_that_must_wait_says_so_with_the_rule(browse, bob, nils):
    thread = make.make_thread(bob)
    answer = reply(browse(nils), thread, "My first words.")

    assert "Waiting for a moderator: It was sent within three seconds of opening the form" in answer.text
    assert shown(answer) == ["p1", f"held-{Post.objects.get(state='held').pk}"]


TEXT = "Typed <b>with</b> care & “quotes”.\n\n> quoted\n\nLast line."


@pytest.mark.parametrize("parent", ["", "1"])
@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "Write something first. The reply is empty."),
        (" \n\t ", "Write something first. The reply is empty."),
        ("x" * 32001, "This text has 32001 characters; 32000 is the most. Split it into two posts."),
    ],
    ids=["empty", "blank", "long"],
)
def test_a_reply_that_is_empty_or_too_long_is_said_to_be_so_and_kept(source, sentence, parent, browse, bob, bea):
    thread = make.make_thread(bob)
    answer = reply(browse(bea), thread, source, parent=parent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert SAFE in answer.text
    assert typed(answer).strip() == source.strip()
    assert hidden(answer, "parent") == [parent] * bool(parent)
    assert thread.posts.count() == 1


def test_the_longest_text_is_taken(browse, bob, bea):
    thread = make.make_thread(bob)

    assert reply(browse(bea), thread, "word " * 6399 + "words").status_code == 200
    assert len(thread.posts.get(number=2).source) == 32000


@pytest.mark.parametrize("parent", ["", "1"])
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"locked_at": timezone.now(), "lock_reason": "Settled in March."}, "This thread is locked: Settled in March."),
        ({"published_at": None}, "This thread waits for a moderator. Replies open when it is approved."),
    ],
    ids=["locked", "waiting"],
)
def test_a_thread_that_was_closed_meanwhile_says_so_and_keeps_the_text(state, sentence, parent, browse, bob):
    thread = make.make_thread(bob)
    Thread.objects.filter(pk=thread.pk).update(**state)
    answer = reply(browse(bob), thread, TEXT, parent=parent)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed(answer).replace("\r\n", "\n") == TEXT
    assert thread.posts.count() == 1


def test_a_post_that_was_removed_meanwhile_is_not_answered_behind_its_back(browse, bob, bea):
    thread = make.make_thread(bob)
    removed = make.make_post(thread)
    actions.hide_post(removed, reason="Rule 2.")
    reader = browse(bea)
    answer = reply(reader, thread, TEXT, parent="2")

    assert answer.status_code == 422
    assert "The post you answer has been removed. Your text is kept: reply to the thread instead." in answer.text
    assert typed(answer).replace("\r\n", "\n") == TEXT
    assert hidden(answer, "parent") == []
    assert thread.posts.count() == 2

    reply(reader, thread, TEXT)
    assert thread.posts.get(number=3).parent is None


@pytest.mark.parametrize("parent", ["99", "0", "-1", "x", "9" * 30, "9" * 5000, "٣"])
def test_a_parent_that_never_was_is_refused_with_the_text_kept(parent, browse, bob, bea):
    thread = make.make_thread(bob)
    answer = reply(browse(bea), thread, TEXT, parent=parent)

    assert answer.status_code == 422
    assert typed(answer).replace("\r\n", "\n") == TEXT
    assert thread.posts.count() == 1


def test_characters_that_cannot_be_stored_are_refused_and_break_nothing(browse, bob, bea):
    thread = make.make_thread(bob)
    address, reader = thread.get_absolute_url(), browse(bea)
    sent = [{"source": "\x00"}, {"source": "words\x00"}, {"source": "words", "parent": "\x00"}]

    assert [reader.post(f"{address}replies/", fields).status_code for fields in sent] == [422] * 3
    assert (
        reader.post("/t/new/", {"kind": "\x00", "title": "\x00" * 20, "source": "\x00", "tags": "\x00"}).status_code
        == 422
    )
    assert reader.post("/t/preview/", {"source": "words\x00"}).status_code in {200, 422}
    assert thread.posts.count() == 1


def test_in_a_long_thread_the_text_is_kept_on_whatever_page(long_thread, browse, bea):
    answer = reply(browse(bea), long_thread, "x" * 32001)

    assert answer.status_code == 422
    assert len(typed(answer)) == 32001


def test_the_same_reply_sent_twice_leads_to_the_same_post(browse, bob, bea):
    thread = make.make_thread(bob)
    reader = browse(bea)

    first, second = reply(reader, thread, "Sent twice."), reply(reader, thread, "Sent twice.")
    assert first.redirect_chain == second.redirect_chain
    assert thread.posts.count() == 2


def test_consultants_are_told_why_they_cannot_reply_and_keep_their_text(browse, bob, carla):
    thread = make.make_thread(bob)
    answer = reply(browse(carla), thread, TEXT)

    assert answer.status_code == 422
    assert "Partners reply. Apply as a partner with your company; it takes a minute." in answer.text
    assert typed(answer).replace("\r\n", "\n") == TEXT
    assert thread.posts.count() == 1


def test_a_reply_of_somebody_signed_out_writes_nothing_and_gives_the_text_back(browse, bob):
    thread = make.make_thread(bob)
    here = thread.get_absolute_url()
    answer = browse().post(f"{here}replies/", {"source": TEXT}, headers={"referer": f"http://testserver{here}"})

    assert answer.status_code == 401
    assert TEXT in html.unescape(answer.text)
    assert f"/accounts/login/?next={here}" in answer.text
    assert thread.posts.count() == 1


def test_a_form_that_is_too_old_shows_the_text_again(bob):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="community.accounts.backends.AccountBackend")
    answer = client.post("/t/new/", {"source": TEXT})

    assert answer.status_code == 403
    assert "The form was too old" in answer.text
    assert [(e.text or "").removeprefix("\n") for e in parse(answer.text).iter("textarea")] == [TEXT]


def test_the_preview_is_what_the_post_will_be(browse, bob):
    thread = make.make_thread(bob)
    source = "**Bold**, <script>alert(1)</script> and\n\n- a list"
    preview = browse(bob).post("/t/preview/", {"source": source})
    post = make.make_post(thread, bob, source=source)

    assert preview.status_code == 200
    assert post.html in preview.text
    assert "<script" not in preview.text


# --- starting -----------------------------------------------------------------------------------------


@pytest.fixture
def new_thread():
    for name in "abcdef":
        make.make_tag(f"tag-{name}")
    return {
        "kind": "discussion", "title": "Which route still works for “renewals”?", "source": TEXT,
        "tags": ["tag-a", "tag-c"],
    }  # fmt: skip


BROKEN = [
    ("title", "Too short", "Make the title at least 15 characters long. It has 9."),
    ("source", "", "Write the first post. It is empty."),
    ("source", "x" * 32001, "This text has 32001 characters; 32000 is the most. Split it into two posts."),
    ("tags", [], "Choose at least one tag."),
    ("tags", [f"tag-{n}" for n in "abcdef"], "Choose at most five tags. You chose 6."),
]


@pytest.mark.parametrize(("field", "value", "sentence"), BROKEN, ids=["short", "empty", "long", "no tag", "six tags"])
def test_whatever_is_wrong_with_a_thread_everything_typed_is_kept(field, value, sentence, new_thread, browse, bob):
    sent = new_thread | {field: value}
    answer = browse(bob).post("/t/new/", sent)
    page = parse(answer.text)

    inputs = list(page.iter("input"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert SAFE in answer.text
    assert typed(answer).replace("\r\n", "\n") == sent["source"]
    assert [e.get("value") for e in inputs if e.get("name") == "title"] == [sent["title"]]
    assert [e.get("value") for e in inputs if e.get("name") == "kind" and e.get("checked") is not None] == [
        sent["kind"]
    ]
    assert [e.get("value") for e in inputs if e.get("name") == "tags" and e.get("checked") is not None] == sent["tags"]
    assert not Thread.objects.exists()


@pytest.mark.parametrize("kind", ["change", "announcement", "soup", ""])
def test_a_thread_of_another_kind_cannot_be_opened(kind, new_thread, browse, bob):
    answer = browse(bob).post("/t/new/", new_thread | {"kind": kind})

    assert answer.status_code == 422
    assert typed(answer).replace("\r\n", "\n") == TEXT
    assert not Thread.objects.exists()


def test_a_complete_thread_is_opened_with_its_first_post(new_thread, browse, bob):
    answer = browse(bob).post("/t/new/", new_thread, follow=True)

    thread = Thread.objects.get()
    assert answer.redirect_chain == [(thread.get_absolute_url(), 302)]
    assert (thread.kind, thread.title, thread.author) == ("discussion", new_thread["title"], bob)
    assert sorted(tag.name for tag in thread.tags.all()) == ["tag-a", "tag-c"]
    assert thread.posts.get().source.replace("\r\n", "\n") == TEXT


def test_a_thread_of_a_newcomer_says_that_it_waits(new_thread, browse, nils):
    answer = browse(nils).post("/t/new/", new_thread, follow=True)

    assert "Waiting for a moderator. Only you see the thread until then; you will hear by mail." in answer.text
    assert browse().get(Thread.objects.get().get_absolute_url()).status_code == 404


def test_others_than_partners_are_sent_to_the_application_with_the_reason(new_thread, browse, carla, alice):
    for person in (carla, alice):
        answer = browse(person).post("/t/new/", new_thread, follow=True)
        assert answer.redirect_chain == [("/accounts/partner/", 302)]
        assert "Partners start threads. Apply as a partner with your company; it takes a minute." in answer.text
    assert not Thread.objects.exists()


def test_the_tag_of_the_page_one_came_from_is_chosen_already(new_thread, browse, bob):
    inputs = parse(browse(bob).get("/t/new/?tag=tag-b").text).iter("input")

    assert [e.get("value") for e in inputs if e.get("name") == "tags" and e.get("checked") is not None] == ["tag-b"]


# --- own posts ----------------------------------------------------------------------------------------


def test_an_own_post_is_removed_after_a_question(browse, bob, bea):
    thread = make.make_thread(bob)
    make.make_post(thread, bea, source="Words to be taken back.")
    address = f"{thread.get_absolute_url()}2/delete/"

    asked = browse(bea).get(address)
    assert "Words to be taken back." in asked.text
    assert thread.posts.get(number=2).is_published
    answer = browse(bea).post(address, follow=True)
    assert "Removed. Its number stays." in answer.text
    assert "#2 removed by its author" in answer.text
    assert "Words to be taken back." not in answer.text


def test_others_posts_have_no_page_for_removing_them(browse, bob, bea, mona):
    thread = make.make_thread(bob)
    make.make_post(thread, bea)
    for person in (bob, mona):
        for method in ("get", "post"):
            assert getattr(browse(person), method)(f"{thread.get_absolute_url()}2/delete/").status_code == 404
    assert thread.posts.get(number=2).is_published


def test_a_declined_text_is_given_back_to_its_author_only(browse, bob, nils, mona):
    held = make.make_held_post(make.make_thread(bob), nils, source=TEXT)
    actions.decline_post(held, reason="It accuses a member without a source.")

    answer = browse(nils).get(f"/posts/{held.pk}/")
    assert [(e.text or "").removeprefix("\n") for e in parse(answer.text).iter("textarea")] == [TEXT]
    assert "It accuses a member without a source." in answer.text
    assert [browse(person).get(f"/posts/{held.pk}/").status_code for person in (bob, mona)] == [404, 404]


def test_an_own_post_that_is_shown_is_read_in_its_thread(browse, bea):
    post = make.make_post(author=bea)

    assert browse(bea).get(f"/posts/{post.pk}/")["Location"] == post.get_absolute_url()


def test_who_writes_about_a_rumour_is_told_who_will_read_it(browse, bob):
    rumour, plain = make.make_rumour(), make.make_change()
    said = "If the vendor announces it, the discussion can be read by everybody."

    pages = [browse(bob).get(change.thread.get_absolute_url()).text for change in (rumour, plain)]

    assert [said in page for page in pages] == [True, False]
