"""The page of watched words, and what moderators and authors read of why a post waits."""

import pytest

from community.forum.models import WatchedWord
from community.moderation import queries
from community.moderation.models import Decision
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_moderator_adds_and_removes_a_word_from_the_page_beside_the_queue(client, mona, nils):
    client.force_login(mona)
    assert 'href="/moderation/words/"' in client.get("/moderation/").content.decode()

    client.post("/moderation/words/", {"word": "Project Wombat", "note": "Under NDA"})
    word = WatchedWord.objects.get()
    page = client.get("/moderation/words/").content.decode()
    assert ("Project Wombat" in page, "Under NDA" in page) == (True, True)
    assert client.post("/moderation/words/", {"word": "?!"}).status_code == 422

    client.post(f"/moderation/words/{word.pk}/remove/")
    assert queries.watched_words(mona) == []
    assert list(Decision.objects.order_by("pk").values_list("verb", "target_id", "reason")) == [
        ("watch_word", word.pk, ""), ("unwatch_word", word.pk, ""),
    ]  # fmt: skip
    assert "Project Wombat" in client.get("/moderation/log/").content.decode()


def test_nobody_else_learns_the_words(client, bob, mona):
    client.force_login(mona)
    client.post("/moderation/words/", {"word": "Project Wombat"})
    word = WatchedWord.objects.get()
    client.force_login(bob)

    assert client.get("/moderation/words/").status_code == 404
    assert client.post("/moderation/words/", {"word": "mine"}).status_code == 404
    assert client.post(f"/moderation/words/{word.pk}/remove/").status_code == 404
    assert (queries.watched_words(bob), WatchedWord.objects.watched().count()) == ([], 1)
    assert "Wombat" not in client.get("/moderation/log/").content.decode()


def test_queue_and_case_say_which_rule_held_a_post_and_the_author_reads_it_in_words(client, mona, bob):
    client.force_login(mona)
    client.post("/moderation/words/", {"word": "Wombat"})
    post = make.make_held_post(author=bob, source="The wombats like a wombat.")
    why, told = "It has a watched word. Trusted authors are not excepted.", "It has a word that a moderator reads first"

    assert [item.why for item in queries.queue(mona)] == [f"{bob.name} · {why}"]
    case = client.get(f"/moderation/posts/{post.pk}/").content.decode()
    assert [text in case for text in (why, "Found: Wombat.", told)] == [True, True, True]
    client.force_login(bob)
    own = client.get(f"/posts/{post.pk}/").content.decode()
    assert (told in own, why in own, "Found:" in own) == (True, False, False)
