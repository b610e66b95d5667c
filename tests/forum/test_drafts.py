"""What somebody has begun to write is kept, offered again, and gone once it is posted."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.refusals import Refused
from community.forum import actions, queries
from community.forum.models import Draft, Post
from tests import factories as make
from tests.forum.test_models import at_once
from tests.forum.test_views import hidden, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(bea):
    return make.make_thread(bea, title="Which route still works for refunds")


def kept(member) -> list[tuple]:
    """The drafts of a member: place and text."""
    return [
        (d.thread_id, d.parent and d.parent.number, d.edits_id, d.source)
        for d in Draft.objects.filter(member=member).order_by("pk")
    ]


# --- saving -------------------------------------------------------------------------------------------


def test_each_place_has_one_draft_that_every_save_replaces(bob, thread):
    first = thread.posts.get()
    own = make.make_post(thread, bob)
    for text in ("A", "AB"):
        actions.save_draft(bob, source=f"new {text}", title="Some title")
        actions.save_draft(bob, thread=thread, source=f"thread {text}")
        actions.save_draft(bob, thread=thread, parent=first, source=f"answer {text}")
        actions.save_draft(bob, thread=thread, edits=own, source=f"edit {text}")

    assert kept(bob) == [
        (None, None, None, "new AB"),
        (thread.pk, None, None, "thread AB"),
        (thread.pk, 1, None, "answer AB"),
        (thread.pk, None, own.pk, "edit AB"),
    ]


def test_an_emptied_form_takes_its_draft_away(bob, thread):
    actions.save_draft(bob, thread=thread, source="Some words")

    assert actions.save_draft(bob, thread=thread, source=" \n") is None
    assert kept(bob) == []


def test_the_text_of_another_window_is_kept_beside_the_one_that_replaces_it(bob, thread):
    one, other = uuid.uuid4(), uuid.uuid4()
    actions.save_draft(bob, thread=thread, source="From the office", form_key=one)
    actions.save_draft(bob, thread=thread, source="From the train", form_key=other)
    draft = actions.save_draft(bob, thread=thread, source="From the train, longer", form_key=other)

    assert (draft.source, draft.replaced) == ("From the train, longer", "From the office")


def test_going_on_elsewhere_with_what_was_offered_replaces_nothing(bob, thread):
    actions.save_draft(bob, thread=thread, source="From the office", form_key=uuid.uuid4())
    draft = actions.save_draft(bob, thread=thread, source="From the office and on", form_key=uuid.uuid4())

    assert draft.replaced == ""


def test_there_is_an_end_to_drafts_and_the_last_one_is_still_saved(bob, thread, monkeypatch):
    monkeypatch.setattr("community.forum.actions.drafts.MOST_DRAFTS", 1)
    actions.save_draft(bob, thread=thread, source="One")

    with pytest.raises(Refused, match="Throw some away"):
        actions.save_draft(bob, source="Two")
    assert actions.save_draft(bob, thread=thread, source="One more word").source == "One more word"


@pytest.mark.django_db(transaction=True)
def test_ten_saves_at_once_are_one_draft():
    bob, thread = make.make_partner("bob"), make.make_thread()

    at_once([lambda n=n: actions.save_draft(bob, thread=thread, source=f"Text {n}") for n in range(10)])

    assert len(kept(bob)) == 1


# --- posting ------------------------------------------------------------------------------------------


def test_a_post_takes_its_draft_along_and_leaves_those_of_other_places(bob, thread):
    key = uuid.uuid4()
    actions.save_draft(bob, thread=thread, source="Nearly", form_key=key)
    actions.save_draft(bob, thread=thread, parent=thread.posts.get(), source="Another place")

    actions.post_reply(author=bob, thread=thread, source="Nearly done.", form_key=key)

    assert kept(bob) == [(thread.pk, 1, None, "Another place")]


def test_a_post_leaves_the_draft_that_another_window_has_put_in_its_place(bob, thread):
    actions.save_draft(bob, thread=thread, source="From the train", form_key=uuid.uuid4())

    actions.post_reply(author=bob, thread=thread, source="From the office.", form_key=uuid.uuid4())

    assert [text for *_place, text in kept(bob)] == ["From the train"]


def test_a_save_that_comes_after_its_post_brings_nothing_back(bob, thread):
    key = uuid.uuid4()
    actions.post_reply(author=bob, thread=thread, source="Done.", form_key=key)

    assert actions.save_draft(bob, thread=thread, source="Don", form_key=key) is None
    assert kept(bob) == []


def test_a_thread_and_an_edit_take_their_drafts_along(bob, thread):
    own, key = make.make_post(thread, bob), uuid.uuid4()
    actions.save_draft(bob, source="Opening", title="A title of some length", form_key=key)
    actions.save_draft(bob, thread=thread, edits=own, source="Better wor")

    actions.start_thread(
        author=bob, kind="question", title="A title of some length", tags=[], source="Opening.", form_key=key
    )
    actions.edit_post(own, by=bob, source="Better words.", version=1)

    assert kept(bob) == []


def test_a_refused_post_leaves_its_draft(bob, thread):
    actions.save_draft(bob, thread=thread, source="Some words")
    actions.lock_thread(thread, reason="Enough.")

    with pytest.raises(Refused):
        actions.post_reply(author=bob, thread=thread, source="Some words")
    assert [text for *_place, text in kept(bob)] == ["Some words"]


# --- declined posts -----------------------------------------------------------------------------------


def test_a_declined_text_is_back_in_its_place_with_the_reason(nils, thread, browse):
    post = make.make_held_post(thread, nils, source="Buy my things")
    actions.decline_post(post, reason="An advertisement.")

    reader = browse(nils)
    assert kept(nils) == [(thread.pk, None, None, "Buy my things")]
    assert "An advertisement." in reader.get("/drafts/").text
    assert typed(reader.get(thread.get_absolute_url())) == "Buy my things"


def test_a_declined_thread_goes_on_in_the_form_for_threads(nils, browse):
    tag = make.make_tag("renewals")
    thread = actions.start_thread(
        author=nils, kind="discussion", title="A title of some length", tags=[tag], source="Opening"
    )
    actions.decline_post(thread.posts.get(), reason="Twice.")

    page = browse(nils).get("/t/new/").text
    assert kept(nils) == [(None, None, None, "Opening")]
    assert "A title of some length" in page
    assert 'value="discussion" id="id_kind_1" required checked' in page or 'value="discussion"' in page
    assert Draft.objects.get().rest == {"kind": ["discussion"], "tags": ["renewals"]}


def test_a_declined_text_does_not_replace_what_is_being_written(nils, thread, browse):
    post = make.make_held_post(thread, nils, source="Buy my things")
    actions.save_draft(nils, thread=thread, source="A second thought")
    actions.decline_post(post, reason="An advertisement.")

    page = browse(nils).get("/drafts/").text
    assert [text for *_place, text in kept(nils)] == ["A second thought"]
    assert f"/posts/{post.pk}/" in page


def test_a_declined_post_that_is_shown_after_all_is_no_draft(nils, thread):
    post = make.make_held_post(thread, nils)
    actions.decline_post(post, reason="A slip.")
    actions.publish_post(post)

    assert kept(nils) == []


# --- the forms ----------------------------------------------------------------------------------------


def test_every_form_goes_on_with_its_draft_on_any_device(bob, thread, browse):
    tag, own, first = make.make_tag("renewals"), make.make_post(thread, bob), thread.posts.get(number=1)
    here, reader = thread.get_absolute_url(), browse(bob)
    pages = {
        here: (f"{here}draft/", {}),
        f"{here}1/reply/": (f"{here}draft/", {"parent": first.number}),
        f"/posts/{own.pk}/edit/": (f"/posts/{own.pk}/draft/", {"version": 1}),
        "/t/new/": ("/t/new/draft/", {"title": "A title", "kind": "discussion", "tags": [tag.name]}),
    }
    keys = {}
    for page, (address, fields) in pages.items():
        keys[page] = hidden(reader.get(page), "form_key")
        more = {"form_key": keys[page][0]} if keys[page] else {}
        answer = reader.post(address, fields | more | {"source": f"Words for {address} {fields.get('parent')}"})
        assert (answer.status_code, answer.text[:11]) == (200, "Draft saved")

    for page, (address, fields) in pages.items():
        answer = browse(bob).get(page)
        assert typed(answer) == f"Words for {address} {fields.get('parent')}"
        assert hidden(answer, "form_key") == keys[page]
        assert "Draft saved" in answer.text
    new = browse(bob).get("/t/new/").text
    assert 'value="A title"' in new
    assert Draft.objects.get(thread=None).rest["tags"] == ["renewals"]


def test_the_thread_names_the_drafts_of_its_answers(bob, bea, thread, browse):
    actions.save_draft(bob, thread=thread, parent=thread.posts.get(), source="Begun")

    assert f'{thread.get_absolute_url()}1/reply/">Reply to #1</a>' in browse(bob).get(thread.get_absolute_url()).text
    assert "Your drafts here" not in browse(bea).get(thread.get_absolute_url()).text
    assert "Your drafts here" not in browse().get(thread.get_absolute_url()).text


def test_an_edit_that_goes_on_knows_the_version_it_began_with(bob, mona, thread, browse):
    own, reader = make.make_post(thread, bob), browse(bob)
    reader.post(f"/posts/{own.pk}/draft/", {"source": "My better words", "version": 1})
    actions.edit_post(own, by=mona, source="Words of a moderator", version=1)

    page = reader.get(f"/posts/{own.pk}/edit/")
    answer = reader.post(f"/posts/{own.pk}/edit/", {"source": typed(page), "version": hidden(page, "version")[0]})

    assert answer.status_code == 422
    assert "My better words" in answer.text
    assert "Words of a moderator" in answer.text


def test_a_draft_outlives_the_lock_and_the_loss_of_its_thread(bob, mona, thread, browse):
    reader, here = browse(bob), thread.get_absolute_url()
    actions.lock_thread(thread, reason="Enough.")
    assert reader.post(f"{here}draft/", {"source": "Half an hour of work"}).status_code == 200
    thread.hidden_at = timezone.now()
    thread.save()

    page = reader.get("/drafts/").text

    assert reader.post(f"{here}draft/", {"source": "More"}).status_code == 404
    assert "Half an hour of work" in page
    assert thread.title not in page


def test_a_draft_whose_post_was_removed_keeps_its_text_and_leads_nowhere(bob, bea, thread, browse):
    parent = make.make_post(thread, bea)
    reader, here = browse(bob), thread.get_absolute_url()
    actions.save_draft(bob, thread=thread, parent=parent, source="Half an hour of work")
    actions.delete_post(parent, by=bea)

    assert reader.post(f"{here}draft/", {"source": "Half an hour and more", "parent": 2}).status_code == 200
    page = reader.get("/drafts/").text
    assert "Half an hour and more" in page
    assert f"{here}2/reply/" not in page
    assert f"{here}2/reply/" not in reader.get(here).text


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"source": "x" * 32_001}, 422, "32000 is the most"),
        ({"source": "a\0b"}, 422, "Null characters"),
        ({"source": "words", "form_key": "none"}, 422, "UUID"),
        ({"source": "words", "parent": "99"}, 404, ""),
        ({"source": "words", "parent": "many"}, 404, ""),
        ({"source": "   "}, 204, ""),
    ],
)
def test_what_cannot_be_kept_is_said(fields, status, says, bob, thread, browse):
    answer = browse(bob).post(f"{thread.get_absolute_url()}draft/", fields)

    assert answer.status_code == status
    assert says in answer.text
    assert kept(bob) == []


def test_what_else_a_form_holds_is_kept_within_bounds(bob, browse):
    fields = {"source": "words", "title": "T", "kind": "x" * 9_000, "tags": ["t\0ag"] * 99, "role": "admin"}
    assert browse(bob).post("/t/new/draft/", fields).status_code == 200

    rest = Draft.objects.get().rest
    assert {name: (len(values), len(values[0])) for name, values in rest.items()} == {"kind": (1, 500), "tags": (20, 3)}
    assert browse(bob).get("/t/new/").status_code == 200


# --- whose they are -----------------------------------------------------------------------------------


def test_drafts_are_for_their_member_alone(bob, bea, mona, visitor, thread, browse):
    draft = actions.save_draft(bob, thread=thread, source="LEAK of a draft")

    assert [list(Draft.objects.visible_to(who)) for who in (bob, bea, mona, visitor)] == [[draft], [], [], []]
    for who in (bea, mona):
        assert "LEAK" not in browse(who).get("/drafts/").text
        assert "LEAK" not in browse(who).get(thread.get_absolute_url()).text
        assert browse(who).post(f"/drafts/{draft.pk}/discard/").status_code == 404
    assert kept(bob) == [(thread.pk, None, None, "LEAK of a draft")]


def test_nobody_keeps_a_draft_where_they_cannot_read(bob, nils, browse):
    waiting = actions.start_thread(
        author=nils, kind="question", title="A title of some length", tags=[], source="Opening"
    )
    held = waiting.posts.get()

    assert browse(bob).post(f"{waiting.get_absolute_url()}draft/", {"source": "a"}).status_code == 404
    assert browse(bob).post(f"/posts/{held.pk}/draft/", {"source": "a"}).status_code == 404
    assert browse().post("/t/new/draft/", {"source": "a"}).status_code == 401


def test_a_draft_is_thrown_away_from_its_form(bob, thread, browse):
    draft = actions.save_draft(bob, thread=thread, source="Words")
    here = thread.get_absolute_url()

    answer = browse(bob).post(f"/drafts/{draft.pk}/discard/?back={here}", {"source": "Words and more"})

    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    assert kept(bob) == []


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_throwing_away_leads_to_no_other_site(back, bob, browse):
    draft = actions.save_draft(bob, source="Words")

    assert browse(bob).post(f"/drafts/{draft.pk}/discard/?back={back}").headers["Location"] == "/drafts/"


def test_a_browser_asks_whether_its_form_was_posted(bob, bea, thread, browse):
    key = uuid.uuid4()
    actions.post_reply(author=bob, thread=thread, source="Done.", form_key=key)

    asked = {"bob": browse(bob), "bea": browse(bea)}
    assert {who: reader.get(f"/drafts/written/?key={key}").json() for who, reader in asked.items()} == {
        "bob": {"written": True},
        "bea": {"written": False},
    }
    assert browse(bob).get("/drafts/written/?key=none").json() == {"written": False}


def test_the_list_costs_the_same_with_many(bob, thread, nils, django_assert_num_queries):
    actions.save_draft(bob, thread=thread, source="One")
    with django_assert_num_queries(3):
        queries.draft_list(bob)
    for _n in range(3):
        actions.save_draft(bob, thread=make.make_thread(), source="One more")
    with django_assert_num_queries(3):
        assert len(queries.draft_list(bob).drafts) == 4


def test_a_removed_post_takes_the_drafts_of_its_edits_along_after_a_day(bob, thread):
    own = make.make_post(thread, bob)
    actions.save_draft(bob, thread=thread, edits=own, source="Better")
    actions.delete_post(own, by=bob)
    Post.objects.filter(pk=own.pk).update(state_changed_at=timezone.now() - timedelta(hours=25))

    actions.erase_removed_posts()

    assert kept(bob) == []
