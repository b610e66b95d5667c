"""One form gives one post, however often and however many at a time it is sent."""

import uuid

import pytest

from community.forum import actions
from community.forum.models import Post, Thread
from tests import factories as make
from tests.forum.test_models import at_once
from tests.forum.test_views import hidden


@pytest.mark.django_db
def test_a_form_sent_again_leads_to_its_post_even_after_an_hour(bob, browse):
    thread = make.make_thread()
    reader, address = browse(bob), f"{thread.get_absolute_url()}replies/"
    (key,) = hidden(reader.get(thread.get_absolute_url()), "form_key")
    first = reader.post(address, {"source": "Once.", "form_key": key})
    Post.objects.filter(author=bob).update(created_at="2020-01-01T00:00Z")

    second = reader.post(address, {"source": "Once.", "form_key": key})

    assert first.headers["Location"] == second.headers["Location"]
    assert Post.objects.filter(author=bob).count() == 1


@pytest.mark.django_db
def test_every_form_has_a_key_of_its_own(bob, browse):
    thread = make.make_thread().get_absolute_url()

    keys = {hidden(browse(bob).get(page), "form_key")[0] for page in (thread, thread, "/t/new/")}

    assert len({uuid.UUID(key) for key in keys}) == 3


@pytest.mark.django_db
def test_a_form_sent_again_with_other_words_keeps_them_and_says_so(bob, browse):
    thread = make.make_thread()
    reader, address = browse(bob), f"{thread.get_absolute_url()}replies/"
    key = str(uuid.uuid4())
    reader.post(address, {"source": "First words.", "form_key": key})

    answer = reader.post(address, {"source": "Second words.", "form_key": key})

    assert answer.status_code == 422
    assert "This form was sent before" in answer.text
    assert "Second words." in answer.text
    (new_key,) = hidden(answer, "form_key")
    assert new_key != key
    assert reader.post(address, {"source": "Second words.", "form_key": new_key}).status_code == 302
    assert list(Post.objects.filter(author=bob).order_by("pk").values_list("source", flat=True)) == [
        "First words.", "Second words."
    ]  # fmt: skip


@pytest.mark.django_db
def test_keys_belong_to_their_author(bob, bea):
    thread, key = make.make_thread(), uuid.uuid4()

    posts = [actions.post_reply(author=who, thread=thread, source="Same.", form_key=key) for who in (bob, bea)]

    assert [post.author for post in posts] == [bob, bea]


@pytest.mark.django_db
def test_a_key_that_is_none_is_refused_kindly(bob, browse):
    thread = make.make_thread()

    answer = browse(bob).post(f"{thread.get_absolute_url()}replies/", {"source": "Words.", "form_key": "nonsense"})

    assert answer.status_code == 422
    assert "Words." in answer.text


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_one_post_and_one_thread():
    author, thread = make.make_partner(), make.make_thread()
    reply_key, thread_key = uuid.uuid4(), uuid.uuid4()
    tag = make.make_tag()

    posts = at_once([
        lambda: actions.post_reply(author=author, thread=thread, source="Once.", form_key=reply_key)
    ] * 20)  # fmt: skip
    threads = at_once([
        lambda: actions.start_thread(
            author=author, kind="question", title="Asked only once by one person", tags=[tag], source="Once more.",
            form_key=thread_key,
        )
    ] * 20)  # fmt: skip

    assert {post.pk for post in posts} == {Post.objects.get(author=author, thread=thread).pk}
    assert {started.pk for started in threads} == {Thread.objects.get(author=author).pk}
    assert Thread.objects.get(pk=thread.pk).post_count == 2
