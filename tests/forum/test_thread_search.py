"""Looking for words within a thread."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.forum import actions, queries
from community.forum.models import Thread
from community.forum.queries.thread_search import FROM, TO, parts_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(bob, bea):
    thread = make.make_thread(bob, source="The fees for Gold partners rise in March.")
    make.make_post(thread, bea, source="Which **fee** do you mean? Case number KB-4711, via the EU desk.")
    make.make_post(thread, bob, source="The annual one. Nothing else rises.")
    make.make_post(make.make_thread(bob), bob, source="A fee in another thread.")
    return thread


def found(thread, viewer, words) -> list[int]:
    return [hit.post.number for hit in queries.search_thread(thread, viewer, words).items]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("fee", [2, 1]), ("FEES", [2, 1]), ("fee -gold", [2]), ('"gold partners"', [1]), ('"partners gold"', []),
        ("eu", [2]), ("4711", [2]), ("kb-4711", [2]), ("march OR annual", [3, 1]), ("fee annual", []),
        ("the", [3, 2, 1]),
        ("rising", [3, 1]), ("'; DROP TABLE", []), ('"', []), ("-", []), ("& | ! ( )", []),
    ],
)  # fmt: skip
def test_words_are_found_as_they_are_written_and_by_their_stems(words, numbers, thread, visitor):
    assert found(thread, visitor, words) == numbers


def test_only_what_the_reader_may_read_is_found(thread, bob, bea, mona, nils, visitor, browse):
    make.make_held_post(thread, nils, source="LEAK of a held fee")
    make.make_hidden_post(thread, bea, source="LEAK of a hidden fee")
    removed = make.make_post(thread, bea, source="LEAK of a removed fee")
    actions.delete_post(removed, by=bea)

    for viewer in (visitor, bob, bea, nils, mona):
        assert found(thread, viewer, "fee") == [2, 1]
        assert found(thread, viewer, "leak") == []
        reader = browse(viewer if viewer.is_authenticated else None)
        assert "LEAK" not in reader.get(f"{thread.get_absolute_url()}?q=fee").text
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now())
    assert found(thread, visitor, "fee") == []


def test_the_page_shows_where_the_words_stand_and_escapes_the_rest(thread, bea, browse):
    make.make_post(thread, bea, source="A <script>alert(1)</script> fee & more")
    page = browse().get(f"{thread.get_absolute_url()}?q=fee").text

    assert "<mark>fee</mark>" in page
    assert "<mark>fees</mark>" in page
    assert "<script>alert" not in page
    assert f'href="/t/{thread.slugged_id}/2/"' in page


def test_nothing_found_says_so_and_keeps_the_words(thread, browse):
    page = browse().get(f"{thread.get_absolute_url()}?q=<b>kestrel").text

    assert "Nothing found for “&lt;b&gt;kestrel” in this thread." in page
    assert 'value="&lt;b&gt;kestrel"' in page


@pytest.mark.parametrize("asked", ["x" * 201, "a%00b"])
def test_what_cannot_be_looked_for_says_so(asked, thread, browse):
    answer = browse().get(f"{thread.get_absolute_url()}?q={asked}")

    assert answer.status_code == 200
    assert "This cannot be looked for." in answer.text


@pytest.mark.parametrize("asked", ["?q=", "?q=%20"])
def test_no_words_show_the_thread(asked, thread, browse):
    assert 'id="p1"' in browse().get(thread.get_absolute_url() + asked).text


def test_a_wrong_slug_keeps_the_words(thread, browse):
    assert browse().get(f"/t/{thread.pk}-wrong/?q=fee")["Location"] == f"{thread.get_absolute_url()}?q=fee"


def test_results_are_paged_once_each_the_latest_first(bob, visitor, browse):
    thread = make.make_thread(bob, source="A fee.")
    for _n in range(44):
        make.make_post(thread, make.make_moderator(), source=make.unique("A fee"))
    visited, key, sizes = [], "", []
    while key is not None:
        page = queries.search_thread(thread, visitor, "fee", before=str(key))
        visited += [hit.post.number for hit in page.items]
        sizes.append(len(page.items))
        key = page.next_key

    assert visited == list(range(45, 0, -1))
    assert sizes == [20, 20, 5]
    assert 'rel="next"' in browse().get(f"{thread.get_absolute_url()}?q=fee").text


def test_erased_words_are_found_no_more(thread, visitor):
    post = thread.posts.get(number=2)
    post.source = "Something else."
    post.save()

    assert found(thread, visitor, "4711") == []
    assert found(thread, visitor, "something") == [2]


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("", []), ("plain", [("plain", False)]), (f"{FROM}all{TO}", [("all", True)]),
        (f"a {FROM}b{TO} c", [("a ", False), ("b", True), (" c", False)]),
        (f"{TO}a{FROM}b", [("a", False), ("b", True)]),
    ],
)  # fmt: skip
def test_a_headline_is_taken_apart(headline, parts):
    assert parts_of(headline) == parts


@given(st.text(alphabet=st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(thread, visitor, words):
    assert set(found(thread, visitor, words)) <= {1, 2, 3}
